// What the hall and the console read, from the server's own OpenAPI document as wire.ts. Everything about a round that changes is in one picture of a version.
import type { components } from './api.gen.ts'
import type { Timer } from './wire.ts'

type Schemas = components['schemas']

export type Mark = Schemas['PictureMark']
export type SeatState = Schemas['PictureBallot']['state']
/** Points taken or given, as the console has it: the hall is not told `seq` and `by`. */
export type Adjustment = Required<Schemas['PictureAdjustment']>

/** `state` is a State; a newer server may send one that this page does not know. */
export type EntryPicture = Omit<Schemas['PictureEntry'], 'adjustments' | 'closed_by' | 'verified_by'> & {
  /** Newest last: to the hall once it is revealed, to the console always, without `points` before the close. */
  adjustments?: Adjustment[]
  /** Console only, as `verified_by` and `ballots`. */
  closed_by?: string | null
  verified_by?: string | null
}

export type ScreenKind = 'hall' | 'cue' | 'clock'

/** What kind of contest this is, for everybody to see: nobody takes a trial or invented figures for the real thing. */
export const contestKind = (rehearsal: boolean, name: string): string => (rehearsal ? '彩排' : name.endsWith('（合成数据）') ? '演示' : '正式比赛')

/** `mode` is '0'…'9' of ux §4.3. */
export type Screen = Omit<Schemas['Screen'], 'kind'> & { kind: ScreenKind }

/** Of no screen: a page that is none yet shows the hall. */
export const kindOf = (s: Screen | null): ScreenKind => s?.kind ?? 'hall'

/**
 * Whether a director points this screen by hand. Else it follows the turn: as it is registered, mode 1 at step 0,
 * which is also how it is handed back. The main visual by hand is mode 1 at step 1.
 */
export const byHand = (s: Screen): boolean => s.mode !== '1' || s.step > 0

export type Plan = Schemas['Plan']

/** What the wire's document leaves out: that these may be null. */
export type Picture = Omit<Schemas['Picture'], 'round' | 'timer' | 'question' | 'lead' | 'screens' | 'entries'> & {
  round: Omit<Schemas['PictureRound'], 'plan' | 'panels' | 'parts'> & {
    plan: Plan | null
    /** Null until the cards are issued, as `parts`. */
    panels: Schemas['PictureRound']['panels'] | null
    parts: Schemas['PictureRound']['parts'] | null
  }
  timer: Timer | null
  question: Schemas['Question'] | null
  /** Console only. */
  lead?: Schemas['PictureLead'] | null
  screens?: Screen[]
  entries: EntryPicture[]
}

/** Its figures are public. */
export const isPublic = (e: EntryPicture): boolean => e.state === 'revealed' || e.state === 'locked'

/** 第 3 位; empty before the lots are drawn. */
export const orderWords = (e: EntryPicture): string => (e.order ? `第 ${e.order} 位` : '')

/** 第 7 位, or its name where no lot has been drawn. */
export const orderOrName = (e: EntryPicture): string => orderWords(e) || e.name

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
