// What the judge's pad reads and writes, as http.md has it.
import type { State } from './states.ts'

export interface Band {
  name: string
  from: string
  to: string
}

export interface SheetPoint {
  point: string
  name: string
  short: string
  part: string
  max: string
  step: string
  bands: Band[] | null
  focus: string
}

export interface SeatEntry {
  id: string
  name: string
  township: string
  speaker: string
  title: string
  order: number | null
  state: State
  recused: boolean
  /** This seat is noted as absent for it. */
  absent: boolean
  /** A ballot of this seat would be taken now. */
  open: boolean
  /** Why the scoring was opened again, while it is. */
  reopened: string | null
}

export interface Receipt {
  receipt: string
  seq: number
  version: number
  total: string
  at: string
}

export interface SeatBallot extends Receipt {
  entry: string
  marks: Record<string, string>
}

export interface Seat {
  log: string
  version: number
  now: string
  seat: { id: string; name: string; person: string; group: string }
  round: { id: string; name: string; contest: string; contest_name: string; rehearsal: boolean; mode: string; paused: boolean; final: boolean }
  sheet: SheetPoint[]
  current: string | null
  entries: SeatEntry[]
  ballots: SeatBallot[]
}

export interface Claim {
  session: string
  expires: string
  seat: { id: string; name: string; round: string }
}

export interface Versioned {
  log: string
  version: number
}

export interface Beat extends Versioned {
  now: string
}

export type EndCode = 'seat_moved' | 'round_moved' | 'signed_out' | 'shutdown'

/** A running timer is {since, elapsed}; since null: stopped. */
export interface Timer {
  entry: string | null
  since: string | null
  elapsed: number
}
