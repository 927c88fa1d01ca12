// Where this page belongs: a round and which of its screens, from its address or from when it was paired last.
import type { KeyStore } from '../shared/keystore.ts'

export interface Place {
  round: string
  /** Null is the round's first screen. */
  screen: string | null
}

const key = 'leitai/screen'

/** The place that the address names. */
export function addressed(query: URLSearchParams): Place | null {
  const round = query.get('round')
  return round ? { round, screen: query.get('screen') } : null
}

interface Kept {
  round?: unknown
  screen?: unknown
}

function kept(store: KeyStore): Kept {
  try {
    const value: unknown = JSON.parse(store.get(key) ?? '{}')
    return value !== null && typeof value === 'object' ? value : {}
  } catch {
    return {}
  }
}

/** The place of the last pairing. */
export function remembered(store: KeyStore): Place | null {
  const { round, screen } = kept(store)
  return typeof round === 'string' && typeof screen === 'string' ? { round, screen } : null
}

/** The id under which this page has asked to be paired before; it keeps its code with it. */
export function oldId(store: KeyStore): string | undefined {
  const { screen } = kept(store)
  return typeof screen === 'string' ? screen : undefined
}

/** Remembers the page's id, and its round once it is paired. */
export const remember = (store: KeyStore, screen: string, round?: string): void => store.set(key, JSON.stringify({ screen, ...(round ? { round } : {}) }))

export const forget = (store: KeyStore): void => store.remove(key)
