// The way in: from a token or a code to a seat's session, and what stands in the way of it. No screens here.
import { NoAnswer, Problem, type Api } from '../shared/api.ts'
import type { KeyStore } from '../shared/keystore.ts'
import type { Claim } from '../shared/wire.ts'
import { cardOf, claimKey, keepCard } from './card.ts'

export interface Words {
  token?: string
  code?: string
  pin?: string
  move?: boolean
}

/** claimed: the seat is ours. Else what the door says. */
export type Door =
  | { at: 'claimed'; claim: Claim }
  | { at: 'pin' }
  | { at: 'wrong_pin' }
  | { at: 'wrong_code' }
  | { at: 'wrong_card' }
  | { at: 'taken' }
  | { at: 'locked'; minutes: number }
  | { at: 'no_answer' }
  | { at: 'refused'; code: string; title: string }

/** One attempt. A repeat after a lost answer carries the same key and brings the same session. */
export async function claim(api: Api, store: KeyStore, words: Words): Promise<Door> {
  const key = claimKey(store, words)
  try {
    const answer = await api<Claim>('/api/v1/seats/claim', { method: 'POST', body: words, key })
    keepCard(store, answer.seat.id, { ...cardOf(store, answer.seat.id), token: words.token, code: words.code, key })
    return { at: 'claimed', claim: answer }
  } catch (e) {
    return door(e, words)
  }
}

/** Asks again with the key of the claim that made the lost session. */
export async function reclaim(api: Api, token: string, key: string): Promise<Door> {
  try {
    return { at: 'claimed', claim: await api<Claim>('/api/v1/seats/claim', { method: 'POST', body: { token }, key }) }
  } catch (e) {
    return door(e, { token })
  }
}

function door(e: unknown, words: Words): Door {
  if (e instanceof NoAnswer || !(e instanceof Problem) || e.status >= 500 || e.status === 429) return { at: 'no_answer' }
  if (e.code === 'pin_needed') return { at: 'pin' }
  if (e.code === 'seat_taken') return { at: 'taken' }
  if (e.code === 'seat_locked') return { at: 'locked', minutes: Math.ceil((e.retryAfter ?? 600) / 60) }
  if (e.status === 401 && words.pin && words.code) return { at: 'wrong_code' }
  if (e.status === 401 && words.pin) return { at: 'wrong_pin' }
  if (e.status === 401 || e.status === 404) return words.code ? { at: 'wrong_code' } : { at: 'wrong_card' }
  return { at: 'refused', code: e.code, title: e.title }
}
