// The chain of the log, checked in the browser: nobody has to believe the server that its log is whole (http.md, Facts).
// SHA-256 comes from a library, for a hall's plain http has no crypto.subtle.
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { canonical } from '../shared/canonical.ts'
import type { Fact } from '../shared/facts.ts'

export interface ChainedFact extends Fact {
  digest: string
  prev: string
  hash: string
}

/** `prev` of the first fact. */
export const genesis = '0'.repeat(64)

export interface Verdict {
  /** The facts 1 … checked are whole. */
  checked: number
  /** The hash of the fact `checked`; genesis before the first. */
  head: string
  /** Facts whose payload is not shown yet: of these the digest was taken as it stands. */
  withheld: number
  /** The first fact that does not fit, and why; null while all do. */
  broken: { seq: number; why: string } | null
}

export const unread: Verdict = { checked: 0, head: genesis, withheld: 0, broken: null }

const hashOf = (value: unknown): string => bytesToHex(sha256(utf8ToBytes(canonical(value))))

/** Why a fact does not follow the one before; null where it does. */
function fault(f: ChainedFact, seq: number, prev: string): string | null {
  if (f.seq !== seq) return `这里应当是第 ${seq} 条，收到的是第 ${f.seq} 条`
  if (f.prev !== prev) return '记下的上一条哈希不是上一条的哈希'
  if (f.payload !== null && hashOf(f.payload) !== f.digest) return '内容和它的摘要对不上，内容被改过'
  const { kind, entry, seat, at, by, reason, digest } = f
  if (hashOf({ seq, kind, entry, seat, at, by: by || null, reason, digest, prev }) !== f.hash) return '这一条和它的哈希对不上，这一条被改过'
  return null
}

/** Goes on from a verdict with the facts that follow it. Stops at the first that is broken. */
export function verify(facts: ChainedFact[], from: Verdict = unread): Verdict {
  let { checked, head, withheld } = from
  if (from.broken) return from
  for (const f of facts) {
    const why = fault(f, checked + 1, head)
    if (why) return { checked, head, withheld, broken: { seq: checked + 1, why } }
    checked++
    head = f.hash
    if (f.payload === null) withheld++
  }
  return { checked, head, withheld, broken: null }
}

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** What the phone shows for a ballot: the first twenty bits of the fact's hash. */
export function receiptOf(hash: string): string {
  const bits = parseInt(hash.slice(0, 5), 16)
  return [15, 10, 5, 0].map((at) => crockford[(bits >> at) & 31]).join('')
}

/** A receipt as somebody types it: letters that Crockford's base 32 leaves out are read as the digits they look like. */
export const receiptTyped = (text: string): string => text.toUpperCase().replace(/[^0-9A-Z]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
