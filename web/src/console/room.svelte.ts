// The console's surroundings: which screens the keys mean, and the doors to the server that are no commands of the turn.
import { NoAnswer, Problem, randomKey, type Ask } from '../shared/api.ts'
import type { Screen, ScreenKind } from '../shared/picture.ts'
import { notBegun } from './checklist.ts'
import type { Desk } from './desk.svelte.ts'
import { Preflight } from './preflight.svelte.ts'
import { aimOf, flow, hallScreens, pointed, taken, turned, type Aim } from './screens.ts'
import { undelivered } from './turn.ts'

/** The forms that belong to the surroundings. */
export type RoomForm = { kind: 'screens' | 'sizes' | 'plan' | 'draw' | 'draw_stage' | 'question' | 'break' | 'rehearsal' | 'backdrop' }

export class Room {
  /** The one screen that keys and buttons point; null is every screen of the hall. */
  target = $state<string | null>(null)
  /** The page of what is to be ready before the start is open though the round has begun, or put away though it has not. */
  start = $state<boolean | null>(null)
  readonly preflight: Preflight
  /** How many places are honoured, one after the other; 0 while that is not known. */
  awards = $state(0)
  /** An answer is awaited. */
  busy = $state(false)
  readonly #desk: Desk

  constructor(desk: Desk) {
    this.#desk = desk
    this.preflight = new Preflight(desk)
  }

  /** The page of what is to be ready is to be shown: to those who may ask the server, until somebody is called. */
  get starting(): boolean {
    const { picture, person, chosen } = this.#desk
    if (!picture || person.role !== 'director' || chosen !== null) return false
    return this.start ?? notBegun(picture)
  }

  /** The screens that are meant; the first of them is what the panel shows. */
  get screens(): Screen[] {
    const picture = this.#desk.picture
    if (!picture) return []
    const one = picture.screens?.find((s) => s.id === this.target)
    return one ? [one] : hallScreens(picture)
  }

  /** Points by a digit. */
  mode(mode: string): void {
    void this.aim(this.screens, aimOf(mode, this.#desk.shown))
  }

  /** Gives back to the turn every screen that a hand has taken, of whatever kind. */
  release(): void {
    const picture = this.#desk.picture
    if (picture) void this.aim((picture.screens ?? []).filter((s) => taken(s, picture)), flow)
  }

  /** Points screens. After the seal no command is taken any more, and the server keeps in memory where they point. */
  async aim(screens: Screen[], aim: Aim): Promise<boolean> {
    const desk = this.#desk
    if (!desk.picture || screens.length === 0) return false
    if (!desk.picture.final) return desk.sendAll(screens.map((s) => pointed(s, aim)))
    for (const s of screens) if ((await this.ask(`${this.round}/screens/${encodeURIComponent(s.id)}`, { method: 'PUT', body: aim })) === null) return false
    return true
  }

  /** Points the screens to the awards, and where they are there to the next place. */
  async award(screens: Screen[]): Promise<void> {
    const there = screens.find((s) => s.mode === '7')
    await this.aim(screens, there ? turned(there, 1, this.awards) : aimOf('7', null))
  }

  /** Takes a screen of the hall away; its page waits to be paired again. */
  remove(s: Screen): void {
    void this.#desk.send({ type: 'screen', screen: s.id, mode: '1', step: 0, page: 0, off: true })
  }

  /** Binds the page that shows this code. True when it is bound. */
  async pair(code: string, name: string, kind: ScreenKind): Promise<boolean> {
    const said = await this.ask<{ screen: string }>(`${this.round}/screens`, { method: 'POST', body: { code, name, kind }, key: randomKey() })
    if (said) await this.#desk.follow.refresh()
    return said !== null
  }

  get round(): string {
    return `/api/v1/rounds/${encodeURIComponent(this.#desk.picture?.round.id ?? '')}`
  }

  /** Asks the server; null where it said no, which then stands in the notice of the page. */
  async ask<T>(path: string, ask: Ask = {}): Promise<T | null> {
    const desk = this.#desk
    this.busy = true
    try {
      return (await desk.follow.api<T>(path, ask)) ?? ({} as T)
    } catch (e) {
      desk.notice = e instanceof Problem ? { words: e.title || `服务器没有接受（${e.status}）`, code: e.code } : { words: e instanceof NoAnswer ? undelivered : String(e), code: null }
      return null
    } finally {
      this.busy = false
    }
  }

  /** Asks without a word to the person: what is looked at again and again. */
  async look<T>(path: string, ask: Ask = {}): Promise<T | null> {
    try {
      return await this.#desk.follow.api<T>(path, ask)
    } catch {
      return null
    }
  }
}
