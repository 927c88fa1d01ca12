// A judge's own frame: where a total stands among those he gave himself. Nothing of another judge is in it.
import { points, show, sum, type Points } from '../shared/points.ts'

export interface Frame {
  /** Entries he scored before. */
  count: number
  /** Place of this total among them and itself, equal totals share the better one. */
  place: number
  best: Points
  least: Points
}

export function frame(total: Points, others: Points[]): Frame | null {
  if (others.length === 0) return null
  return { count: others.length, place: 1 + others.filter((n) => n > total).length, best: Math.max(...others), least: Math.min(...others) }
}

/** Places of own totals, best first; equal totals share the number and the next one skips. */
export function places(totals: { entry: string; total: Points }[]): { entry: string; total: Points; place: number }[] {
  const sorted = [...totals].sort((a, b) => b.total - a.total)
  return sorted.map((t) => ({ ...t, place: 1 + sorted.filter((o) => o.total > t.total).length }))
}

export function frameLine(f: Frame, places: number): string {
  return `在您已评的 ${f.count} 位中，这个分数排第 ${f.place}（您给过的最高 ${show(f.best, places)}，最低 ${show(f.least, places)}）`
}

/** The total of the marks that are there. */
export const totalOf = (marks: Record<string, string>): Points => sum(Object.values(marks).map(points))
