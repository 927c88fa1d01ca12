// Which screen an entry has for this judge, and which entry the pad goes to. Pure.
import { unsent, type Held } from '../shared/record.ts'
import { aside, past } from '../shared/states.ts'
import type { Seat, SeatBallot, SeatEntry } from '../shared/wire.ts'

/**
 * recused, aside, absent: nothing to mark. waiting: not on stage yet. draft: marks may be made, not sent.
 * pad: marks are taken. sending: confirmed, no receipt yet. sent: receipt. locked, missed: too late, with a ballot or without.
 */
export type Screen = 'recused' | 'aside' | 'absent' | 'waiting' | 'draft' | 'pad' | 'sending' | 'sent' | 'locked' | 'missed'

export function screenOf(entry: SeatEntry, held: Held): Screen {
  if (entry.recused) return 'recused'
  if (aside(entry.state)) return 'aside'
  if (held.pending) return 'sending'
  if (past(entry.state)) return held.sent ? 'locked' : 'missed'
  if (entry.absent) return 'absent'
  if (entry.open) return held.sent && !held.editing ? 'sent' : 'pad'
  if (entry.state === 'called' || entry.state === 'presenting') return 'draft'
  if (entry.state === 'scoring') return 'absent'
  return 'waiting'
}

/** The entry that calls for this judge now; null: the list. `asked` are entries to look at again. */
export function wanted(seat: Seat, asked: string[], held: (entry: string) => Held): string | null {
  if (asked.length) return asked[0]!
  if (seat.round.mode === 'open') return null
  const current = seat.entries.find((e) => e.id === seat.current)
  const due = (e: SeatEntry) => e.open && !e.recused && !held(e.id).sent && !held(e.id).pending && !held(e.id).declined
  if (current && due(current)) return current.id
  const other = seat.entries.find(due)
  if (current && current.state !== 'locked') return current.id
  return other?.id ?? null
}

/** Marks in the making hold the judge where he is: the page does not jump, it says what happened. */
export function holds(seat: Seat, focus: string | null, held: (entry: string) => Held): boolean {
  const entry = seat.entries.find((e) => e.id === focus)
  if (!entry || entry.recused || aside(entry.state)) return false
  const h = held(entry.id)
  // A ballot that waits for the entry to open may wait without its judge.
  return unsent(h) && !(h.pending && h.refused)
}

/** What counts of this judge: his mark as it was corrected, else what was sent. The record on the phone stays what was sent, with its receipt. */
export const inForce = (seat: Seat, held: Held, entry: string): (Pick<SeatBallot, 'marks' | 'total' | 'receipt'> & { corrected?: boolean }) | null =>
  seat.ballots.find((b) => b.entry === entry && b.corrected) ?? held.sent

/** Entries whose ballots of this judge are worth a list: in running order. */
export const inOrder = (entries: SeatEntry[]): SeatEntry[] => [...entries].sort((a, b) => (a.order ?? 1e9) - (b.order ?? 1e9))

/** 天宁镇 西街社区: villages of two townships may share a name. */
export const called = (e: SeatEntry): string => (!e.township || e.name.includes(e.township) ? e.name : `${e.township} ${e.name}`)

/** 第7位 天宁镇 西街社区 */
export const title = (e: SeatEntry): string => (e.order === null ? called(e) : `第${e.order}位 ${called(e)}`)
export const place = (e: SeatEntry): string => (e.order === null ? `「${e.name}」` : `第 ${e.order} 位`)
