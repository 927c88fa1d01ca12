// Yellow lines of the review: what may be a slip of the finger. They never hold a ballot back (ux §4.1, guards).
import { one, points, show, sum, type Points } from '../shared/points.ts'
import type { Marks } from '../shared/record.ts'
import type { Item } from './sheet.ts'

/** Shares of a point's maximum, in ten-thousandths, outside of which a mark is named. */
const lowShare = 6_000
const highShare = 9_500
/** A mark so far below or above the judge's own mean, as a share of the maximum, is named; it takes three earlier ones. */
const farShare = 2_000
const farTotal = 800
const enough = 3

const names = (items: Item[], marks: Marks): string => items.map((i) => `${i.short} ${show(points(marks[i.point]!), i.places)}`).join('、')

/** Lines about a whole ballot; `earlier` are the judge's own ballots, the previous entry's last. */
export function guards(items: Item[], marks: Marks, earlier: Marks[]): string[] {
  const lines: string[] = []
  const given = items.filter((i) => marks[i.point] !== undefined)
  const value = (i: Item) => points(marks[i.point]!)
  const same = equal(given, marks)
  if (same) lines.push(same)
  const low = given.filter((i) => value(i) * one < i.max * lowShare)
  const high = given.filter((i) => value(i) * one > i.max * highShare)
  if (low.length) lines.push(`低于满分的 60%：${names(low, marks)}，请确认。`)
  if (high.length) lines.push(`高于满分的 95%：${names(high, marks)}，请确认。`)
  lines.push(...far(given, marks, earlier))
  const before = earlier[earlier.length - 1]
  if (before && given.length > 1 && given.every((i) => before[i.point] !== undefined && points(before[i.point]!) === value(i))) {
    lines.push('每一项都和您给上一位的完全一样，请确认。')
  }
  return lines
}

function equal(items: Item[], marks: Marks): string | null {
  if (items.length < 3) return null
  const [first] = items
  const all = (same: (i: Item) => boolean) => items.every(same)
  const value = (i: Item) => points(marks[i.point]!)
  if (all((i) => value(i) === value(first!))) return `${items.length} 项都是 ${show(value(first!), first!.places)}，请确认。`
  if (all((i) => value(i) * first!.max === value(first!) * i.max)) return `${items.length} 项都打在满分的同一比例上，请确认。`
  return null
}

/** Points and the total that are far from what this judge gave before. */
function far(items: Item[], marks: Marks, earlier: Marks[]): string[] {
  const lines: string[] = []
  for (const i of items) {
    const own = earlier.filter((m) => m[i.point] !== undefined).map((m) => points(m[i.point]!))
    const word = apart(points(marks[i.point]!), own, i.max, farShare)
    if (word) lines.push(`「${i.short}」${show(points(marks[i.point]!), i.places)} 分比您平时${word}很多，请确认没有按错。`)
  }
  const total = sum(items.map((i) => points(marks[i.point]!)))
  const word = apart(total, earlier.map((m) => sum(Object.values(m).map(points))), sum(items.map((i) => i.max)), farTotal)
  if (word && items.length > 1) lines.push(`合计 ${show(total)} 分比您平时${word}很多，请确认。`)
  return lines
}

/** 低 or 高 where value is further than a share of max from the mean; products instead of quotients keep it exact. */
function apart(value: Points, own: Points[], max: Points, share: number): '低' | '高' | null {
  if (own.length < enough) return null
  const gap = value * own.length - sum(own)
  if (Math.abs(gap) * one <= max * share * own.length) return null
  return gap < 0 ? '低' : '高'
}
