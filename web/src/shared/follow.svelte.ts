// A page's view of a round: the newest picture, kept by one stream, and whether it is to be believed.
import { createApi, Problem, type Api } from './api.ts'
import { ServerClock } from './clock.ts'
import { browser, newer, watch, type Link, type Surroundings } from './live.ts'
import { withAimed, type Picture, type Screen } from './picture.ts'

export interface Following {
  round: string
  view: 'hall' | 'console' | 'report'
  presence?: (p: Record<string, unknown>) => void
  /** Each newer picture. */
  picture?: (p: Picture) => void
  /** Whoever looks may no longer: the session has ended, or the round is not for its role. */
  left?: (why: Left) => void
  /** The picture was refused. */
  refused?: (error: unknown) => void
}

export type Left = 'signed_out' | 'forbidden'

export class Follow {
  picture = $state.raw<Picture | null>(null)
  link = $state.raw<Link>({ up: false, fault: null, tries: 0 })
  readonly clock = new ServerClock()
  /** Asks the server; its answers set the clock until the first beat. */
  readonly api: Api
  readonly #on: Following
  /** Screens as they were pointed after the seal, of this log. */
  readonly #aimed = new Map<string, Screen>()
  readonly #watch: ReturnType<typeof watch>
  #fetching = false
  #wanted = false

  /** `env` and `ask` are the browser's; tests pass their own. */
  constructor(on: Following, env: Surroundings = browser(), ask: typeof fetch = (...a) => fetch(...a)) {
    this.#on = on
    this.api = createApi(
      () => null,
      async (...question) => {
        const answer = await ask(...question)
        this.clock.hint(answer.headers.get('Date'))
        return answer
      },
      () => this.#watch.doubt(), // what a request did not reach, the stream does not either, whatever it still says
    )
    const round = `/api/v1/rounds/${encodeURIComponent(on.round)}`
    this.#watch = watch<Picture>(
      {
        url: () => `${round}/events?view=${on.view}`,
        picture: (p) => this.#take(p),
        version: () => void this.refresh(),
        count: (c) => this.#count(c),
        beat: (b) => {
          this.clock.set(b.now)
          if (newer(this.picture, b)) void this.refresh() // an earlier fetch failed
        },
        presence: on.presence,
        screen: (s) => this.#aim(s as unknown as Screen),
        end: (code) => (code === 'signed_out' && on.left ? (on.left(code), true) : false),
        link: (link) => this.#linked(link),
      },
      env,
    )
  }

  /** Fetches the newest picture; a call while one is under way makes one more, not many. */
  async refresh(): Promise<void> {
    this.#wanted = true
    if (this.#fetching) return
    this.#fetching = true
    while (this.#wanted) {
      this.#wanted = false
      try {
        this.#take(await this.api<Picture>(`/api/v1/rounds/${encodeURIComponent(this.#on.round)}/snapshot?view=${this.#on.view}`))
      } catch (e) {
        this.#refused(e)
      }
    }
    this.#fetching = false
  }

  #refused(e: unknown) {
    if (e instanceof Problem && e.status === 401) this.#on.left?.('signed_out')
    if (e instanceof Problem && e.status === 403) this.#on.left?.('forbidden')
    this.#on.refused?.(e)
  }

  again(): void {
    this.#watch.again()
  }

  stop(): void {
    this.#watch.stop()
  }

  #linked(link: Link) {
    this.link = link
    // An EventSource does not tell why it was refused (no session any more, no such round): the picture does.
    if (!link.up && link.tries > 0 && link.fault === 'server') void this.refresh()
  }

  #take(p: Picture) {
    if (!newer(this.picture, p)) return
    if (this.picture && this.picture.log !== p.log) this.#aimed.clear()
    this.picture = withAimed(p, this.#aimed)
    this.#on.picture?.(this.picture)
  }

  #aim(s: Screen) {
    if (typeof s.id !== 'string') return
    this.#aimed.set(s.id, s)
    if (this.picture) this.picture = withAimed(this.picture, this.#aimed)
  }

  #count(c: { log: string; version: number; entry: string; in: number }) {
    const p = this.picture
    if (this.#on.view !== 'hall' || !p || p.log !== c.log) return void this.refresh() // the console wants to know whose it was
    this.#take({ ...p, version: c.version, entries: p.entries.map((e) => (e.id === c.entry ? { ...e, in: c.in } : e)) })
  }
}
