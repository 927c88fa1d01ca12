// The timekeeper's line to one round: the hall's picture, and the two commands that he may send.
import { passing, Problem, randomKey } from '../shared/api.ts'
import { Follow, type Left } from '../shared/follow.svelte.ts'
import { browserStore } from '../shared/keystore.ts'
import type { EntryPicture, Picture } from '../shared/picture.ts'
import { addOf, elapsedOf } from '../shared/timer.ts'
import type { Command } from './command.ts'
import { deadOf, noted, onStage, overSettled, read, sentOf, timerCommand, unsure, warned, type Dead, type Sent } from './keeper.ts'
import { plain, type Notice } from './notice.ts'
import { partOf, type Question } from './questions.ts'
import { undelivered, type Person } from './turn.ts'

export class Keeper {
  readonly person: Person
  readonly follow: Follow
  /** Who leads the turn is no matter of the timer. */
  readonly leads = true
  /** Grows four times a second; what depends on time reads it. */
  tick = $state(0)
  busy = $state(false)
  notice = $state.raw<Notice | null>(null)
  question = $state.raw<Question | null>(null)
  sent = $state.raw<Sent[]>([])
  /** The key of the deduction that is on its way. */
  sending = $state('')
  readonly #commands: string
  readonly #left: (why: Left) => void
  readonly #store = browserStore()
  readonly #name: string

  constructor(round: string, person: Person, left: (why: Left) => void) {
    this.person = person
    this.#left = left
    this.#commands = `/api/v1/rounds/${encodeURIComponent(round)}/commands`
    this.#name = `leitai.keeper.${round}.${person.name}`
    this.sent = read(this.#store.get(this.#name))
    this.follow = new Follow({ round, view: 'hall', left, refused: (e) => e instanceof Problem && e.status === 404 && left('forbidden') })
    void this.follow.refresh() // its Date is the first that is known of the server's clock
  }

  get picture(): Picture | null {
    return this.follow.picture
  }

  get log(): string {
    return this.picture?.log ?? ''
  }

  get entry(): EntryPicture | null {
    return this.picture && onStage(this.picture)
  }

  get dead(): Dead | null {
    return this.picture && deadOf(this.picture, this.follow.link.up)
  }

  /** The server's clock, ms; null before it has spoken. Read again four times a second. */
  get now(): number | null {
    void this.tick
    return this.follow.clock.now()
  }

  /** Seconds on the timer. */
  get elapsed(): number {
    return elapsedOf(this.picture?.timer ?? null, this.now)
  }

  /** The part that this round judges: what is deducted comes off its value. */
  get part(): { key: string; name: string } {
    return partOf(this.picture)
  }

  /** The over-run of an entry was dealt with from this device. */
  settled(entry: string): boolean {
    return overSettled(this.sent, this.log, entry)
  }

  /** Starts or stops the timer. */
  timer(): void {
    if (this.picture && this.dead?.timer === '') void this.#press(timerCommand(this.picture))
  }

  /** Gives so many seconds more, or takes them. */
  shift(seconds: number): void {
    if (this.picture && this.dead?.shift === '') void this.#press({ type: 'timer', entry: this.picture.current ?? undefined, action: 'add', seconds: addOf(this.picture.round.plan, seconds) })
  }

  ask(q: Question): void {
    this.question = warned(q, this.sent, this.log)
  }

  /**
   * Sends what was asked, with what was filled in. It is decided on the picture of now, not on that of when the form opened:
   * an over-run is one whether or not the scoring has been opened meanwhile.
   */
  async answer(q: Question, filled: Record<string, string>): Promise<void> {
    const e = this.picture?.entries.find((x) => x.id === q.command.entry)
    if (!e || this.busy) return
    if (!this.follow.link.up) {
      this.question = null
      this.notice = { words: undelivered, code: null }
      return
    }
    const body = { ...q.command, ...filled, expect_version: this.picture?.version }
    await this.#keep(sentOf(body, e, this.log, randomKey(), this.follow.clock.wall()))
    this.question = null
  }

  /** Sends again what no answer came to: the server takes it once, however often it comes. */
  again(s: Sent): Promise<void> {
    return this.#keep(s)
  }

  /** Called by the page every quarter of a second. */
  beat(): void {
    this.tick++
  }

  stop(): void {
    this.follow.stop()
  }

  /** Kept on this device before it is sent, so that a lost answer or a closed page leaves a trace. */
  async #keep(s: Sent): Promise<void> {
    this.sending = s.key
    this.#write(noted(this.sent, { ...s, unsure: true }))
    const fault = await this.#press(s.body, s.key)
    this.sending = ''
    if (fault === null) this.#write(noted(this.sent, { ...s, unsure: false }))
    else if (!passing(fault)) this.#write(this.sent.filter((x) => x.key !== s.key))
    else this.notice = { words: unsure, code: null }
  }

  #write(list: Sent[]) {
    this.sent = list
    this.#store.set(this.#name, JSON.stringify(list))
  }

  /** Sends one command: null is a yes. A press of the timer is not kept for later. */
  async #press(command: Command, key = randomKey()): Promise<unknown> {
    if (!this.picture || this.busy) return 'busy'
    this.busy = true
    this.notice = null
    try {
      const answer = await this.follow.api<{ version: number }>(this.#commands, { method: 'POST', body: { expect_version: this.picture.version, ...command }, key })
      // The stream is often first; the next press must not wait for a second copy.
      if (this.picture.version < answer.version) await this.follow.refresh()
      return null
    } catch (e) {
      this.notice = plain(e, (seat) => seat, (entry) => entry)
      this.#gone(e)
      void this.follow.refresh()
      return e
    } finally {
      this.busy = false
    }
  }

  /** The hall's picture is there for everybody: only a command tells that the session or the right to it has ended. */
  #gone(e: unknown) {
    if (e instanceof Problem && e.status === 401) this.#left('signed_out')
    if (e instanceof Problem && e.status === 403) this.#left('forbidden')
  }
}
