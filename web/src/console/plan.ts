// The plan of the day against what it has been so far: the parts of a turn, and when the round will end. Pure.
import { byOrder, type Picture, type Plan } from '../shared/picture.ts'
import { settled, type State } from '../shared/states.ts'
import { minutes } from '../shared/clock.ts'
import type { Fact } from './facts.ts'

/** Seconds before the end of a part at which it is said. */
export const warnAt = 60

/** Where a turn stands in its parts. */
export interface Moment {
  /** Number of the part, from 0; the last one while time is over. */
  index: number
  name: string
  /** Seconds left of the part; 0 while time is over. */
  left: number
  /** Seconds over the whole turn; 0 within it. */
  over: number
  /** A minute or less is left of the part, or time is over. */
  warn: boolean
}

/** Seconds of a whole turn by the plan. */
export const lengthOf = (plan: Plan): number => plan.parts.reduce((n, p) => n + p.seconds, 0)

/** What is left of which part after so many seconds; null without parts. More time given is elapsed below zero. */
export function momentOf(plan: Plan | null | undefined, elapsed: number): Moment | null {
  const parts = plan?.parts ?? []
  let end = 0
  for (const [index, part] of parts.entries()) {
    end += part.seconds
    if (elapsed < end) return { index, name: part.name, left: end - elapsed, over: 0, warn: end - elapsed <= warnAt }
  }
  const last = parts.at(-1)
  return last ? { index: parts.length - 1, name: last.name, left: 0, over: elapsed - end, warn: true } : null
}

/** Seconds that the timer of a picture shows; `now` is the server's clock, ms. */
export const elapsedOf = (timer: Picture['timer'], now: number | null): number => (timer ? timer.elapsed + (timer.since && now !== null ? Math.max(0, (now - Date.parse(timer.since)) / 1000) : 0) : 0)

/** 超时 00:23: how an over-run is called, also as a reason. */
export const overrunWords = (seconds: number): string => `超时 ${minutes(seconds)}`

/** The `seconds` of `timer add` that give so many more: with a plan what is left is shown, without one what has passed. */
export const addOf = (plan: Plan | null | undefined, seconds: number): number => (plan ? -seconds : seconds)

/** An over-run has been dealt with: points were taken for it, or somebody said why none are. */
export const overrunSettled = (facts: Fact[], entry: string): boolean =>
  facts.some((f) => f.entry === entry && (f.kind === 'deduct' ? /超时/.test(f.reason ?? '') : f.kind === 'timer' && f.payload?.seconds === 0 && (f.reason ?? '') !== ''))

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
