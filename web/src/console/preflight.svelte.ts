// What the page of the start asks the server: the machine, a phone's hello, an empty result. Nothing is asked while the page is closed.
import { browserStore } from '../shared/keystore.ts'
import { checksOf, ready, type CheckGroup, type Hello, type Machine } from './checklist.ts'
import type { Desk } from './desk.svelte.ts'

const store = browserStore()

export class Preflight {
  machine = $state.raw<Machine | null>(null)
  hello = $state.raw<Hello | null>(null)
  /** The address that a phone is to open; null where the server gave none. */
  url = $state<string | null>(null)
  #empty = $state<boolean | null>(null)
  #ticked = $state.raw<ReadonlySet<string>>(new Set())
  #id: string | null = null
  readonly #desk: Desk

  constructor(desk: Desk) {
    this.#desk = desk
  }

  get #key(): string {
    return `leitai.console.start.${this.#desk.picture?.round.id ?? ''}`
  }

  get groups(): CheckGroup[] {
    const desk = this.#desk
    void desk.tick
    if (!desk.picture) return []
    return checksOf({ picture: desk.picture, definition: desk.definition, facts: desk.facts, online: desk.online, machine: this.machine, hello: this.hello, empty: this.#empty, ticked: this.#ticked, now: Date.now() })
  }

  get count(): { done: number; of: number } {
    return ready(this.groups)
  }

  tick(key: string, on: boolean): void {
    const next = new Set(this.#ticked)
    if (on) next.add(key)
    else next.delete(key)
    this.#ticked = next
    store.set(this.#key, [...next].join(' '))
  }

  /** Asks now and every two seconds, until the function it gives back is called. */
  watch(): () => void {
    this.#ticked = new Set((store.get(this.#key) ?? '').split(' ').filter(Boolean))
    let round = 0
    const ask = async () => {
      if (round % 5 === 0) this.machine = (await this.#desk.room.look<Machine>('/api/v1/preflight')) ?? this.machine
      if (round % 15 === 0) this.#empty = (await this.#desk.room.look(`${this.#desk.room.round}/standings`)) !== null
      if (!this.#id) await this.#begin()
      else if (!this.hello?.seen) this.hello = (await this.#desk.room.look<Hello>(`/api/v1/preflight/${this.#id}`)) ?? this.hello
      round++
    }
    void ask()
    const timer = setInterval(() => void ask(), 2000)
    return () => clearInterval(timer)
  }

  async #begin(): Promise<void> {
    const made = await this.#desk.room.look<{ id: string; url: string }>('/api/v1/preflight', { method: 'POST' })
    if (made) [this.#id, this.url] = [made.id, made.url]
  }
}
