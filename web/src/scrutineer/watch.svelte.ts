// What the scrutineer's page knows of a round: the picture for reports, the whole log, and how its chain was found.
import { Problem } from '../shared/api.ts'
import { Follow, type Left } from '../shared/follow.svelte.ts'
import type { KeyStore } from '../shared/keystore.ts'
import { LogReader, type News } from '../shared/log.ts'
import type { Picture } from '../shared/picture.ts'
import { anchorOf, againstAnchor, type Anchor } from './anchor.ts'
import { unread, verify, type ChainedFact, type Verdict } from './chain.ts'

export class Watch {
  readonly follow: Follow
  facts = $state.raw<ChainedFact[]>([])
  verdict = $state.raw<Verdict>(unread)
  /** What this device remembers of an earlier look, compared with the log of now; null where there is nothing to againstAnchor. */
  earlier = $state.raw<{ anchor: Anchor; fits: boolean } | null>(null)
  /** The log is not for this role (an organiser sees the rest of the page). */
  closed = $state(false)
  readonly #store: KeyStore
  readonly #key: string
  readonly #log: LogReader<ChainedFact>
  /** The log that is read. */
  #of = ''

  constructor(round: string, store: KeyStore, left: (why: Left) => void) {
    this.#store = store
    this.#key = `leitai.scrutineer.${round}`
    this.follow = new Follow({ round, view: 'report', picture: () => void this.#read(), left })
    this.#log = new LogReader(this.follow, round, (log) => this.#begin(log), (news) => this.#took(news))
  }

  get picture(): Picture | null {
    return this.follow.picture
  }

  stop(): void {
    this.follow.stop()
  }

  async #read(): Promise<void> {
    try {
      if (!this.closed) await this.#log.read()
    } catch (e) {
      if (e instanceof Problem && e.status === 403) this.closed = true
      // Else the next picture, at the latest that of the next connection, tries again.
    }
  }

  #begin(log: string) {
    this.#of = log
    this.facts = []
    this.verdict = unread
  }

  /** Where payloads have opened the chain is checked from its beginning; hashes that were read before must be what they were. */
  #took({ facts, gained, before }: News<ChainedFact>) {
    if (!before) return this.#take(facts, verify(gained, this.verdict))
    const changed = before.find((f, i) => facts[i]?.hash !== f.hash)
    const verdict = verify(facts)
    this.#take(facts, changed && !verdict.broken ? { ...verdict, broken: { seq: changed.seq, why: '这一条和这个页面先前读到的不一样' } } : verdict)
  }

  #take(facts: ChainedFact[], verdict: Verdict) {
    this.facts = facts
    this.verdict = verdict
    this.earlier ??= againstAnchor(this.#store.get(this.#key), this.#of, facts, facts.length >= (this.picture?.version ?? Infinity))
    if (!verdict.broken && this.earlier?.fits !== false) this.#store.set(this.#key, anchorOf(this.#of, verdict))
  }
}
