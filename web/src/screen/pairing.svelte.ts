// Waiting to be paired: the code that a director types, and whether somebody has (wire: POST and GET /screens).
import { createApi, Problem, type Api } from '../shared/api.ts'
import type { KeyStore } from '../shared/keystore.ts'
import { forget, oldId, remember, type Place } from './place.ts'

const askEvery = 2_000

export class Pairing {
  /** Four digits; null until the server has given one. */
  code = $state<string | null>(null)
  /** The last question was answered. */
  reached = $state(true)
  readonly #api: Api
  readonly #store: KeyStore
  readonly #paired: (place: Place) => void
  #screen: string | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #stopped = false

  constructor(store: KeyStore, paired: (place: Place) => void, api: Api = createApi()) {
    this.#store = store
    this.#paired = paired
    this.#api = api
    void this.#ask()
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
  }

  async #ask(): Promise<void> {
    try {
      await (this.#screen ? this.#look(this.#screen) : this.#register())
      this.reached = true
    } catch (e) {
      // A server that was started again does not know the page: it asks for a new code. One that does not take the old
      // id, as another server at this address, gives a new one.
      if (e instanceof Problem && e.status === 404) this.#screen = null
      else if (e instanceof Problem && e.status === 422) forget(this.#store)
      else this.reached = false
    }
    if (!this.#stopped) this.#timer = setTimeout(() => void this.#ask(), askEvery)
  }

  async #register(): Promise<void> {
    const screen = oldId(this.#store)
    const got = await this.#api<{ screen: string; code: string }>('/api/v1/screens', { method: 'POST', body: screen ? { screen } : {} })
    this.#screen = got.screen
    this.code = got.code
    remember(this.#store, got.screen)
  }

  async #look(screen: string): Promise<void> {
    const { code, round } = await this.#api<{ code: string; round: string | null }>(`/api/v1/screens/${encodeURIComponent(screen)}`)
    this.code = code
    if (!round || this.#stopped) return
    this.stop()
    remember(this.#store, screen, round)
    this.#paired({ round, screen })
  }
}
