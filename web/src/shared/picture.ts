// What the hall and the console read, as http.md has it. Everything about a round that changes is in one picture of a version.
import type { Versioned } from './wire.ts'

export interface Mark {
  seat: string
  name: string
  total: string
  dropped: 'high' | 'low' | null
  /** Key of the judge group, where the panel has groups. */
  group?: string
  /** Console and report only, once closed. */
  points?: Record<string, string> | null
}

export type SeatState = 'none' | 'in' | 'paper' | 'recused' | 'absent'

export interface EntryPicture {
  id: string
  name: string
  township: string | null
  order: number | null
  /** A State; a newer server may send one that this page does not know. */
  state: string
  in?: number
  of?: number
  score: string | null
  total: string | null
  rank: number | null
  marks: Mark[] | null
  corrected: boolean
  /** Who speaks, and of what, where the server tells. */
  speaker?: string | null
  title?: string | null
  /** Points taken and given, newest last: to the hall once it is revealed, to the console always, without `points` before the close. */
  adjustments?: Adjustment[] | null
  /** The score before those of its part, where there are any. */
  unadjusted?: string | null
  /** Console only, from here on. */
  ballots?: { seat: string; state: SeatState; version: number }[]
  closed_by?: string | null
  verified_by?: string | null
  /** What was said of it (点评). */
  comments?: { seq: number; name: string; text: string; at: string; by: string }[]
}

export interface Adjustment {
  /** Console only, as `by`. */
  seq: number
  kind: 'deduct' | 'bonus'
  points: string | null
  /** A part's key; empty is the total. */
  part: string
  reason: string
  by: string
}

export type ScreenKind = 'hall' | 'cue' | 'clock'

export interface Screen {
  id: string
  name: string
  /** Absent is hall. */
  kind?: ScreenKind
  /** '0'…'9' of ux §4.3. */
  mode: string
  entry: string | null
  step: number
  page: number
}

export const kindOf = (s: Screen | null): ScreenKind => s?.kind ?? 'hall'

/**
 * Whether a director points this screen by hand. Else it follows the turn: as it is registered, mode 1 at step 0,
 * which is also how it is handed back. The main visual by hand is mode 1 at step 1.
 */
export const byHand = (s: Screen): boolean => s.mode !== '1' || s.step > 0

export interface Timer {
  entry: string | null
  /** Running since then; null is stopped. */
  since: string | null
  /** Seconds counted before `since`. */
  elapsed: number
}

/** When the round is to start, and of what a turn consists. */
export interface Plan {
  /** RFC 3339. */
  starts: string
  parts: { name: string; seconds: number }[]
}

export interface Picture extends Versioned {
  at: string | null
  view: string
  round: {
    id: string
    name: string
    contest: string
    rehearsal: boolean
    mode: string
    part: string
    paused: boolean
    rules_hash: string
    /** Names beside the ids, where the server tells. */
    contest_name?: string
    part_name?: string
    /** The lots are drawn. */
    drawn?: boolean
    /** What the hall is shown: a part's key, then called 现场得分; 'total' or empty is the total. */
    screen?: { score?: string; ranking?: string } | null
    /** Of the part in the total: '0.4'. */
    weight?: string
    /** 'arithmetic' or 'median'. */
    mean?: string
    plan?: Plan | null
    /** Of the draw. */
    seed?: string | null
    /** Digest of the picture behind the screens. */
    backdrop?: string | null
    /** How each judge group is counted; one without a key where there are none. */
    panels?: { key: string; name: string; weight: string; trim_high: number; trim_low: number; trim_min: number }[]
    /** Of what the total is made, in the order of the rules. */
    parts?: { key: string; name: string; weight: string }[]
    /** Totals are corrected between batches. */
    across?: boolean
    /** A total that is public has a bonus or a deduction of its own. */
    adjusted?: boolean
  }
  current: string | null
  timer: Timer | null
  /** Sealed (封榜). */
  final?: boolean
  screens?: Screen[]
  /** The drawn question that the hall is shown, until the next call. */
  question?: { entry: string; name: string; text: string } | null
  /** Console only: who runs the round, and who asks to. */
  lead?: { name: string | null; asked: string | null } | null
  entries: EntryPicture[]
}

/** Its figures are public. */
export const isPublic = (e: EntryPicture): boolean => e.state === 'revealed' || e.state === 'locked'

/** 第 3 位; empty before the lots are drawn. */
export const orderWords = (e: EntryPicture): string => (e.order ? `第 ${e.order} 位` : '')

/** 天宁镇 西街社区: villages of two townships may share a name. */
export const nameOf = (e: EntryPicture): string => [e.township, e.name].filter(Boolean).join(' ')

/** 第 3 位 西街社区, or with another name for it. */
export const withOrder = (e: EntryPicture, name = e.name): string => [orderWords(e), name].filter(Boolean).join(' ')

/** By running order; those without a lot yet keep their place at the end. */
export const byOrder = (list: EntryPicture[]): EntryPicture[] =>
  list.map((e, i) => ({ e, i })).sort((a, b) => (a.e.order ?? 1e6) - (b.e.order ?? 1e6) || a.i - b.i).map(({ e }) => e)

/** The picture with the screens as they were pointed after the seal, over those of the same id. */
export function withAimed(picture: Picture, aimed: ReadonlyMap<string, Screen>): Picture {
  if (aimed.size === 0) return picture
  const known = picture.screens ?? []
  const more = [...aimed.values()].filter((s) => !known.some((k) => k.id === s.id))
  return { ...picture, screens: [...known.map((s) => aimed.get(s.id) ?? s), ...more] }
}
