// How a panel's marks become one figure, in words for the hall.
import { percent } from '../shared/decimal.ts'
import type { EntryPicture, Picture } from '../shared/picture.ts'

const trims = (high: number, low: number): string => {
  const say = (n: number, word: string) => (n ? `${'一两三四五六七八九'[n - 1] ?? n}个${word}` : '')
  const parts = [say(high, '最高分'), say(low, '最低分')].filter(Boolean)
  return parts.length ? `去掉${parts.join('和')}` : ''
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

/** 现场得分（占40%）, or 总成绩 where the rules show that: a part's score is never called the last word. */
export function scoreWords(round: Picture['round'], total: boolean): string {
  return total ? '总成绩' : `现场得分${round.weight && round.weight !== '1' ? `（占${percent(round.weight)}）` : ''}`
}
