// The phone's line to its seat: what the server last said, its stream, its clock, and what is asked again.
import { NoAnswer, Problem, withSeat } from '../shared/api.ts'
import { watch, type Link } from '../shared/live.ts'
import type { Beat, EndCode, Seat, Timer, Versioned } from '../shared/wire.ts'
import { Doorway } from './doorway.svelte.ts'
import { presence, type Where } from './presence.ts'

export abstract class Line extends Doorway {
  seat = $state.raw<Seat | null>(null)
  link = $state.raw<Link>({ up: false, fault: null, tries: 0 })
  rtt = $state<number | null>(null)
  /** Server time, once a second; null before the server spoke. */
  now = $state<number | null>(null)
  #timer = $state.raw<Timer | null>(null)
  #clock = $state.raw({ at: 0, server: 0 })
  #line: ReturnType<typeof watch> | null = null
  #present: (() => void) | null = null
  #fetching = false
  #wantMore = false
  #retry = 0

  /** What the server said of the seat; an answer may be older than what is there. */
  protected abstract take(seat: Seat): void
  /** The stream is there again. */
  protected abstract reached(): void
  /** Where the judge is, for those who watch over the phones. */
  protected abstract where(): Where

  /** Fetches what the seat may see. One request at a time; a wish during one means another after it. */
  async refresh(): Promise<void> {
    if (this.#fetching) {
      this.#wantMore = true
      return
    }
    this.#fetching = true
    clearTimeout(this.#retry)
    try {
      const sent = performance.now()
      const seat = await this.api<Seat>('/api/v1/seat')
      this.rtt = Math.round(performance.now() - sent)
      this.take(seat)
    } catch (e) {
      await this.#refused(e)
    }
    this.#fetching = false
    if (this.#wantMore) {
      this.#wantMore = false
      void this.refresh()
    }
  }

  async #refused(e: unknown): Promise<void> {
    if (e instanceof Problem && (e.status === 401 || e.status === 404)) return this.lostSession(e.code)
    if (this.stage === 'loading' && !(e instanceof NoAnswer)) console.warn(e)
    this.later()
  }

  protected later(): void {
    this.#retry = window.setTimeout(() => void this.refresh(), 2_000)
  }

  protected seated(): boolean {
    return this.seat !== null
  }

  protected listen(): void {
    if (this.#line) return
    this.#line = watch<Versioned & { timer: Timer | null }>({
      url: () => withSeat(`/api/v1/rounds/${this.seat!.round.id}/events?view=judge`, this.named),
      picture: (p) => {
        this.#timer = p.timer
        this.#news(p)
      },
      version: (v) => this.#news(v),
      beat: (b) => this.tick(b),
      end: (code) => this.#ended(code),
      link: (link) => this.#linked(link),
    })
    this.#present?.()
    this.#present = presence(this.api, () => this.where(), (rtt) => (this.rtt = rtt))
  }

  #news(v: Versioned): void {
    const seat = this.seat
    if (!seat || seat.log !== v.log || v.version > seat.version) void this.refresh()
  }

  #ended(code: EndCode): boolean {
    this.#line = null
    if (code !== 'shutdown') void this.refresh()
    return code !== 'shutdown'
  }

  #linked(link: Link): void {
    const was = this.link
    this.link = link
    if (link.up) {
      this.reached()
    } else {
      // An event stream does not say why it was refused; the seat's own answer does.
      if (!was.up && link.tries > 1) void this.refresh()
    }
  }

  protected doubt(): void {
    this.#line?.doubt()
  }

  protected hang(): void {
    this.#line?.stop()
    this.#line = null
    clearTimeout(this.#retry)
    this.#present?.()
  }

  /** How long the entry has been presenting, m:ss, where the timekeeper runs a timer for it. */
  elapsed(entry: string): string {
    const t = this.#timer
    const now = this.now
    if (!t || t.entry !== entry || now === null) return ''
    const s = Math.max(0, Math.floor(t.elapsed + (t.since ? (now - Date.parse(t.since)) / 1000 : 0)))
    return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, '0')}`
  }

  protected tick(b: Beat): void {
    this.#clock = { at: performance.now(), server: Date.parse(b.now) }
    this.chime()
  }

  /** Brings the server's time up to date from its last word; the phone's own clock is never shown. */
  chime(): void {
    this.now = this.#clock.server ? this.#clock.server + performance.now() - this.#clock.at : null
  }
}
