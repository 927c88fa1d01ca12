// A turn that took longer than the plan gives it. Pure.
import { minutes } from '../shared/clock.ts'
import type { Fact } from '../shared/facts.ts'

/** 超时 00:23: how an over-run is called, also as a reason. */
export const overrunWords = (seconds: number): string => `超时 ${minutes(seconds)}`

/** An over-run has been dealt with: points were taken for it, or somebody said why none are. */
export const overrunSettled = (facts: Fact[], entry: string): boolean =>
  facts.some((f) => f.entry === entry && (f.kind === 'deduct' ? /超时/.test(f.reason ?? '') : f.kind === 'timer' && f.payload?.seconds === 0 && (f.reason ?? '') !== ''))
