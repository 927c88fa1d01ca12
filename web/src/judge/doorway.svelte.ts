// The way in and the ways out: the card, the claim, a session that ended, a seat that went to another phone.
import { createApi, withSeat, type Api } from '../shared/api.ts'
import { browserStore, type KeyStore } from '../shared/keystore.ts'
import { address, cardOf, dropCard, keepCard, lastSeat, seatOfToken, type Card } from './card.ts'
import { claim, reclaim, type Door, type Words } from './entrance.ts'

export type Stage = 'loading' | 'enter' | 'who' | 'test' | 'work' | 'gone'

/** What the page is before and after the work. The work itself is the desk's. */
export abstract class Doorway {
  stage = $state<Stage>('loading')
  door = $state.raw<Door | null>(null)
  /** Why the page is at its end: seat_moved, expired, wrong_card. */
  gone = $state('')

  words: Words = {}
  readonly store: KeyStore = browserStore()
  readonly api: Api = createApi(() => this.named, undefined, () => this.doubt())
  /** The seat that cookies are asked by; after `use` the session behind it belongs to another seat. */
  protected named: string | null = null

  /** Fetches what the seat may see, and goes on from there. */
  abstract refresh(): Promise<void>
  /** Fetches after a while. */
  protected abstract later(): void
  /** A request found no network: the stream is not to be believed either. */
  protected abstract doubt(): void
  /** Ends the stream and all that is asked by itself. */
  protected abstract hang(): void
  /** Drops what belongs to the seat that is left. */
  protected abstract forget(): void
  protected abstract seated(): boolean

  async start(): Promise<void> {
    const { token, seat } = address(location.hash, location.search)
    const known = token ? seatOfToken(this.store, token) : (seat ?? lastSeat(this.store))
    if (token) this.words = { token }
    if (known) {
      this.named = known
      return this.refresh()
    }
    if (token) return this.claim(this.words)
    this.stage = 'enter'
  }

  /** Tries to take the seat; what stands in the way is in `door`. */
  async claim(words: Words): Promise<void> {
    this.words = words
    const door = await claim(this.api, this.store, words)
    if (door.at === 'claimed') {
      this.door = null
      return this.#enter(door.claim.seat.id)
    }
    this.door = door
    if (door.at === 'wrong_card') this.words = {}
    this.stage = 'enter'
  }

  async #enter(seat: string): Promise<void> {
    this.named = seat
    this.gone = ''
    history.replaceState(null, '', withSeat(location.pathname, seat))
    await this.refresh()
  }

  card(): Card | null {
    return this.named ? cardOf(this.store, this.named) : null
  }

  /** 是我 → the self-test once, then the work. */
  greet(passed: Partial<Card>): void {
    if (this.named) keepCard(this.store, this.named, { ...(this.card() ?? { key: '' }), ...passed })
    this.settle()
  }

  /** 不是我, or the way out of a page at its end: forget this card and ask for another. */
  async leave(signOut: boolean): Promise<void> {
    this.hang()
    if (signOut) await this.api('/api/v1/sessions/current', { method: 'DELETE' }).catch(() => {})
    if (this.named) dropCard(this.store, this.named)
    this.named = null
    this.forget()
    this.door = null
    this.words = {}
    history.replaceState(null, '', location.pathname)
    this.stage = 'enter'
  }

  /** 在这台手机继续: the PIN moves the seat here. */
  takeOver(): void {
    const card = this.card()
    this.hang()
    this.words = card?.token ? { token: card.token, move: true } : card?.code ? { code: card.code, move: true } : { move: true }
    this.door = { at: 'pin' }
    this.stage = 'enter'
  }

  protected settle(): void {
    const card = this.card()
    this.stage = !card?.greeted ? 'who' : !card.tested ? 'test' : 'work'
  }

  /** A restored server may not know the claim: it is made again with the card. Otherwise say what happened. */
  protected async lostSession(code: string): Promise<void> {
    const card = this.card()
    if (code !== 'seat_moved' && card?.token && card.key) {
      const door = await reclaim(this.api, card.token, card.key)
      if (door.at === 'claimed') {
        this.named = door.claim.seat.id
        keepCard(this.store, this.named, card)
        return this.refresh()
      }
      if (door.at === 'no_answer') {
        return this.later()
      }
      code = door.at === 'taken' ? 'seat_moved' : door.at === 'pin' ? 'expired' : 'wrong_card'
    }
    this.hang()
    if (!this.seated() && this.words.token && code !== 'seat_moved') return this.claim(this.words)
    this.gone = code === 'seat_moved' || code === 'wrong_card' ? code : 'expired'
    this.stage = 'gone'
  }
}
