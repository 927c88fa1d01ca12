// The log of a round as it grows. Payloads that were withheld are read again when they open (http.md, Facts).
import type { Api } from './api.ts'
import type { Fact } from './facts.ts'
import type { Versioned } from './wire.ts'

/** Facts of one page. */
const limit = 1000

/** What the log has gained. */
export interface News<F extends Fact> {
  /** The log as far as it has been read. */
  facts: F[]
  /** The end of it that is new. */
  gained: F[]
  /** What had been read before, where some of it has opened and was read again; else null. */
  before: F[] | null
}

/** A view of the round: the log is read as far as its newest picture. */
interface View {
  readonly api: Api
  readonly picture: Versioned | null
}

/** All facts of a round after that number. */
export async function factsAfter<F extends Fact = Fact>(api: Api, round: string, seq: number): Promise<F[]> {
  const all: F[] = []
  for (;;) {
    const page = await api<{ facts: F[]; next: number | null }>(`/api/v1/rounds/${encodeURIComponent(round)}/facts?after=${all.at(-1)?.seq ?? seq}&limit=${limit}`)
    all.push(...page.facts)
    if (page.next === null || page.facts.length === 0) return all
  }
}

/** The place of the first withheld fact that a later one has opened: a reveal opens those of its entry, the seal all. −1 where none is. */
const openedAt = (facts: Fact[], gained: Fact[]): number =>
  facts.findIndex((f) => f.payload === null && gained.some((g) => g.seq > f.seq && (g.kind === 'seal' || (g.kind === 'reveal' && g.entry === f.entry))))

export class LogReader<F extends Fact = Fact> {
  readonly #view: View
  readonly #round: string
  readonly #begin: (log: string) => void
  readonly #take: (news: News<F>) => void
  #log = ''
  #facts: F[] = []
  #reading = false

  /** `begin` is called before the first fact, and after a restore, which begins another log; `take` whenever there is more. */
  constructor(view: View, round: string, begin: (log: string) => void, take: (news: News<F>) => void) {
    this.#view = view
    this.#round = round
    this.#begin = begin
    this.#take = take
  }

  /** Reads what there is; throws where the server is not reached or refuses, and goes on from there the next time. */
  async read(): Promise<void> {
    if (this.#reading) return
    this.#reading = true
    try {
      while (await this.#more()) {}
    } finally {
      this.#reading = false
    }
  }

  /** One step towards the newest picture; false when it is reached. */
  async #more(): Promise<boolean> {
    const p = this.#view.picture
    if (!p) return false
    if (p.log !== this.#log) {
      this.#log = p.log
      this.#facts = []
      this.#begin(p.log)
    }
    const held = this.#facts
    const last = held.at(-1)?.seq ?? 0
    if (last >= p.version) return false
    const gained = await factsAfter<F>(this.#view.api, this.#round, last)
    if (gained.length === 0) return false
    const facts = [...held, ...gained]
    const from = openedAt(facts, gained)
    if (from < 0) this.#took({ facts, gained, before: null })
    else {
      const again = [...facts.slice(0, from), ...(await factsAfter<F>(this.#view.api, this.#round, facts[from - 1]?.seq ?? 0))]
      this.#took({ facts: again, gained: again.slice(held.length), before: held })
    }
    return true
  }

  #took(news: News<F>) {
    this.#facts = news.facts
    this.#take(news)
  }
}
