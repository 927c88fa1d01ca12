// What one phone holds about one entry: the marks being made, the ballot on its way, the ballot the server has.
import type { SeatBallot } from './wire.ts'

export type Marks = Record<string, string>

/** A ballot that the server took; kept until the round is sealed, for a restored server may lack it. */
export interface Sent {
  key: string
  marks: Marks
  receipt: string
  version: number
  total: string
  at: string
  /** The log in which the receipt stands. */
  log: string
}

/** A confirmed ballot without a receipt yet. The key stays with it through every try. */
export interface Pending {
  key: string
  marks: Marks
  based_on: number
  log: string
}

export interface Held {
  /** The working copy: what the pad shows. Only whole values. */
  marks: Marks
  sent: Sent | null
  pending: Pending | null
  /** The working copy is a revision of what was sent. */
  editing: boolean
  /** Code of the refusal that ended the last try, until the marks change. */
  refused: string | null
  /** The judge said: not this one (这位不打分). */
  declined: boolean
  words: { good: string[]; weak: string[]; done: boolean; key: string }
  /** When it was last written, ms of the phone's clock: for clearing up only. */
  saved: number
}

export const blank = (): Held => ({
  marks: {},
  sent: null,
  pending: null,
  editing: false,
  refused: null,
  declined: false,
  words: { good: [], weak: [], done: false, key: '' },
  saved: 0,
})

const sameMarks = (a: Marks, b: Marks): boolean =>
  Object.keys(a).length === Object.keys(b).length && Object.keys(a).every((p) => a[p] === b[p])

/** Marks on this phone that the server has not: the reason not to leave the entry. */
export const unsent = (r: Held): boolean =>
  r.pending !== null || (!r.declined && Object.keys(r.marks).length > 0 && (r.sent === null || (r.editing && !sameMarks(r.marks, r.sent.marks))))

/**
 * The record after the server said which ballot of this seat it holds (null: none) in the log it has now.
 * Within one log the server is right. In another log (a restore) a ballot that is missing there is sent again
 * with its key and marks on the version that the server has (http.md, Versions).
 */
export function reconcile(r: Held, there: SeatBallot | null, log: string, newKey: () => string): Held {
  const based_on = there?.version ?? 0
  const moved = r.pending && r.pending.log !== log ? { ...r.pending, based_on, log } : r.pending
  if (r.sent && r.sent.receipt !== there?.receipt && r.sent.log !== log) {
    const again: Pending = { key: r.sent.key || newKey(), marks: r.sent.marks, based_on, log }
    return { ...r, pending: moved ?? again }
  }
  if (!there) return { ...r, pending: moved }
  if (r.sent?.receipt === there.receipt && r.sent.log === log && moved === r.pending) return r
  const mine = r.sent?.receipt === there.receipt
  const sent: Sent = { ...there, key: mine ? r.sent!.key : '', log }
  // Marks in the making are never overwritten: beside a ballot of another phone they become a revision of it.
  const own = r.editing || (r.sent === null && Object.keys(r.marks).length > 0 && !sameMarks(r.marks, there.marks))
  if (moved) return { ...r, sent, pending: moved }
  return { ...r, sent, editing: own, marks: own ? r.marks : { ...there.marks } }
}
