// The plan as it is typed, and as the wire has it. Pure.
import { dateOf } from '../shared/clock.ts'
import type { Definition, Fact } from '../shared/facts.ts'
import type { Plan } from '../shared/picture.ts'

export interface PartRow {
  name: string
  /** Minutes as typed: '8', '1.5'; empty is not timed. */
  minutes: string
}

/** The parts of the sheet, without minutes: what a turn consists of is known, how long each takes is not. */
export const partRows = (plan: Plan | null | undefined, definition: Definition | null): PartRow[] => (plan ? plan.parts.map((p) => ({ name: p.name, minutes: String(p.seconds / 60) })) : [...new Set((definition?.sheet ?? []).map((s) => s.part).filter(Boolean))].map((name) => ({ name, minutes: '' })))

/** +08:00 of the server, as its log writes it; null where it writes UTC, and the laptop's zone is meant. */
export const zoneOf = (facts: Fact[]): string | null => /([+-]\d\d:\d\d)$/.exec(facts.at(-1)?.at ?? '')?.[1] ?? null

/** The zone of this laptop at a time of day: +08:00. */
export function ownZone(text: string): string {
  const ahead = -new Date(text).getTimezoneOffset()
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0')
  return `${ahead < 0 ? '-' : '+'}${two(Math.abs(ahead) / 60)}:${two(Math.abs(ahead) % 60)}`
}

/** What a time field shows of RFC 3339: 2026-11-24T09:00, as the wall has it. */
export const fieldOf = (starts: string): string => dateOf(starts).replace(' ', 'T')

/** The plan, or what is wrong with what was typed. `at` is a time field's value. */
export function planOf(at: string, rows: PartRow[], zone: string): { plan: Plan; faults: [] } | { plan: null; faults: string[] } {
  const timed = rows.filter((r) => r.minutes.trim() !== '')
  const faults = [
    /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(at) ? '' : '请选开始的日期和时间',
    timed.length === 0 ? '至少给一个部分填上分钟' : timed.length > 10 ? '最多 10 个部分' : '',
    ...timed.map((r) => (r.name.trim() === '' ? `${r.minutes} 分钟的部分还没有名字` : '')),
    ...timed.map((r) => (secondsOf(r.minutes) === null ? `“${r.name}”的时长应当在 1 秒到 120 分钟之间` : '')),
  ].filter(Boolean)
  if (faults.length) return { plan: null, faults }
  return { plan: { starts: `${at}:00${zone}`, parts: timed.map((r) => ({ name: r.name.trim(), seconds: secondsOf(r.minutes) ?? 0 })) }, faults: [] }
}

/** 1.5 minutes are 90 seconds; null outside 1–7200. */
function secondsOf(minutes: string): number | null {
  if (!/^\d{1,3}(\.\d{1,2})?$/.test(minutes.trim())) return null
  const s = Math.round(Number(minutes) * 60)
  return s >= 1 && s <= 7200 ? s : null
}
