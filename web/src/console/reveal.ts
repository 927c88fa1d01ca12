// How the cards of one entry are turned on the screens: by themselves, in four steps, or one by one (ux §4.3, mode 4).
// A screen in mode 4 at step 1…n shows so many cards, at n+1 the struck ones, at n+2 the score, at n+3 the place.
import type { EntryPicture, Picture, Screen } from '../shared/picture.ts'
import type { Command } from './command.ts'

/** 亮分方式: 自动播放, 分四步, 逐张. */
export type Manner = 'auto' | 'four' | 'cards'

export const manners: { manner: Manner; word: string }[] = [
  { manner: 'auto', word: '自动播放' },
  { manner: 'four', word: '分四步' },
  { manner: 'cards', word: '逐张' },
]

/** One place at which the hands stop. */
export interface Stop {
  step: number
  /** What the key says that leads here. */
  label: string
  /** What the screen shows then. */
  shows: string
}

const strikes = (e: EntryPicture): string => {
  const of = (as: 'high' | 'low') => (e.marks ?? []).some((m) => m.dropped === as)
  return of('high') && of('low') ? '最高最低分' : of('high') ? '最高分' : of('low') ? '最低分' : ''
}

/** The stops of an entry, first to last; none where the cards turn by themselves or there are none. */
export function stopsOf(e: EntryPicture, manner: Manner): Stop[] {
  const n = e.marks?.length ?? 0
  if (manner === 'auto' || n === 0) return []
  const struck = strikes(e)
  const cards: Stop[] = manner === 'four' ? [{ step: n, label: '显示各评委得分', shows: `${n} 位评委的得分` }] : Array.from({ length: n }, (_, i) => ({ step: i + 1, label: '显示下一位评委', shows: `${e.marks?.[i]?.name ?? ''}的得分` }))
  return [
    ...cards,
    ...(struck ? [{ step: n + 1, label: `划去${struck}`, shows: `划去${struck}` }] : []),
    { step: n + 2, label: '显示得分', shows: '现场得分' },
    ...(e.rank === null ? [] : [{ step: n + 3, label: '显示名次', shows: '暂列名次' }]),
  ]
}

const hall = (s: Screen): boolean => (s.kind ?? 'hall') === 'hall'
const turning = (s: Screen, e: EntryPicture): boolean => hall(s) && s.mode === '4' && s.entry === e.id && s.step > 0
const following = (s: Screen): boolean => hall(s) && s.mode === '1' && s.step === 0

/** The step at which the screens stand with this entry; null where no screen is led by hand through it. */
export function stepAt(picture: Picture, e: EntryPicture): number | null {
  const steps = (picture.screens ?? []).filter((s) => turning(s, e)).map((s) => s.step)
  return steps.length ? Math.max(...steps) : null
}

/** The stop that comes after a step, null after the last. */
export const nextStop = (stops: Stop[], step: number): Stop | null => stops.find((s) => s.step > step) ?? null

/** The stop before a step; null at the first, for nothing un-reveals. */
export const stopBefore = (stops: Stop[], step: number): Stop | null => stops.filter((s) => s.step < step).at(-1) ?? null

const point = (s: Screen, mode: string, step: number, entry?: string): Command => ({ type: 'screen', screen: s.id, mode, step, page: 0, ...(entry ? { entry } : {}) })

/** Points every screen that goes with the turn to a step of the reveal. A screen that shows something else by hand is left alone. */
export const toStep = (picture: Picture, e: EntryPicture, step: number): Command[] => (picture.screens ?? []).filter((s) => following(s) || turning(s, e)).map((s) => point(s, '4', step, e.id))

/** Lets the screens of this reveal follow the turn again. */
export const release = (picture: Picture, e: EntryPicture): Command[] => (picture.screens ?? []).filter((s) => turning(s, e)).map((s) => point(s, '1', 0))
