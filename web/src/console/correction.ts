// Corrections after the reveal (更正成绩): what one person asked for, what waits for another, and what a figure was before. Pure.
import { padded, placesOf } from '../shared/decimal.ts'
import type { Definition, Fact } from '../shared/facts.ts'
import { isPublic, type EntryPicture, type Mark, type Picture } from '../shared/picture.ts'
import { parse, points, show, sum } from '../shared/points.ts'
import { add, decimal, same, times, workOut, write, type Ratio } from './arith.ts'
import { sheetOf } from './sheet.ts'

export interface Correction {
  seq: number
  entry: string
  by: string
  at: string
  reason: string
  kind: 'marks' | 'deduct' | 'bonus' | 'annul'
  seat: string | null
  /** The points that change. */
  marks: Record<string, string>
  /** Of deduct and bonus; part is empty where the total changes. */
  points: string
  part: string
  /** Who let it take effect, and the number of that fact; null while it waits. */
  confirmed: { by: string; seq: number; at: string } | null
  /** Who dropped it while it waited: the one who asked, or another who does not agree. */
  declined: { by: string; reason: string } | null
}

const text = (v: unknown): string => (typeof v === 'string' ? v : '')
const sheet = (v: unknown): Record<string, string> => (v && typeof v === 'object' ? (v as Record<string, string>) : {})

/** All of them, oldest first. One whose payload is not open to this page is left out. */
export function correctionsOf(facts: Fact[]): Correction[] {
  const answers = (kind: string) => new Map(facts.filter((f) => f.kind === kind).map((f) => [f.payload?.of, f]))
  const [confirms, declines] = [answers('confirm'), answers('decline')]
  return facts.flatMap((f) => {
    const p = f.payload
    if (f.kind !== 'correct' || !f.entry || !p) return []
    const [done, dropped] = [confirms.get(f.seq), declines.get(f.seq)]
    const kind = p.annul === true ? 'annul' : p.deduct ? 'deduct' : p.bonus ? 'bonus' : 'marks'
    return [{ seq: f.seq, entry: f.entry, by: f.by, at: f.at, reason: f.reason ?? '', kind, seat: f.seat, marks: sheet(p.marks), points: text(p.deduct) || text(p.bonus), part: text(p.part), confirmed: done ? { by: done.by, seq: done.seq, at: done.at } : null, declined: dropped ? { by: dropped.by, reason: dropped.reason ?? '' } : null }]
  })
}

/** Those that wait for another person; one that was dropped, or is of an entry that has left, waits no more. */
export const pendingOf = (facts: Fact[], picture: Picture): Correction[] =>
  correctionsOf(facts).filter((c) => c.confirmed === null && c.declined === null && picture.entries.some((e) => e.id === c.entry && isPublic(e)))

/** A seat's marks as they stood before the fact of that number; null where it had none, or where they are not open to this page. */
export function sheetAt(facts: Fact[], entry: string, seat: string, before: number): Record<string, string> | null {
  let marks: Record<string, string> | null = null
  for (const f of facts) {
    if (f.seq >= before) break
    if (f.entry !== entry || f.seat !== seat) continue
    if (f.kind === 'ballot' || (f.kind === 'paper' && f.payload?.first !== true)) marks = f.payload ? sheet(f.payload.marks) : null
  }
  for (const c of correctionsOf(facts)) if (c.entry === entry && c.seat === seat && c.confirmed && c.confirmed.seq < before && marks) marks = { ...marks, ...c.marks }
  return marks
}

/** Marks the highest and the lowest of each judge group as dropped, as the rules say. */
export function trimmed(definition: Definition, part: string, marks: Mark[]): Mark[] {
  const aggregate = definition.rules.parts?.find((p) => p.key === part)?.aggregate
  const groups = aggregate?.groups ?? [{ ...aggregate, key: '' }]
  const groupOf = new Map(definition.seats.map((s) => [s.id, s.group]))
  return groups.flatMap((g) => {
    const own = (aggregate?.groups ? marks.filter((m) => groupOf.get(m.seat) === g.key) : marks).map((m) => ({ ...m, dropped: null as Mark['dropped'] }))
    const [high, low] = [g.trim_high ?? 0, g.trim_low ?? 0]
    if (own.length < (g.trim_min ?? high + low + 1)) return own
    const sorted = [...own].sort((a, b) => points(b.total) - points(a.total))
    sorted.slice(0, high).forEach((m) => (m.dropped = 'high'))
    if (low) sorted.slice(-low).forEach((m) => (m.dropped = 'low'))
    return own
  })
}

/** The part's value as it was before the fact of that number, worked out from the log; null where the log does not give it. */
function valueAt(definition: Definition, part: string, facts: Fact[], e: EntryPicture, before: number): Ratio | null {
  const marks: Mark[] = []
  for (const m of e.marks ?? []) {
    const own = sheetAt(facts, e.id, m.seat, before)
    if (!own) return null
    marks.push({ ...m, total: show(sum(Object.values(own).map(points))) })
  }
  const working = workOut(definition, part, trimmed(definition, part, marks))
  if (!working) return null
  let value = working.value
  const take = (kind: string, amount: string, of: string) => {
    if (of === part && parse(amount) !== null) value = add(value, kind === 'deduct' ? times(decimal(amount), decimal('-1')) : decimal(amount))
  }
  for (const f of facts) if (f.entry === e.id && f.seq < before && (f.kind === 'deduct' || f.kind === 'bonus')) take(f.kind, text(f.payload?.points), text(f.payload?.part))
  for (const c of correctionsOf(facts)) if (c.entry === e.id && c.confirmed && c.confirmed.seq < before) take(c.kind, c.points, c.part)
  return value
}

/**
 * The value of the round's part without and with a correction. Null where it cannot be worked out here: then nothing is said
 * rather than something wrong. What is worked out for the present must be what the server says.
 */
export function scoresOf(c: Correction, definition: Definition, part: string, facts: Fact[], e: EntryPicture): { before: string; after: string } | null {
  const never = Number.MAX_SAFE_INTEGER - 1
  const now = valueAt(definition, part, facts, e, never)
  if (!now || e.score === null || !same(now, decimal(e.score))) return null
  const places = placesOf([e.score])
  const say = (r: Ratio) => padded(write(r, Math.max(places, 4)), places)
  if (c.confirmed) {
    const before = valueAt(definition, part, facts, e, c.confirmed.seq)
    const after = valueAt(definition, part, facts, e, c.confirmed.seq + 1)
    return before && after && { before: say(before), after: say(after) }
  }
  const supposed: Fact = { seq: never, kind: 'confirm', entry: e.id, seat: null, at: '', by: '', reason: null, payload: { of: c.seq } }
  const after = valueAt(definition, part, [...facts, supposed], e, never + 1)
  return after && { before: say(now), after: say(after) }
}

export interface Change {
  what: string
  before: string
  after: string
}

/** What a correction changes, one line a figure: points of a sheet with its total, an adjustment, or the whole result. */
export function changesOf(c: Correction, definition: Definition, part: string, facts: Fact[], e: EntryPicture): Change[] {
  if (c.kind === 'annul') return [{ what: '成绩', before: '有效', after: '取消' }]
  if (c.kind !== 'marks') {
    const name = c.part === '' ? '总成绩' : (definition.rules.parts?.find((p) => p.key === c.part)?.name ?? c.part)
    return [{ what: `${name}${c.kind === 'deduct' ? '扣分' : '加分'}`, before: '–', after: `${c.kind === 'deduct' ? '−' : '+'}${c.points}` }]
  }
  const before = (c.confirmed ? sheetAt(facts, e.id, c.seat ?? '', c.confirmed.seq) : e.marks?.find((m) => m.seat === c.seat)?.points) ?? {}
  const total = (s: Record<string, string>) => show(sum(Object.values(s).map(points)))
  const rows = sheetOf(definition, part, c.seat ?? '').filter((r) => c.marks[r.point] !== undefined && c.marks[r.point] !== before[r.point])
  const lines = rows.map((r) => ({ what: r.name, before: before[r.point] ?? '–', after: c.marks[r.point] ?? '' }))
  return Object.keys(before).length > 1 ? [...lines, { what: '这位评委合计', before: total(before), after: total({ ...before, ...c.marks }) }] : lines
}
