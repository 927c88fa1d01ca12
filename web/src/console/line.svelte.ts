// The console's line to one round: its picture, its log, the judges' phones, and the one way to press a button.
import { Problem, randomKey } from '../shared/api.ts'
import { definitionOf, seatName, type Definition, type Fact } from '../shared/facts.ts'
import { Follow, type Left } from '../shared/follow.svelte.ts'
import { toPresence, type Presence } from '../shared/health.ts'
import { LogReader } from '../shared/log.ts'
import { withOrder, type EntryPicture, type Picture } from '../shared/picture.ts'
import type { Command } from './command.ts'
import { plain, type Notice } from './notice.ts'
import { undelivered, type Person } from './turn.ts'

/** A card issued anew, shown until it is put away. */
export interface NewCard {
  id: string
  token?: string
  code: string
  pin: string
  url: string
}

export class Line {
  readonly person: Person
  readonly follow: Follow
  facts = $state.raw<Fact[]>([])
  definition = $state.raw<Definition | null>(null)
  phones = $state.raw<Map<string, Presence>>(new Map())
  /** Grows four times a second; what depends on time reads it. */
  tick = $state(0)
  busy = $state(false)
  notice = $state.raw<Notice | null>(null)
  card = $state.raw<NewCard | null>(null)
  /** Points taken or given by this page, by the number of the fact: who typed them knows them, the picture covers them until the close. */
  known = $state.raw<ReadonlyMap<number, string>>(new Map())
  /** When the line was cut, on this page's monotone clock; null while it is up. */
  protected cutAt: number | null = null
  readonly #round: string
  readonly #log: LogReader

  constructor(round: string, person: Person, left: (why: Left) => void) {
    this.person = person
    this.#round = `/api/v1/rounds/${encodeURIComponent(round)}`
    this.follow = new Follow({ round, view: 'console', picture: () => this.#read(), presence: (p) => this.#heard(p), left })
    this.#log = new LogReader(this.follow, round, () => (this.facts = []), ({ facts }) => this.#took(facts))
  }

  /** Called by the page every quarter of a second. */
  beat(): void {
    this.tick++
    this.cutAt = this.follow.link.up ? null : (this.cutAt ?? performance.now())
  }

  get picture(): Picture | null {
    return this.follow.picture
  }

  /** The server's clock, ms; null before it has spoken. Read again four times a second. */
  get now(): number | null {
    void this.tick
    return this.follow.clock.now()
  }

  entry(id: string | null | undefined): EntryPicture | null {
    return this.picture?.entries.find((e) => e.id === id) ?? null
  }

  name(seat: string): string {
    return seatName(this.definition, seat)
  }

  /**
   * Sends one press. True when the server said yes. Nothing is kept for later: a director's late command is a danger.
   * `seen` is the version that the person decided on, where that is older than what is on the page now.
   */
  send(command: Command, seen?: number): Promise<boolean> {
    return this.sendAll([command], seen)
  }

  /** Sends the commands of one press, one after the other, up to the first that is refused. */
  async sendAll(commands: Command[], seen?: number): Promise<boolean> {
    const fault = await this.try(commands, seen)
    return fault === null || (fault !== 'busy' && this.say(this.#plain(fault)))
  }

  /** As sendAll, but leaves it to the caller to tell what went wrong: null is a yes, `busy` that another press is under way. */
  async try(commands: Command[], seen?: number): Promise<unknown> {
    const picture = this.picture
    if (!picture || this.busy) return 'busy'
    if (!this.follow.link.up) return new Error('no line')
    this.busy = true
    this.notice = null
    try {
      let version = seen ?? picture.version
      for (const command of commands) version = await this.#post(command, version) // what the press has done itself makes it not stale
      return null
    } catch (e) {
      void this.follow.refresh()
      return e
    } finally {
      this.busy = false
    }
  }

  /** Sends one command; the version of the round with its fact. */
  async #post(command: Command, version: number): Promise<number> {
    const body = { ...command, expect_version: version }
    const answer = await this.follow.api<{ seq: number; version: number; seat?: NewCard }>(`${this.#round}/commands`, { method: 'POST', body, key: randomKey() })
    if (answer.seat) this.card = answer.seat
    if (typeof command.points === 'string') this.known = new Map(this.known).set(answer.seq, command.points)
    // The stream is often first; the next press must not wait for a second copy.
    if ((this.picture?.version ?? 0) < answer.version) await this.follow.refresh()
    return answer.version
  }

  protected say(notice: Notice): false {
    this.notice = notice
    return false
  }

  /** Why a press was not accepted, in plain words with its code. */
  words(fault: unknown): string {
    const { words, code } = this.#plain(fault)
    return words + (code ? `（代码 ${code}）` : '')
  }

  #plain(fault: unknown): Notice {
    if (!this.follow.link.up && !(fault instanceof Problem)) return { words: undelivered, code: null }
    return plain(fault, (seat) => this.name(seat), (entry) => this.#entryName(entry))
  }

  #entryName(id: string): string {
    const e = this.entry(id)
    return e ? withOrder(e) : id
  }

  #heard(p: Record<string, unknown>) {
    const presence = toPresence(p, performance.now())
    if (presence) this.phones = new Map(this.phones).set(presence.seat, presence)
  }

  #read() {
    void this.#log.read().catch(() => {}) // the next picture, at the latest that of the next connection, tries again
  }

  #took(facts: Fact[]) {
    this.facts = facts
    this.definition = definitionOf(facts) ?? this.definition
  }

  stop(): void {
    this.follow.stop()
  }
}
