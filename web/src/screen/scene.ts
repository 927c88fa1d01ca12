// What a screen shows, from the picture alone: by hand where a director points it, else by the turn.
import { byHand, byOrder, isPublic, type EntryPicture, type Picture } from '../shared/picture.ts'
import { settled, type State } from '../shared/states.ts'

/** 0 plain, 1 main visual, 2 current, 3 progress, 4 reveal, 5 ranking, 8 pause. */
export type Mode = '0' | '1' | '2' | '3' | '4' | '5' | '8'

export interface Scene {
  mode: Mode
  entry: EntryPicture | null
  page: number
  hand: boolean
}

/** The scene for the screen of that id; an id that is not there is the first screen. */
export function sceneOf(picture: Picture, screenId: string | null): Scene {
  const screen = picture.screens?.find((s) => s.id === screenId) ?? picture.screens?.[0]
  const bound = follow(picture)
  if (!screen || !byHand(screen)) return bound
  const entry = picture.entries.find((e) => e.id === screen.entry) ?? bound.entry
  return { mode: possible(screen.mode, entry), entry, page: screen.page ?? 0, hand: true }
}

/** A mode that has nothing to show yet gives way to one that has; modes to come are the plain background. */
function possible(mode: string, entry: EntryPicture | null): Mode {
  if (mode === '4' && !(entry && isPublic(entry))) return '0'
  if ((mode === '2' || mode === '3') && !entry) return '1'
  return (['0', '1', '2', '3', '4', '5', '8'] as string[]).includes(mode) ? (mode as Mode) : '0'
}

function follow(picture: Picture): Scene {
  const entry = picture.entries.find((e) => e.id === picture.current) ?? null
  return { mode: picture.round.paused ? '8' : modeOf(picture, entry), entry, page: 0, hand: false }
}

function modeOf(picture: Picture, entry: EntryPicture | null): Mode {
  if (!entry) return picture.entries.some(isPublic) ? '5' : '1'
  switch (entry.state as State) {
    case 'scoring':
    case 'closed':
    case 'verified':
      return '3'
    case 'revealed':
      return '4'
    case 'locked':
      return '5'
    case 'waiting':
      return picture.entries.some(isPublic) ? '5' : '1'
    default:
      return '2'
  }
}

export interface Row {
  entry: EntryPicture
  rank: number
  value: string
  /** Behind the row above; null for the first, 并列 where the place is shared. */
  gap: string | null
}

/** Whether the hall is shown the total, by the rules' `screen.score` or `screen.ranking`. */
export const byTotal = (picture: Picture, what: 'score' | 'ranking'): boolean => (picture.round.screen?.[what] ?? picture.round.part) !== picture.round.part

export const valueOf = (picture: Picture, e: EntryPicture, what: 'score' | 'ranking'): string | null => (byTotal(picture, what) ? e.total : e.score)

/** The revealed entries in order of place, with the distance to the one above. */
export function rowsOf(picture: Picture): Row[] {
  const listed = byOrder(picture.entries).filter((e) => isPublic(e) && e.rank !== null)
  const rows: Row[] = listed.map((entry) => ({ entry, rank: entry.rank ?? 0, value: valueOf(picture, entry, 'ranking') ?? '', gap: null })).sort((a, b) => a.rank - b.rank)
  rows.forEach((row, i) => {
    const above = rows[i - 1]
    if (above) row.gap = above.rank === row.rank ? '并列' : minus(above.value, row.value)
  })
  return rows
}

/** a − b in exact decimals, with the places of the longer one. */
export function minus(a: string, b: string): string {
  const places = Math.max(...[a, b].map((t) => (t.split('.')[1] ?? '').length))
  const n = (t: string) => {
    const [whole = '0', part = ''] = t.replace('−', '-').split('.')
    return BigInt(whole + part.padEnd(places, '0'))
  }
  const d = n(a) - n(b)
  const digits = String(d < 0n ? -d : d).padStart(places + 1, '0')
  return `${d < 0n ? '−' : ''}${digits.slice(0, digits.length - places)}${places ? `.${digits.slice(-places)}` : ''}`
}

export const perPage = 10

export const settledCount = (picture: Picture): number => picture.entries.filter((e) => settled(e.state as State)).length

const trims = (high: number, low: number): string => {
  const say = (n: number, word: string) => (n ? `${'一两三四五六七八九'[n - 1] ?? n}个${word}` : '')
  const parts = [say(high, '最高分'), say(low, '最低分')].filter(Boolean)
  return parts.length ? `去掉${parts.join('和')}` : ''
}

/** A weight as people say it: '0.4' is 40%, '0.125' is 12.5%. */
export function percent(weight: string): string {
  const [whole = '0', frac = ''] = weight.split('.')
  if (!/^\d+$/.test(whole + frac)) return weight
  const digits = `${whole}${frac.padEnd(2, '0')}`
  const at = whole.length + 2
  const rest = digits.slice(at).replace(/0+$/, '')
  return `${String(BigInt(digits.slice(0, at)))}${rest ? `.${rest}` : ''}%`
}

/** How marks become the figure that is shown, in one line; with an entry, what was really left out of its sum. */
export function ruleWords(round: Picture['round'], e: EntryPicture | null = null): string {
  const mean = round.mean === 'median' ? '取中位数' : '取平均'
  const count = (as: 'high' | 'low') => e?.marks?.filter((m) => m.dropped === as).length ?? 0
  const how = (high: number, low: number) => (trims(high, low) ? `${trims(high, low)}后${mean}` : mean)
  const panels = round.panels ?? []
  const [only] = panels
  if (!only) return ''
  if (panels.length > 1) return panels.map((p) => `${p.name || p.key}占${percent(p.weight)}（${how(p.trim_high, p.trim_low)}）`).join('，')
  if (!e?.marks) return how(only.trim_high, only.trim_low)
  const few = only.trim_high + only.trim_low > 0 && count('high') + count('low') === 0
  return few ? `有效评委不足${only.trim_min}人，不去最高分和最低分，${mean}` : how(count('high'), count('low'))
}

/** The picture as the hall has it: a console's own has figures that nobody else may see yet. */
export const forHall = (picture: Picture): Picture => ({
  ...picture,
  entries: picture.entries.map((e) => (isPublic(e) ? e : { ...e, score: null, total: null, rank: null, marks: null })),
})
