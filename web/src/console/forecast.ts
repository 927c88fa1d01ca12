// When the round will end: the plan of the day against what it has been so far. Pure.
import type { Fact } from '../shared/facts.ts'
import { byOrder, type Picture, type Plan } from '../shared/picture.ts'
import { settled, type State } from '../shared/states.ts'

/** Seconds of a whole turn by the plan. */
const lengthOf = (plan: Plan): number => plan.parts.reduce((n, p) => n + p.seconds, 0)

export interface Forecast {
  /** ms since 1970. */
  end: number
  /** Minutes behind the plan, before it where negative. */
  late: number
}

/** How long the turns took so far, seconds: from one call to the next, of the last one to its lock. A long break between two is one outlier of many. */
export function turnsOf(facts: Fact[]): number[] {
  const undone = new Set(facts.filter((f) => f.kind === 'undo').map((f) => f.payload?.of))
  const calls = facts.filter((f) => f.kind === 'call' && !undone.has(f.seq))
  const locks = facts.filter((f) => f.kind === 'lock')
  const at = (f: Fact) => Date.parse(f.at) / 1000
  return calls.flatMap((call, i) => {
    const next = calls[i + 1] ?? locks.find((f) => f.entry === call.entry && f.seq > call.seq)
    return next ? [at(next) - at(call)] : []
  })
}

const median = (list: number[]): number => {
  const sorted = [...list].sort((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2
}

/** When the round will end at the pace so far, and by how much that misses the plan; null without a plan, or when it is over. */
export function forecastOf(picture: Picture, facts: Fact[], now: number | null): Forecast | null {
  const plan = picture.round.plan
  const entries = byOrder(picture.entries)
  const open = entries.filter((e) => !settled(e.state as State))
  if (!plan || now === null || open.length === 0) return null
  const planned = Date.parse(plan.starts) + entries.length * lengthOf(plan) * 1000
  const done = turnsOf(facts)
  const pace = (done.length ? median(done) : lengthOf(plan)) * 1000
  const waiting = open.filter((e) => e.state === 'waiting').length
  const running = open.length > waiting
  const called = Date.parse(facts.filter((f) => f.kind === 'call').at(-1)?.at ?? '')
  const free = running && !Number.isNaN(called) ? Math.max(now, called + pace) : Math.max(now, done.length ? now : Date.parse(plan.starts))
  const end = free + waiting * pace
  return { end, late: Math.round((end - planned) / 60_000) }
}

/** 比计划晚 38 分, in the words of the console. */
export const lateWords = (late: number): string => (Math.abs(late) < 1 ? '和计划一致' : late > 0 ? `比计划晚 ${late} 分` : `比计划早 ${-late} 分`)
