// The timer of a turn against the parts of the plan: the console, the stage clock and the screens count alike. Pure.
import type { Picture, Plan } from './picture.ts'

/** Seconds before the end of a part at which it is said. */
export const warnAt = 60

/** Where a turn stands in its parts. */
export interface PartNow {
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

/** What is left of which part after so many seconds; null without parts. More time given is elapsed below zero. */
export function partNow(plan: Plan | null | undefined, elapsed: number): PartNow | null {
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

/** The `seconds` of `timer add` that give so many more: with a plan what is left is shown, without one what has passed. */
export const addOf = (plan: Plan | null | undefined, seconds: number): number => (plan ? -seconds : seconds)
