// What the check page says first: whoever checks looks at this before the table. Pure.
import type { Definition, Fact } from '../shared/facts.ts'
import type { Adjustment, EntryPicture, Mark } from '../shared/picture.ts'
import { points, show, sum, type Points } from '../shared/points.ts'

export interface Oddity {
  words: string
  /** Figures in it; not shown while figures are covered. */
  figures?: string
}

/** Of the full marks: nearer to the others than that no judge is called far from the panel. */
const farShare = 0.05
/** Nor one who is nearer than so many times the usual distance of the others from their middle. */
const farTimes = 3

const middle = (list: Points[]): Points => {
  const sorted = [...list].sort((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 ? (sorted[half] ?? 0) : Math.round(((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2)
}

/** How far a judge's total is from the middle of the others; 0 where that is not worth a word. */
export function distance(marks: Mark[], seat: string, full: Points): Points {
  const own = marks.find((m) => m.seat === seat)
  const others = marks.filter((m) => m.seat !== seat).map((m) => points(m.total))
  if (!own || others.length < 2) return 0
  const at = middle(others)
  const by = points(own.total) - at
  const usual = middle(others.map((n) => Math.abs(n - at)))
  return Math.abs(by) >= full * farShare && Math.abs(by) >= farTimes * usual ? by : 0
}

/** The point that takes a judge away from the others most. */
function where(marks: Mark[], own: Mark, definition: Definition, sign: number): string {
  let [name, most] = ['', 0]
  for (const row of definition.sheet) {
    const others = marks.filter((m) => m.seat !== own.seat && m.points?.[row.point] !== undefined).map((m) => points(m.points?.[row.point] ?? '0'))
    const mark = own.points?.[row.point]
    if (mark === undefined || others.length === 0) continue
    const by = (points(mark) - middle(others)) * sign
    if (by > most) [name, most] = [row.name, by]
  }
  return name ? `，多在「${name}」（${show(most)}）` : ''
}

function far(e: EntryPicture, definition: Definition, name: (seat: string) => string): Oddity[] {
  const marks = e.marks ?? []
  const full = sum(definition.sheet.map((r) => points(r.max)))
  return marks.flatMap((m) => {
    const by = distance(marks, m.seat, full)
    if (by === 0) return []
    const word = by < 0 ? '低' : '高'
    return [{ words: `${name(m.seat)} 和其他评委差得多`, figures: `比其他评委的中间数${word} ${show(Math.abs(by))} 分${where(marks, m, definition, Math.sign(by))}` }]
  })
}

function ballots(e: EntryPicture, facts: Fact[], name: (seat: string) => string): Oddity[] {
  const reason = (kind: string, seat: string) => {
    const f = facts.filter((x) => x.kind === kind && x.seat === seat && x.reason).at(-1)
    return f ? `（${f.reason}）` : ''
  }
  return (e.ballots ?? []).flatMap(({ seat, state }): Oddity[] => {
    if (state === 'none') return [{ words: `${name(seat)} 未提交，不计入` }]
    if (state === 'recused') return [{ words: `${name(seat)} 回避，不计入${reason('recuse', seat)}` }]
    if (state === 'absent') return [{ words: `${name(seat)} 缺席，不计入${reason('judge_absent', seat)}` }]
    if (state !== 'paper') return []
    const by = [...new Set(facts.filter((f) => f.kind === 'paper' && f.entry === e.id && f.seat === seat).map((f) => f.by))]
    return [{ words: `${name(seat)} 纸质，${by.join('、')} 录入` }]
  })
}

function adjustments(e: EntryPicture): Oddity[] {
  return (e.adjustments ?? []).map((a) => ({ words: `${a.kind === 'deduct' ? '扣分' : '加分'}：${a.reason}（${a.by}）`, figures: a.points === null ? undefined : `${a.kind === 'deduct' ? '−' : '+'}${a.points}` }))
}

/** 有 1 笔扣分、2 笔加分; empty where there are none. Without their points, which may be covered. */
export function adjustedWords(e: EntryPicture): string {
  const of = (kind: 'deduct' | 'bonus') => (e.adjustments ?? []).filter((a) => a.kind === kind).length
  const parts = [of('deduct') ? `${of('deduct')} 笔扣分` : '', of('bonus') ? `${of('bonus')} 笔加分` : ''].filter(Boolean)
  return parts.length ? `有 ${parts.join('、')}` : ''
}

/** An adjustment in a few words: 扣 0.5 超时 · 主控甲. `known` are points that this page typed itself; others stay covered until the close. */
export function adjustmentChip(a: Adjustment, known: ReadonlyMap<number, string>): string {
  const points = a.points ?? known.get(a.seq)
  return `${a.kind === 'deduct' ? '扣' : '加'}${points === undefined || points === null ? '分' : ` ${points}`} ${a.reason} · ${a.by}`
}

/** All that is unusual about an entry, the gravest first. */
export function unusual(e: EntryPicture, facts: Fact[], definition: Definition | null, name: (seat: string) => string): Oddity[] {
  const own = facts.filter((f) => f.entry === e.id)
  const closed = own.filter((f) => f.kind === 'close').at(-1)
  const reopened = own.filter((f) => f.kind === 'reopen')
  return [
    ...(definition ? far(e, definition, name) : []),
    ...ballots(e, facts, name),
    ...(closed?.reason ? [{ words: `缺评锁分的原因：${closed.reason}` }] : []),
    ...(reopened.length ? [{ words: `重开过 ${reopened.length} 次：${reopened.map((f) => f.reason).join('、')}` }] : []),
    ...adjustments(e),
  ]
}
