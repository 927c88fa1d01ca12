// The wire's types by the names the pages use. They come from the server's own OpenAPI document (`npm run api`).
import type { components } from './api.gen.ts'
import type { State } from './states.ts'

type Schemas = components['schemas']

export type SheetPoint = Omit<Schemas['PointView'], 'bands'> & { bands: Schemas['Band'][] | null }
export type SeatEntry = Omit<Schemas['SeatEntry'], 'state'> & { state: State }
export type Receipt = Schemas['Receipt']
export type SeatBallot = Schemas['SeatBallot']
export type Seat = Omit<Schemas['SeatViewBody'], 'sheet' | 'entries' | 'reminded'> & {
  sheet: SheetPoint[]
  entries: SeatEntry[]
  /** The console has asked for this seat's ballot. */
  reminded?: { entry: string; at: string } | null
}
export type Claim = Schemas['ClaimedBody']
/** A running timer is {since, elapsed}; since null: stopped. */
export type Timer = Schemas['PictureTimer']

export interface Versioned {
  log: string
  version: number
}

export interface Beat extends Versioned {
  now: string
}

export type EndCode = 'seat_moved' | 'round_moved' | 'signed_out' | 'shutdown'
