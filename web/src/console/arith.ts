// The score recomputed from the shown marks, exactly, so that the check page's arithmetic is its own and not the server's.
import type { Aggregate, Definition, Group } from '../shared/facts.ts'
import type { Mark } from '../shared/picture.ts'
import { points, show } from '../shared/points.ts'

/** A rational number; the denominator is positive. */
export interface Ratio {
  n: bigint
  d: bigint
}

const one = 10_000n

export const ratio = (n: bigint, d: bigint): Ratio => ({ n, d })
export const add = (a: Ratio, b: Ratio): Ratio => ratio(a.n * b.d + b.n * a.d, a.d * b.d)
export const times = (a: Ratio, b: Ratio): Ratio => ratio(a.n * b.n, a.d * b.d)
const over = (a: Ratio, b: Ratio): Ratio => ratio(a.n * b.d, a.d * b.n)

/** Reads a decimal of any length, sign allowed: rules may say 0.125. */
export function decimal(text: string | number): Ratio {
  const m = /^(-|−)?(\d+)(?:\.(\d+))?$/.exec(String(text))
  if (!m) throw new Error(`not a decimal: ${text}`)
  const d = 10n ** BigInt((m[3] ?? '').length)
  const n = BigInt((m[2] ?? '') + (m[3] ?? ''))
  return ratio(m[1] ? -n : n, d)
}

/** Rounds to decimals as a rule names it; what it does not know it rounds half up. */
export function round(r: Ratio, decimals: number, how = 'half_up'): Ratio {
  const d = 10n ** BigInt(decimals)
  const sign = r.n < 0n ? -1n : 1n
  const scaled = r.n * sign * d
  let q = scaled / r.d
  const rest = scaled % r.d
  const half = rest * 2n
  if (how === 'ceil' ? rest > 0n && sign > 0n : how === 'truncate' ? false : half > r.d || (half === r.d && (how !== 'half_even' || q % 2n === 1n))) q += 1n
  return ratio(sign * q, d)
}

/** Writes it with so many decimals, cut; `…` says that it goes on. */
export function write(r: Ratio, decimals: number): string {
  const cut = round(r, decimals, 'truncate')
  const n = cut.n < 0n ? -cut.n : cut.n
  const digits = String(n).padStart(decimals + 1, '0')
  const text = `${r.n < 0n ? '−' : ''}${digits.slice(0, digits.length - decimals)}${decimals ? `.${digits.slice(-decimals)}` : ''}`
  return cut.n * r.d === r.n * cut.d ? trim(text) : `${text}…`
}

const trim = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text)
export const same = (a: Ratio, b: Ratio): boolean => a.n * b.d === b.n * a.d

/** One line of arithmetic: a group's, or the panel's. */
export interface Line {
  name: string
  dropped: { total: string; as: 'high' | 'low' }[]
  count: number
  /** Of the marks that count. */
  sum: string
  mean: Ratio
  median: boolean
  weight: Ratio | null
}

export interface Working {
  lines: Line[]
  /** Before rounding. */
  exact: Ratio
  /** As the rule rounds it, at this many decimals; null keeps the exact value. */
  value: Ratio
  decimals: number | null
}

/** How the part's value follows from the marks; null where there is none or the rules are not known. */
export function workOut(definition: Definition, part: string, marks: Mark[]): Working | null {
  const aggregate = definition.rules.parts?.find((p) => p.key === part)?.aggregate
  if (!aggregate || marks.length === 0) return null
  const groups = aggregate.groups ?? [{ ...aggregate, key: '' }]
  const groupOf = new Map(definition.seats.map((s) => [s.id, s.group]))
  const lines: Line[] = []
  let total = ratio(0n, 1n)
  let weights = ratio(0n, 1n)
  for (const g of groups) {
    const own = aggregate.groups ? marks.filter((m) => groupOf.get(m.seat) === g.key) : marks
    const line = lineOf(g, aggregate, own, aggregate.groups !== undefined)
    if (!line) continue
    lines.push(line)
    const weight = line.weight ?? ratio(1n, 1n)
    total = add(total, times(weight, line.mean))
    weights = add(weights, weight)
  }
  if (lines.length === 0) return null
  const exact = same(weights, ratio(1n, 1n)) ? total : over(total, weights)
  const decimals = aggregate.decimals ?? null
  return { lines, exact, decimals, value: decimals === null ? exact : round(exact, decimals, aggregate.rounding) }
}

function lineOf(g: Group, a: Aggregate, marks: Mark[], grouped: boolean): Line | null {
  const kept = marks.filter((m) => !m.dropped).map((m) => BigInt(points(m.total)))
  if (kept.length === 0) return null
  const sum = kept.reduce((x, y) => x + y, 0n)
  const median = a.mean === 'median'
  let mean = median ? middle(kept) : ratio(sum, one * BigInt(kept.length))
  if (grouped && g.decimals !== undefined) mean = round(mean, g.decimals, g.rounding)
  return {
    name: g.name ?? g.key,
    dropped: marks.flatMap((m) => (m.dropped ? [{ total: m.total, as: m.dropped }] : [])),
    count: kept.length,
    sum: show(Number(sum)),
    mean,
    median,
    weight: grouped && g.weight !== undefined ? decimal(g.weight) : null,
  }
}

function middle(list: bigint[]): Ratio {
  const sorted = [...list].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const half = sorted.length >> 1
  const upper = sorted[half] ?? 0n
  return sorted.length % 2 ? ratio(upper, one) : ratio(upper + (sorted[half - 1] ?? 0n), 2n * one)
}
