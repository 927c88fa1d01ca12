// The result of the round as GET /standings tells it: what the awards and the total are shown from.
import { isPublic, type Picture } from './picture.ts'
import type { Versioned } from './wire.ts'

export interface StandingRow {
  entry: string
  name: string
  rank: number | null
  shared: boolean
  total: string | null
  parts: Record<string, { value: string }>
  /** The place by what the rules show the hall. */
  screen_rank: number | null
  award: string | null
}

export interface Standings extends Versioned {
  final: boolean
  groups: { key: string; rows: StandingRow[] }[]
}

/** One place of an award. */
export interface Winner {
  row: StandingRow
  township: string
}

/** An award with its places, best first. */
export interface Award {
  name: string
  winners: Winner[]
}

/**
 * The awards in the order in which they are given: the last one first. Lists that are ranked apart come one after the
 * other. Before the seal there are none: who leads then may not be first.
 */
export function awardsOf(s: Standings, picture: Picture): Award[] {
  if (!picture.final) return []
  const towns = new Map(picture.entries.map((e) => [e.id, e.township]))
  const out: (Award & { level: number })[] = []
  for (const group of s.groups) {
    const won = group.rows.filter((r) => r.award !== null && r.rank !== null).sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
    const names = [...new Set(won.map((r) => r.award ?? ''))]
    names.forEach((name, level) => out.push({ name: s.groups.length > 1 && group.key ? `${group.key} ${name}` : name, level, winners: won.filter((r) => r.award === name).map((row) => ({ row, township: towns.get(row.entry) ?? '' })) }))
  }
  return out.sort((a, b) => b.level - a.level).map(({ name, winners }) => ({ name, winners }))
}

/** How many steps the ceremony has: one for each place. */
export const stepsOf = (awards: Award[]): number => awards.reduce((n, a) => n + a.winners.length, 0)

export interface Given {
  award: Award
  /** The places of this award that have been called, best first. */
  shown: Winner[]
  newest: Winner
}

/** What is on the screen after so many have been called, from the last award's last place up; null before the first. */
export function givenAt(awards: Award[], step: number): Given | null {
  let left = Math.min(step, stepsOf(awards))
  for (const award of awards) {
    if (left > 0 && left <= award.winners.length) {
      const shown = award.winners.slice(award.winners.length - left)
      return shown[0] ? { award, shown, newest: shown[0] } : null
    }
    left -= award.winners.length
  }
  return null
}

/** A row of 合成总成绩. */
export interface Composed {
  id: string
  name: string
  township: string
  score: string
  total: string
  before: number
  after: number
  /** Places gained by the other parts; negative where lost. */
  move: number
}

/** Who has a stage score and a total, by the stage's order or by the total's; null while no total is there. */
export function composedOf(s: Standings, picture: Picture, by: 'before' | 'after'): Composed[] | null {
  const shown = new Map(picture.entries.filter(isPublic).map((e) => [e.id, e]))
  const rows = s.groups.flatMap((g) => g.rows).flatMap((r): Composed[] => {
    const e = shown.get(r.entry)
    const score = r.parts[picture.round.part]?.value
    if (!e || r.rank === null || r.screen_rank === null || r.total === null || score === undefined) return []
    return [{ id: r.entry, name: r.name, township: e.township, score, total: r.total, before: r.screen_rank, after: r.rank, move: r.screen_rank - r.rank }]
  })
  return rows.length ? rows.sort((a, b) => a[by] - b[by] || a.after - b.after) : null
}
