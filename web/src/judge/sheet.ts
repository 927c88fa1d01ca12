// The sheet as the pad needs it: figures as integers, bands as ranges on the step, points in their parts.
import { decimals, edge, points, type Points } from '../shared/points.ts'
import type { SheetPoint } from '../shared/wire.ts'

/** A grade (好, 较好 …) and the marks it stands for; both ends are on the step and belong to it. */
export interface Band {
  name: string
  low: Points
  high: Points
}

export interface Item {
  point: string
  name: string
  short: string
  part: string
  max: Points
  step: Points
  /** Decimals that marks of this item are shown with. */
  places: number
  /** From the top down; empty where the sheet is not graded. */
  bands: Band[]
  focus: string
}

export interface Part {
  name: string
  items: Item[]
}

export function toItem(p: SheetPoint): Item {
  const step = points(p.step)
  const max = Math.floor(points(p.max) / step) * step
  return { point: p.point, name: p.name, short: p.short || p.name, part: p.part, max, step, places: decimals(step), bands: toBands(p, max, step), focus: p.focus }
}

/** A band begins at its share of the maximum, moved up to the step, and ends a step below the one above it. */
function toBands(p: SheetPoint, max: Points, step: Points): Band[] {
  const lows = (p.bands ?? []).map((b) => ({ name: b.name, low: edge(points(p.max), points(b.from), step) }))
  lows.sort((a, b) => b.low - a.low)
  return lows
    .map((b, i) => ({ ...b, high: i === 0 ? max : lows[i - 1]!.low - step }))
    .filter((b) => b.high >= b.low)
}

/** The parts in the order of the sheet. */
export function toParts(items: Item[]): Part[] {
  const parts: Part[] = []
  for (const item of items) {
    const part = parts.find((p) => p.name === item.part)
    if (part) part.items.push(item)
    else parts.push({ name: item.part, items: [item] })
  }
  return parts
}

/** The band a mark is in. */
export const bandOf = (item: Item, value: Points): Band | null => item.bands.find((b) => value >= b.low && value <= b.high) ?? null

export const inRange = (item: Item, value: Points): boolean => value >= 0 && value <= item.max && value % item.step === 0
