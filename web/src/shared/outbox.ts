// Drafts and ballots on the phone. Every tap is stored; a confirmed ballot is tried for ever with the same key until the
// server answers; what was sent stays here until the round is sealed.
import { Problem, passing, randomKey, type Api } from './api.ts'
import type { KeyStore } from './keystore.ts'
import { blank, reconcile, type Marks, type Held } from './record.ts'
import type { Receipt, SeatBallot } from './wire.ts'

export interface Place {
  contest: string
  round: string
  seat: string
}

export interface Clock {
  timeout: (deed: () => void, ms: number) => number
  cancel: (id: number) => void
  now: () => number
}

const day = 86_400_000
const firstWait = 1_500
const longestWait = 5_000

/** Codes that a later state of the entry can cure: the ballot waits here instead of being dropped. */
const waits = new Set(['not_on_stage', 'not_open', 'paused'])

export class Outbox {
  /** Told after every change of any record. */
  onchange: () => void = () => {}
  /** The session is not accepted: deliveries rest until `wake`. */
  onsession: (code: string) => void = () => {}
  /** A receipt came. */
  onreceipt: (entry: string) => void = () => {}
  /** The server holds something else than this phone thought: ask it. */
  onstale: () => void = () => {}

  #cache = new Map<string, Held>()
  #timers = new Map<string, number>()
  #busy = new Set<string>()
  #tried = new Map<string, number>()
  #asleep = false
  readonly #store: KeyStore
  readonly #api: Api
  readonly place: Place
  readonly #clock: Clock

  constructor(store: KeyStore, api: Api, place: Place, clock: Clock = { timeout: (d, ms) => window.setTimeout(d, ms), cancel: (id) => window.clearTimeout(id), now: Date.now }) {
    this.#store = store
    this.#api = api
    this.place = place
    this.#clock = clock
  }

  #key(entry: string): string {
    const { contest, round, seat } = this.place
    return `leitai/${contest}/${round}/${entry}/${seat}`
  }

  record(entry: string): Held {
    const known = this.#cache.get(entry)
    if (known) return known
    const text = this.#store.get(this.#key(entry))
    let r = blank()
    try {
      if (text) r = { ...r, ...(JSON.parse(text) as Partial<Held>) }
    } catch {
      // Half a record is no record.
    }
    this.#cache.set(entry, r)
    return r
  }

  /** Forgets what is in memory of an entry, after another tab wrote it. */
  reread(key: string): void {
    for (const entry of [...this.#cache.keys()]) if (this.#key(entry) === key) this.#cache.delete(entry)
    this.onchange()
  }

  #put(entry: string, r: Held): void {
    const saved = { ...r, saved: this.#clock.now() }
    this.#cache.set(entry, saved)
    this.#store.set(this.#key(entry), JSON.stringify(saved))
    this.onchange()
  }

  amend(entry: string, change: Partial<Held>): void {
    this.#put(entry, { ...this.record(entry), ...change })
  }

  /** The judge sets or clears one mark. */
  mark(entry: string, point: string, value: string | null): void {
    const marks = { ...this.record(entry).marks }
    if (value === null) delete marks[point]
    else marks[point] = value
    this.amend(entry, { marks, refused: null, declined: false })
  }

  /** The judge confirmed the working copy: from here on it is tried until it is answered. */
  submit(entry: string, based_on: number, log: string): void {
    const marks: Marks = { ...this.record(entry).marks }
    this.amend(entry, { pending: { key: randomKey(), marks, based_on, log }, editing: false, refused: null, declined: false })
    this.#kick(entry)
  }

  /** Takes a confirmed ballot back that has not been answered. It may have arrived all the same: the next picture tells. */
  recall(entry: string): void {
    this.amend(entry, { pending: null, editing: this.record(entry).sent !== null })
    this.onstale()
  }

  /** Brings every record in line with what the server says, and sends what it lacks. */
  align(entries: string[], ballots: SeatBallot[], log: string): void {
    const there = new Map(ballots.map((b) => [b.entry, b]))
    for (const entry of entries) {
      const before = this.record(entry)
      const after = reconcile(before, there.get(entry) ?? null, log, randomKey)
      if (after !== before && JSON.stringify(after) !== JSON.stringify(before)) this.#put(entry, after)
    }
    this.wake()
  }

  /** Tries everything that waits, now: the session is back, or the network. */
  wake(): void {
    this.#asleep = false
    for (const entry of this.waiting()) this.#kick(entry)
  }

  /** Entries with a confirmed ballot that has no receipt, of this place. */
  waiting(): string[] {
    const { contest, round, seat } = this.place
    const prefix = `leitai/${contest}/${round}/`
    const stored = this.#store
      .keys(prefix)
      .filter((k) => k.endsWith(`/${seat}`))
      .map((k) => k.slice(prefix.length, -seat.length - 1))
    return stored.filter((entry) => this.record(entry).pending)
  }

  /** How often the pending ballot of an entry was tried in vain. */
  tries(entry: string): number {
    return this.#tried.get(entry) ?? 0
  }

  #kick(entry: string): void {
    this.#clock.cancel(this.#timers.get(entry) ?? 0)
    if (this.#busy.has(entry) || this.#asleep) return
    void this.#deliver(entry)
  }

  #later(entry: string, seconds: number | null): void {
    const n = this.tries(entry) + 1
    this.#tried.set(entry, n)
    const wait = Math.min(longestWait, firstWait * 1.5 ** (n - 1))
    this.#timers.set(
      entry,
      this.#clock.timeout(() => this.#kick(entry), seconds === null ? wait : Math.max(wait, Math.min(seconds * 1000, 10_000))),
    )
    this.onchange()
  }

  async #deliver(entry: string): Promise<void> {
    const p = this.record(entry).pending
    if (!p) return
    this.#busy.add(entry)
    try {
      const answer = await this.#api<Receipt>(`/api/v1/entries/${encodeURIComponent(entry)}/ballot`, {
        method: 'PUT',
        body: { marks: p.marks, based_on: p.based_on },
        key: p.key,
      })
      this.#busy.delete(entry)
      this.#accepted(entry, p.key, answer)
    } catch (e) {
      this.#busy.delete(entry)
      this.#failed(entry, p.key, e)
    }
  }

  #accepted(entry: string, key: string, answer: Receipt): void {
    const r = this.record(entry)
    this.#tried.delete(entry)
    const p = r.pending?.key === key ? r.pending : null
    if (!p) return this.onstale() // recalled or confirmed anew meanwhile: let the server say what is in force
    const { receipt, version, total, at } = answer
    const editing = r.editing
    this.amend(entry, { pending: null, refused: null, sent: { key, marks: p.marks, receipt, version, total, at, log: p.log }, marks: editing ? r.marks : { ...p.marks } })
    this.onreceipt(entry)
  }

  #failed(entry: string, key: string, e: unknown): void {
    const r = this.record(entry)
    if (r.pending?.key !== key) return this.#kick(entry)
    if (passing(e)) return this.#later(entry, e instanceof Problem ? e.retryAfter : null)
    if (!(e instanceof Problem)) return this.#later(entry, null)
    if (e.status === 401) {
      this.#asleep = true
      return this.onsession(e.code)
    }
    if (waits.has(e.code)) {
      if (r.refused !== e.code) this.amend(entry, { refused: e.code })
      return this.#later(entry, 5)
    }
    this.#tried.delete(entry)
    // What was sent before still counts, so the marks that were refused are a revision of it.
    this.amend(entry, { pending: null, refused: e.code, marks: { ...r.pending.marks }, editing: r.sent !== null })
    this.onstale()
  }

  /** Marks the place as sealed; a day later its records may go. */
  seal(): void {
    const mark = `leitai-sealed/${this.place.round}`
    if (!this.#store.get(mark)) this.#store.set(mark, String(this.#clock.now()))
  }

  /** Clears rounds that were sealed more than a day ago, and whatever is older than sixty days. */
  tidy(): void {
    const now = this.#clock.now()
    for (const key of this.#store.keys('leitai/')) {
      const round = key.split('/')[2] ?? ''
      const sealed = Number(this.#store.get(`leitai-sealed/${round}`) ?? NaN)
      let saved = now
      try {
        saved = Number((JSON.parse(this.#store.get(key) ?? '{}') as Held).saved || now)
      } catch {
        saved = 0
      }
      if (now - sealed > day || now - saved > 60 * day) this.#store.remove(key)
    }
  }
}

