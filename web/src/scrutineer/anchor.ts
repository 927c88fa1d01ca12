// The head of the chain as this device saw it: a piece of the log outside the server, like a printed sheet or a receipt.
import type { ChainedFact, Verdict } from './chain.ts'

export interface Anchor {
  log: string
  seq: number
  hash: string
}

export const anchorOf = (log: string, v: Verdict): string => `${log} ${v.checked} ${v.head}`

/** An anchor kept earlier against the log of now; null without one, or while the log has not been read so far (`whole`: it has). */
export function againstAnchor(kept: string | null, log: string, facts: ChainedFact[], whole: boolean): { anchor: Anchor; fits: boolean } | null {
  const [was = '', seq = '', hash = ''] = (kept ?? '').split(' ')
  const anchor = { log: was, seq: Number(seq), hash }
  if (!hash || !(anchor.seq > 0)) return null
  if (was !== log) return { anchor, fits: false }
  const now = facts[anchor.seq - 1]
  return now || whole ? { anchor, fits: now?.hash === hash } : null
}
