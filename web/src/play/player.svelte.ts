// Plays what the server recorded by the page's own clock: it can stop and go back, though the log of a contest never does.
import { toItem } from '../judge/sheet.ts'
import { listen } from './stream.ts'
import { captionAt } from './words.ts'
import { back, horizon, momentOf, onward, passed, sceneAt, type Frame, type Moment, type Script, type Told, type Yours } from './tape.ts'
import { padAfter, pressing as fingering, tapsOf } from './taps.ts'

/** When the judge of the phone begins and ends to tap, looks at the whole, in seconds of the script. */
const tapping = { from: 6.2, to: 13.2, reviews: 13.6 }
/** A key of the console is seen going down so long before what it does. */
const pressing = 0.35

export class Player {
  script = $state.raw<Script>({ kind: 'script', speed: 1, scenes: [], end: 60 })
  yours = $state.raw<Yours | null>(null)
  frames = $state.raw<Frame[]>([])
  whole = $state(false)
  failed = $state(false)
  /** The server is not reached; what has been told can be seen all the same. */
  alone = $state(false)
  /** Seconds of the script. */
  at = $state(0)
  playing = $state(true)

  readonly limit: number = $derived(horizon(this.frames, this.whole, this.script.end))
  /** The next part is still being recorded. */
  readonly waiting: boolean = $derived(this.playing && this.frames.length > 0 && this.at >= this.limit && this.at < this.script.end)
  readonly #passed: number = $derived(passed(this.frames, this.at))
  readonly moment: Moment = $derived(momentOf(this.frames, this.#passed))
  readonly scene: number = $derived(sceneAt(this.script.scenes, this.at))
  readonly key: string = $derived(this.script.scenes[this.scene]?.key ?? 'stage')
  readonly caption: { term: string; text: string } = $derived(captionAt(this.at, this.moment))
  /** The console's key is going down. */
  readonly pressed: boolean = $derived(this.frames[this.#passed] !== undefined && this.frames.slice(this.#passed, this.#passed + 3).some((f) => f.press && f.at - this.at <= pressing))

  readonly #items = $derived((this.moment.seat?.sheet ?? []).map(toItem))
  readonly #taps = $derived(this.moment.phone ? tapsOf(this.#items, this.moment.phone.marks, tapping.from, tapping.to) : [])
  readonly #tapped: number = $derived(this.#taps.filter((t) => t.at <= this.at).length)
  readonly #reviewing: boolean = $derived(this.at >= tapping.reviews)
  readonly pad = $derived(this.moment.phone && this.#items.length ? padAfter(this.#items, this.moment.phone.marks, this.#taps, this.#tapped, this.#reviewing) : null)
  /** The key of the pad that is being touched, by its number among the taps; -1: none. */
  readonly touched: number = $derived((this.#taps[this.#tapped]?.at ?? Infinity) - this.at <= fingering ? this.#tapped : -1)
  readonly finger: string = $derived(this.#taps[this.touched]?.label ?? '')

  readonly #deaf: () => void
  #last = 0
  #frame = 0

  constructor() {
    let told: Frame[] = []
    this.#deaf = listen('/play/events', {
      open: () => (told = []), // a line that was cut begins again
      told: (event) => {
        if (event.kind === 'frame') told.push(event)
        else this.#hear(event)
        if (told.length >= this.frames.length) this.frames = [...told]
      },
      link: (up) => (this.alone = !up),
    })
    this.#frame = requestAnimationFrame((now) => this.#tick(now))
  }

  #hear(event: Exclude<Told, Frame>) {
    if (event.kind === 'script') this.script = event
    else if (event.kind === 'yours') this.yours = event
    else if (event.kind === 'end') this.whole = true
    else this.failed = true
  }

  #tick(now: number) {
    const passed = Math.min(0.25, (now - this.#last) / 1000) // a page that was in the background goes on where it was
    this.#last = now
    if (this.playing && this.at < this.limit) this.at = Math.min(this.limit, this.at + passed * this.script.speed)
    if (this.at >= this.script.end) this.playing = false
    this.#frame = requestAnimationFrame((n) => this.#tick(n))
  }

  toggle(): void {
    if (this.at >= this.script.end) this.at = 0
    this.playing = !this.playing
  }

  /** To a moment. Over, the last scene stays as it ended. */
  go(at: number): void {
    const over = this.at >= this.script.end
    if (over && sceneAt(this.script.scenes, at) === this.scene) return
    this.at = Math.max(0, Math.min(at, this.limit))
    if (this.at < this.script.end) this.playing = this.playing || over || at === 0
  }

  back(): void {
    this.go(back(this.script.scenes, this.at, this.script.end))
  }

  onward(): void {
    this.go(onward(this.script.scenes, this.at, this.script.end))
  }

  stop(): void {
    this.#deaf()
    cancelAnimationFrame(this.#frame)
  }
}
