// What a phone remembers of the card it was opened with, so that a reload, and a server that forgot the claim, need no new scan.
import { randomKey } from '../shared/api.ts'
import type { KeyStore } from '../shared/keystore.ts'

export interface Card {
  token?: string
  code?: string
  /** Key of the last claim: its repeat brings the same session back. */
  key: string
  /** The judge said that it is he. */
  greeted?: boolean
  /** The self-test was passed or left. */
  tested?: boolean
}

const last = 'leitai-seat'
const at = (seat: string) => `leitai-card/${seat}`

export function cardOf(store: KeyStore, seat: string): Card | null {
  try {
    return JSON.parse(store.get(at(seat)) ?? 'null') as Card | null
  } catch {
    return null
  }
}

export function keepCard(store: KeyStore, seat: string, card: Card): void {
  store.set(at(seat), JSON.stringify(card))
  store.set(last, seat)
}

export function dropCard(store: KeyStore, seat: string): void {
  store.remove(at(seat))
  if (store.get(last) === seat) store.remove(last)
}

export const lastSeat = (store: KeyStore): string | null => store.get(last)

/** The seat that this token was claimed for on this phone. */
export function seatOfToken(store: KeyStore, token: string): string | null {
  for (const key of store.keys('leitai-card/')) {
    const seat = key.slice('leitai-card/'.length)
    if (cardOf(store, seat)?.token === token) return seat
  }
  return null
}

/**
 * The key for a claim with these words: the same for a repeat whose answer was lost, a new one for other words.
 * With a PIN it lives in memory only: a PIN is written down nowhere.
 */
export function claimKey(store: KeyStore, words: { token?: string; code?: string; pin?: string; move?: boolean }): string {
  const said = `${words.token ?? words.code} ${words.pin ?? ''} ${words.move ?? ''}`
  const known = words.pin ? spoken.get(said) : store.get(`leitai-claim/${words.token ?? words.code}`)
  if (known) return known
  const fresh = randomKey()
  if (words.pin) spoken.set(said, fresh)
  else store.set(`leitai-claim/${words.token ?? words.code}`, fresh)
  return fresh
}

const spoken = new Map<string, string>()

export interface Address {
  token: string | null
  seat: string | null
}

/** /j#TOKEN of the card, or /j?seat=ID of a seat that was claimed. */
export function address(hash: string, search: string): Address {
  const token = /^#([A-Za-z0-9_-]{8,64})$/.exec(hash)?.[1] ?? null
  const seat = new URLSearchParams(search).get('seat')
  return { token, seat: seat && /^[A-Za-z0-9_-]{1,64}$/.test(seat) ? seat : null }
}
