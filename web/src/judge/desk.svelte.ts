// The state of the pad: what is on the phone beside what the server says, and where the judge is.
import type { Link } from '../shared/live.ts'
import { Outbox } from '../shared/outbox.ts'
import { points, show } from '../shared/points.ts'
import type { Held } from '../shared/record.ts'
import type { Seat, SeatBallot, SeatEntry } from '../shared/wire.ts'
import { Line } from './line.svelte.ts'
import type { Where } from './presence.ts'
import { toItem, toParts, type Item, type Part } from './sheet.ts'
import { holds, inForce, title, wanted } from './turn.ts'

export type View = 'turn' | 'list' | 'mine'

class Desk extends Line {
  view = $state<View>('list')
  focus = $state<string | null>(null)
  /** Entries that were opened again and to which the judge has answered. */
  #answered = $state.raw<readonly string[]>([])
  /** The seat was moved from a rehearsal to the contest, or between rounds. */
  moved = $state('')
  #written = $state(0)

  /** Where the stage last called this judge to. */
  #aim: string | null | undefined
  /** The entry whose receipt came last. */
  #fresh = ''
  box: Outbox | null = null

  items: Item[] = $derived((this.seat?.sheet ?? []).map(toItem))
  parts: Part[] = $derived(toParts(this.items))
  /** 评委3 张建国 */
  name: string = $derived(this.seat ? [this.seat.seat.name, this.seat.seat.person].filter(Boolean).join(' ') : '这位评委')
  /** Decimals that totals are shown with. */
  places: number = $derived(Math.max(0, ...this.items.map((i) => i.places)))
  entry: SeatEntry | null = $derived(this.seat?.entries.find((e) => e.id === this.focus) ?? null)

  protected forget(): void {
    this.seat = null
    this.box = null
  }

  protected take(seat: Seat): void {
    const before = this.seat
    this.tick({ log: seat.log, version: seat.version, now: seat.now })
    if (before && before.log === seat.log && before.seat.id === seat.seat.id && seat.version < before.version) return
    this.seat = seat
    this.#place(seat)
    if (before && before.round.id !== seat.round.id) {
      this.moved = before.round.rehearsal && !seat.round.rehearsal ? '彩排结束，已经转到正式比赛。' : `已经转到「${seat.round.name}」。`
      this.focus = null
      this.#aim = undefined
    }
    this.#answered = this.#answered.filter((e) => seat.entries.some((o) => o.id === e && o.reopened !== null))
    this.box!.align(seat.entries.map((e) => e.id), seat.ballots, seat.log)
    if (seat.round.final) this.box!.seal()
    this.#follow()
    if (this.stage === 'loading' || this.stage === 'enter' || this.stage === 'gone') this.settle()
    this.listen()
  }

  #place(seat: Seat): void {
    const place = { contest: seat.round.contest, round: seat.round.id, seat: seat.seat.id }
    if (this.box && this.box.place.round === place.round && this.box.place.seat === place.seat) return
    this.box = new Outbox(this.store, this.api, place)
    this.box.onchange = () => this.#written++
    this.box.onstale = () => void this.refresh()
    this.box.onsession = () => void this.refresh()
    this.box.onreceipt = (entry) => {
      this.#fresh = entry
      if (entry !== this.focus) this.#report(entry)
      navigator.vibrate?.([30, 60, 30])
      void this.refresh()
    }
    this.box.tidy()
  }

  /** Shows a seat as it was recorded, with what its phone held: a page that plays asks nothing and sends nothing. */
  show(seat: Seat, link: Link, focus: string, box: Outbox): void {
    this.seat = seat
    this.link = link
    this.box = box
    this.go(focus)
    this.#written++
  }

  /** Goes where the stage is whenever that changes, unless marks in the making hold the judge where he is. */
  #follow(): void {
    const seat = this.seat!
    const held = (e: string) => this.held(e)
    const to = wanted(seat, this.asked(), held)
    if (to === this.#aim || (this.focus !== null && holds(seat, this.focus, held))) return
    this.#aim = to
    if (this.focus !== null && this.focus !== to && this.#fresh === this.focus) this.#report(this.focus)
    this.go(to)
  }

  /** Says that a ballot has arrived where its receipt is not in front of the judge. */
  #report(entry: string): void {
    const e = this.seat!.entries.find((o) => o.id === entry)
    const { sent } = this.held(entry)
    if (e && sent) this.moved = `已提交 ${show(points(sent.total), this.places)} 分 · ${title(e)} · 回执 ${sent.receipt}`
  }

  go(entry: string | null): void {
    this.focus = entry
    this.view = entry ? 'turn' : 'list'
  }

  /** What the phone holds of an entry; read again whenever the outbox changed. */
  held(entry: string): Held {
    void this.#written
    return this.box!.record(entry)
  }

  /** The mark of this judge that counts for an entry, perhaps a corrected one. */
  inForce(entry: string): ReturnType<typeof inForce> {
    return inForce(this.seat!, this.held(entry), entry)
  }

  /** Own ballots for other entries, in the order they were given, and the marks of one point in them, the last ten. */
  earlier(entry: string): { ballots: SeatBallot[]; marksOf: (point: string) => string[] } {
    const ballots = [...(this.seat?.ballots ?? [])].filter((b) => b.entry !== entry).sort((a, b) => a.seq - b.seq)
    const places = new Map(this.items.map((i) => [i.point, i.places]))
    const marksOf = (point: string) => ballots.flatMap((b) => (b.marks[point] === undefined ? [] : [show(points(b.marks[point]!), places.get(point))])).slice(-10)
    return { ballots, marksOf }
  }

  /** Entries that the judge is asked to look at again. */
  asked(): string[] {
    return this.seat!.entries.filter((e) => e.open && e.reopened !== null && !this.#answered.includes(e.id) && this.held(e.id).sent).map((e) => e.id)
  }

  /** The judge has answered to the reopening of an entry. */
  seen(entry: string): void {
    this.#answered = [...this.#answered, entry]
  }

  /** The judge confirmed the working copy; it is based on the newest ballot that this phone or the server knows of. */
  submit(entry: string): void {
    this.seen(entry)
    const { log, ballots } = this.seat!
    const there = ballots.find((b) => b.entry === entry)?.version ?? 0
    const { sent } = this.held(entry)
    this.box!.submit(entry, Math.max(there, sent?.log === log ? sent.version : 0), log)
  }

  /** Tries of the pending ballot in vain. */
  tries(entry: string): number {
    void this.#written
    return this.box!.tries(entry)
  }

  waiting(): string[] {
    void this.#written
    return this.box?.waiting() ?? []
  }

  protected reached(): void {
    this.box?.wake()
  }

  protected where(): Where {
    const done = this.focus ? Object.keys(this.held(this.focus).marks).length : 0
    return { entry: this.focus, done, of: this.items.length, rtt: this.rtt ?? 0 }
  }

}

/** The one desk of this page. */
export const desk = new Desk()
