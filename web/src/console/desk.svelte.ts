// The console of one round: its picture, its log, the judges' phones, and the one way to press a button.
import { createApi, Problem, randomKey, type Api } from '../shared/api.ts'
import { Follow } from '../shared/follow.svelte.ts'
import type { EntryPicture, Picture } from '../shared/picture.ts'
import type { Command } from './command.ts'
import { definitionOf, lockedBy, pauseReason, seatName, undoOf, type Definition, type Fact } from './facts.ts'
import { healthOf, online, toPresence, type Health, type Presence } from './health.ts'
import { plain, type Notice } from './notice.ts'
import { placeOf, stepOf, turnOf, undelivered, type Person, type Step } from './turn.ts'

/** A card issued anew, shown until it is put away. */
export interface NewCard {
  id: string
  token?: string
  code: string
  pin: string
  url: string
}

export class Desk {
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
  /** The entry whose check page this person has uncovered. */
  looked = $state<string | null>(null)
  /** An entry chosen in the list, else the turn's. */
  chosen = $state<string | null>(null)
  readonly #api: Api
  readonly #round: string
  #cutAt: number | null = null
  #log = ''
  #reading = false

  constructor(round: string, person: Person, left: (why: 'signed_out' | 'forbidden') => void) {
    this.person = person
    const api = createApi(
      () => null,
      async (...ask) => {
        const answer = await fetch(...ask)
        this.follow.clock.hint(answer.headers.get('Date'))
        return answer
      },
    )
    this.#api = api
    this.#round = `/api/v1/rounds/${encodeURIComponent(round)}`
    this.follow = new Follow(
      {
        round,
        view: 'console',
        picture: () => void this.#read(),
        presence: (p) => this.#heard(p),
        end: (code) => (code === 'signed_out' ? (left('signed_out'), true) : false),
        refused: (e) => {
          if (e instanceof Problem && e.status === 401) left('signed_out')
          if (e instanceof Problem && e.status === 403) left('forbidden')
        },
      },
      api,
    )
  }

  /** Called by the page every quarter of a second. */
  beat(): void {
    this.tick++
    this.#cutAt = this.follow.link.up ? null : (this.#cutAt ?? performance.now())
  }

  get picture(): Picture | null {
    return this.follow.picture
  }

  get turn(): EntryPicture | null {
    const p = this.picture
    if (!p) return null
    const chosen = p.entries.find((e) => e.id === this.chosen)
    return chosen && !['waiting', 'locked', 'withdrawn', 'absent', 'annulled'].includes(chosen.state) ? chosen : turnOf(p)
  }

  /** What the middle of the page is about: an entry chosen to be looked at, else the turn. */
  get shown(): EntryPicture | null {
    return this.picture?.entries.find((e) => e.id === this.chosen) ?? this.turn
  }

  get step(): Step | null {
    const picture = this.picture
    if (!picture) return null
    const entry = this.turn
    return stepOf({
      picture,
      entry,
      person: this.person,
      missing: entry ? this.missing(entry).map((id) => `${this.name(id)} 未提交（${this.health(entry, id).words}）`) : [],
      looked: entry !== null && this.looked === entry.id,
      up: this.follow.link.up,
      pauseReason: pauseReason(this.facts),
      lockedBy: lockedBy(this.facts),
    })
  }

  name(seat: string): string {
    return seatName(this.definition, seat)
  }

  speaker(entry: EntryPicture): string {
    return entry.speaker ?? this.definition?.entries.find((e) => e.entry === entry.id)?.speaker ?? ''
  }

  missing(entry: EntryPicture): string[] {
    return (entry.ballots ?? []).filter((b) => b.state === 'none').map((b) => b.seat)
  }

  health(entry: EntryPicture, seat: string): Health {
    void this.tick
    const state = entry.ballots?.find((b) => b.seat === seat)?.state ?? 'none'
    return healthOf(state, this.phones.get(seat), entry.id, this.#cutAt ?? performance.now())
  }

  get online(): number {
    void this.tick
    return online(this.phones.values(), this.#cutAt ?? performance.now())
  }

  get undo(): { fact: Fact; left: number | null } | null {
    void this.tick
    return undoOf(this.facts, this.follow.clock.now())
  }

  /**
   * Sends one press. True when the server said yes. Nothing is kept for later: a director's late command is a danger.
   * `seen` is the version that the person decided on, where that is older than what is on the page now.
   */
  async send(command: Command, seen?: number): Promise<boolean> {
    const picture = this.picture
    if (!picture || this.busy) return false
    if (!this.follow.link.up) return this.#say({ words: undelivered, code: null })
    this.busy = true
    this.notice = null
    try {
      const body = { ...command, expect_version: seen ?? picture.version }
      const answer = await this.#api<{ version: number; seat?: NewCard }>(`${this.#round}/commands`, { method: 'POST', body, key: randomKey() })
      if (answer.seat) this.card = answer.seat
      // The stream is often first; the next press must not wait for a second copy.
      if ((this.picture?.version ?? 0) < answer.version) await this.follow.refresh()
      return true
    } catch (e) {
      void this.follow.refresh()
      return this.#say(plain(e, (seat) => this.name(seat), (entry) => this.#entryName(entry)))
    } finally {
      this.busy = false
    }
  }

  /** Starts or stops the timer of the turn, or adds seconds to it. */
  timer(add?: number): void {
    const timer = this.picture?.timer
    if (add !== undefined) void this.send({ type: 'timer', action: 'add', seconds: add })
    else void this.send({ type: 'timer', action: timer?.since ? 'pause' : 'start' })
  }

  /** Points the screen by hand; without a mode it follows the turn again. */
  screen(mode: string | null): void {
    const screen = this.picture?.screens?.[0]
    if (!screen) return
    const entry = mode === null ? undefined : this.turn?.id
    void this.send({ type: 'screen', screen: screen.id, mode: mode ?? '1', step: mode === '1' ? 1 : 0, page: 0, entry })
  }

  #say(notice: Notice): false {
    this.notice = notice
    return false
  }

  #entryName(id: string): string {
    const e = this.picture?.entries.find((entry) => entry.id === id)
    return e ? `${placeOf(e)} ${e.name}` : id
  }

  #heard(p: Record<string, unknown>) {
    const presence = toPresence(p, performance.now())
    if (presence) this.phones = new Map(this.phones).set(presence.seat, presence)
  }

  /** Reads what the log has gained; the whole of it once, and again after a restore. */
  async #read(): Promise<void> {
    if (this.#reading) return
    this.#reading = true
    try {
      for (;;) {
        const p = this.picture
        if (!p) break
        if (p.log !== this.#log) {
          this.#log = p.log
          this.facts = []
        }
        const after = this.facts.at(-1)?.seq ?? 0
        if (after >= p.version) break
        const page = await this.#api<{ facts: Fact[] }>(`${this.#round}/facts?after=${after}&limit=1000`)
        if (page.facts.length === 0) break
        this.facts = [...this.facts, ...page.facts]
        this.definition = definitionOf(this.facts) ?? this.definition
      }
    } catch {
      // The next picture, at the latest that of the next connection, tries again.
    }
    this.#reading = false
  }


  stop(): void {
    this.follow.stop()
  }
}
