// What the scrutineer's page knows of a round: the picture for reports, the whole log, and how its chain was found.
import { Problem } from '../shared/api.ts'
import { Follow, type Left } from '../shared/follow.svelte.ts'
import type { KeyStore } from '../shared/keystore.ts'
import type { Picture } from '../shared/picture.ts'
import { unread, verify, type ChainedFact, type Verdict } from './chain.ts'
import { anchorOf, compare, type Anchor } from './anchor.ts'

/** Kinds after which payloads that were withheld are shown. */
const opens = new Set(['reveal', 'seal', 'confirm'])

export class Watch {
  readonly follow: Follow
  facts = $state.raw<ChainedFact[]>([])
  verdict = $state.raw<Verdict>(unread)
  /** What this device remembers of an earlier look, compared with the log of now; null where there is nothing to compare. */
  earlier = $state.raw<{ anchor: Anchor; fits: boolean } | null>(null)
  /** The log is not for this role (an organiser sees the rest of the page). */
  closed = $state(false)
  readonly #round: string
  readonly #store: KeyStore
  readonly #key: string
  #log = ''
  #reading = false

  constructor(round: string, store: KeyStore, left: (why: Left) => void) {
    this.#round = `/api/v1/rounds/${encodeURIComponent(round)}`
    this.#store = store
    this.#key = `leitai.scrutineer.${round}`
    this.follow = new Follow({ round, view: 'report', picture: () => void this.#read(), left })
  }

  get picture(): Picture | null {
    return this.follow.picture
  }

  stop(): void {
    this.follow.stop()
  }

  /** Reads what the log has gained. What opens after a reveal is read again, and the chain checked from its beginning. */
  async #read(): Promise<void> {
    if (this.#reading || this.closed) return
    this.#reading = true
    try {
      for (;;) {
        const p = this.picture
        if (!p || (p.log === this.#log && (this.facts.at(-1)?.seq ?? 0) >= p.version)) break
        if (p.log !== this.#log) this.#begin(p.log)
        const more = await this.#after(this.facts.at(-1)?.seq ?? 0)
        if (more.length === 0) break
        if (more.some((f) => opens.has(f.kind))) await this.#again()
        else this.#take([...this.facts, ...more], verify(more, this.verdict))
      }
    } catch (e) {
      if (e instanceof Problem && e.status === 403) this.closed = true
      // Else the next picture, at the latest that of the next connection, tries again.
    }
    this.#reading = false
  }

  async #after(seq: number): Promise<ChainedFact[]> {
    const all: ChainedFact[] = []
    for (;;) {
      const page = await this.follow.api<{ facts: ChainedFact[]; next: number | null }>(`${this.#round}/facts?after=${all.at(-1)?.seq ?? seq}&limit=1000`)
      all.push(...page.facts)
      if (page.next === null || page.facts.length === 0) return all
    }
  }

  /** From the first withheld payload on; hashes that were read before must be what they were. */
  async #again(): Promise<void> {
    const held = this.facts
    const from = held.findIndex((f) => f.payload === null)
    const keep = from < 0 ? held : held.slice(0, from)
    const all = [...keep, ...(await this.#after(keep.at(-1)?.seq ?? 0))]
    const changed = held.find((f, i) => all[i]?.hash !== f.hash)
    const verdict = verify(all)
    this.#take(all, changed && !verdict.broken ? { ...verdict, broken: { seq: changed.seq, why: '这一条和这个页面先前读到的不一样' } } : verdict)
  }

  #begin(log: string) {
    this.#log = log
    this.facts = []
    this.verdict = unread
  }

  #take(facts: ChainedFact[], verdict: Verdict) {
    this.facts = facts
    this.verdict = verdict
    this.earlier ??= compare(this.#store.get(this.#key), this.#log, facts, facts.length >= (this.picture?.version ?? Infinity))
    if (!verdict.broken && this.earlier?.fits !== false) this.#store.set(this.#key, anchorOf(this.#log, verdict))
  }
}
