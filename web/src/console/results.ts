// The result by which places and awards are given, before the awards are called in the hall. Pure.
import type { Definition } from '../shared/facts.ts'
import type { Picture } from '../shared/picture.ts'
import { awardsOf, type Standings } from '../shared/standings.ts'
import { aside, stateWord, type State } from '../shared/states.ts'
import { decimal, times, write } from './arith.ts'

export interface ResultRow {
  entry: string
  name: string
  place: string
  total: string
  score: string
  /** By the score of this round alone. */
  scorePlace: string
  /** The award, or why there is none: 弃赛, 缺席, 取消成绩. */
  award: string
  /** It left the contest. */
  off: boolean
  /** The two places differ, which surprises whoever saw only the hall's. */
  moved: boolean
}

/** By place; who has none comes last. */
export function resultsOf(s: Standings, picture: Picture): ResultRow[] {
  const left = new Map(picture.entries.filter((e) => aside(e.state as State)).map((e) => [e.id, stateWord(e.state)]))
  const rows = s.groups.flatMap((g) => g.rows).map((r) => ({
    entry: r.entry,
    name: r.name,
    place: r.rank === null ? '–' : `${r.rank}${r.shared ? ' 并列' : ''}`,
    total: r.total ?? '–',
    score: r.parts[picture.round.part]?.value ?? '–',
    scorePlace: r.screen_rank === null ? '–' : String(r.screen_rank),
    award: r.award ?? (left.get(r.entry) ?? ''),
    off: left.has(r.entry),
    moved: r.rank !== null && r.screen_rank !== null && r.rank !== r.screen_rank,
    rank: r.rank ?? Number.MAX_SAFE_INTEGER,
  }))
  return rows.sort((a, b) => a.rank - b.rank).map(({ rank: _, ...row }) => row)
}

/** 按总成绩：现场×40% + 实地×60%; of one part alone its name. */
export function ruleWords(definition: Definition | null): string {
  const parts = (definition?.rules.parts ?? []).map((p) => ({ name: p.name ?? p.key, weight: p.weight }))
  if (parts.length < 2) return parts[0] ? `按${parts[0].name}得分` : '按总成绩'
  return `按总成绩：${parts.map((p) => (p.weight === undefined ? p.name : `${p.name}×${write(times(decimal(p.weight), decimal('100')), 4)}%`)).join(' + ')}`
}

/** 一等奖 1 个、二等奖 3 个, the first award first. */
export const awardWords = (s: Standings, picture: Picture): string => awardsOf(s, picture).reverse().map((a) => `${a.name} ${a.winners.length} 个`).join('、')
