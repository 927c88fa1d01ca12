// The check of the 3×4 pad while a figure is typed: is there a mark that begins so?
import { one, type Points } from '../shared/points.ts'
import type { Item } from './sheet.ts'

/** A multiple of the step lies in low…high and within the maximum. */
const some = (item: Item, low: Points, high: Points): boolean => Math.ceil(low / item.step) * item.step <= Math.min(high, item.max)

export function feasible(item: Item, text: string): boolean {
  const m = /^(0|[1-9][0-9]{0,5})(\.([0-9]{0,4}))?$/.exec(text)
  if (!m) return false
  const whole = Number(m[1])
  if (m[2] !== undefined) {
    const typed = m[3]!
    if (typed.length > item.places || item.places === 0) return false
    const low = whole * one + Number(typed.padEnd(4, '0'))
    return some(item, low, low + 10 ** (4 - typed.length) - 1)
  }
  if (some(item, whole * one, whole * one + one - 1)) return true
  for (let k = 10; whole > 0 && whole * k * one <= item.max; k *= 10) {
    if (some(item, whole * k * one, (whole + 1) * k * one - 1)) return true
  }
  return false
}
