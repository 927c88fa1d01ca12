// How a panel's marks become one figure, in words for the hall.
import { percent } from './decimal.ts'
import { isPublic, type EntryPicture, type Picture } from './picture.ts'

const trims = (high: number, low: number): string => {
  const say = (n: number, word: string) => (n ? `${'一两三四五六七八九'[n - 1] ?? n}个${word}` : '')
  const parts = [say(high, '最高分'), say(low, '最低分')].filter(Boolean)
  return parts.length ? `去掉${parts.join('和')}` : ''
}

/** How many gave a valid mark, where that is not the whole panel. */
function presentWords(e: EntryPicture | null, seats: number): string {
  const n = e?.marks?.length ?? 0
  return n > 0 && n < seats ? `实到 ${n} 位评委，` : ''
}

/** The seats of the panel, as far as a picture of the hall tells: some entry had the ballots of all of them due. */
export const seatsOf = (picture: Picture): number => Math.max(0, ...picture.entries.map((e) => Math.max(e.of ?? 0, e.marks?.length ?? 0)))

/** How marks become the figure that is shown, in one line; with an entry, what was really left out of its sum. */
export const ruleWords = (round: Picture['round'], e: EntryPicture | null = null, seats = 0): string => {
  const rule = meanWords(round, e)
  return rule && presentWords(e, seats) + rule
}

function meanWords(round: Picture['round'], e: EntryPicture | null): string {
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

/** 总成绩 = 现场比武×40% + 实地观摩×60%; empty where the picture does not tell. */
export function totalWords(picture: Picture): string {
  const parts = picture.round.parts ?? []
  if (parts.length === 0) return ''
  const sum = parts.map((p) => (p.weight === '1' ? p.name || p.key : `${p.name || p.key}×${percent(p.weight)}`)).join(' + ')
  const more = [picture.round.adjusted ? '，另计加减分' : '', picture.round.across ? '，各批次按修正系数修正' : '']
  return `总成绩 = ${sum}${more.join('')}`
}

/** That the awards go by more than the ranking shows; empty where they do not. */
export function laterWords(picture: Picture): string {
  const { part, parts, screen, weight } = picture.round
  return screen.ranking === part && (parts?.length ?? 0) > 1 && weight ? `现场得分占总成绩${percent(weight)}，奖项按总成绩评定` : ''
}

/** A reason longer than this is for the record, not for the hall. */
const longestReason = 16

/** 扣 0.5（超时）, of the part that is shown, and of the total where that is. */
export function adjustmentsOf(picture: Picture, e: EntryPicture, total: boolean): string[] {
  if (!isPublic(e)) return []
  const mine = (e.adjustments ?? []).filter((a) => a.points !== null && (a.part === picture.round.part || (total && a.part === '')))
  return mine.map((a) => `${a.kind === 'bonus' ? '加' : '扣'} ${a.points}${a.reason && a.reason.length <= longestReason ? `（${a.reason}）` : ''}`)
}

/** What the judges' marks made before points were taken or given: 平均 89.70; a median and judge groups by their own word. */
export function unadjustedWords(picture: Picture, e: EntryPicture): string {
  if (!e.unadjusted) return ''
  const { mean, panels } = picture.round
  return `${(panels?.length ?? 0) > 1 ? '评委合成' : mean === 'median' ? '中位数' : '平均'} ${e.unadjusted}`
}

/** 平均 89.70，扣 0.5（超时）: between the cards and the score; empty where nothing was taken or given. */
export function adjustedWords(picture: Picture, e: EntryPicture, total: boolean): string {
  const list = adjustmentsOf(picture, e, total)
  return list.length ? [total ? '' : unadjustedWords(picture, e), ...list].filter(Boolean).join('，') : ''
}

/** 现场得分（占40%）, or 总成绩 where the rules show that: a part's score is never called the last word. */
export function scoreWords(round: Picture['round'], total: boolean): string {
  return total ? '总成绩' : `现场得分${round.weight && round.weight !== '1' ? `（占${percent(round.weight)}）` : ''}`
}
