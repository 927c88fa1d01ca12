// The tables that are printed from the console, as rows of text. Pure; only what is public is in them.
import { byOrder, isPublic, type EntryPicture, type Mark, type Picture } from '../shared/picture.ts'
import { padded, placesOf } from '../shared/decimal.ts'
import { aside, stateWord, type State } from '../shared/states.ts'
import type { Definition, Fact, SeatRow } from './facts.ts'

export type PrintKind = 'judges' | 'summary' | 'order'

export const printNames: Record<PrintKind, string> = { judges: '评委签认单', summary: '汇总表', order: '出场顺序表' }

/** A column of a judge's sheet: one point, under the part it belongs to. */
export interface Column {
  point: string
  name: string
  part: string
  max: string
}

export interface JudgeRow {
  order: string
  name: string
  /** By column; empty where the judge gave none. */
  cells: string[]
  total: string
  /** 回避, 缺席, 缺评 in place of marks; 纸质, 已更正 beside them. */
  note: string
}

export interface JudgeSheet {
  seat: SeatRow
  columns: Column[]
  rows: JudgeRow[]
}

const markOf = (e: EntryPicture, seat: string): Mark | undefined => e.marks?.find((m) => m.seat === seat)

const outWords: Record<string, string> = { recused: '回避', absent: '缺席', none: '缺评' }

/** One sheet a judge, the revealed entries down in running order, his points across. */
export function judgeSheets(picture: Picture, definition: Definition): JudgeSheet[] {
  const shown = byOrder(picture.entries.filter(isPublic))
  return definition.seats.map((seat) => {
    const given = new Set(shown.flatMap((e) => Object.keys(markOf(e, seat.id)?.points ?? {})))
    const columns = definition.sheet.filter((p) => given.has(p.point)).map((p) => ({ point: p.point, name: p.short || p.name, part: p.part, max: p.max }))
    return { seat, columns, rows: aligned(shown.map((e) => judgeRow(e, seat.id, columns)), columns.length) }
  })
}

function judgeRow(e: EntryPicture, seat: string, columns: Column[]): JudgeRow {
  const mark = markOf(e, seat)
  const state = e.ballots?.find((b) => b.seat === seat)?.state ?? 'none'
  const note = mark ? [state === 'paper' ? '纸质' : '', e.corrected ? '已更正' : ''].filter(Boolean).join('、') : (outWords[state] ?? '')
  return { order: String(e.order ?? ''), name: e.name, cells: columns.map((c) => mark?.points?.[c.point] ?? ''), total: mark?.total ?? '', note }
}

/** Figures of one column get the same decimals. */
function aligned(rows: JudgeRow[], columns: number): JudgeRow[] {
  const most = Array.from({ length: columns }, (_, c) => placesOf(rows.map((r) => r.cells[c] ?? '')))
  const total = placesOf(rows.map((r) => r.total))
  return rows.map((r) => ({ ...r, cells: r.cells.map((text, c) => (text ? padded(text, most[c] ?? 0) : '')), total: r.total ? padded(r.total, total) : '' }))
}

export interface SummaryRow {
  id: string
  place: string
  order: string
  name: string
  township: string
  /** By judge, where they are printed: the total, struck where it was trimmed. */
  marks: { text: string; dropped: boolean }[]
  score: string
  total: string
  note: string
}

/** More judges than this do not fit across a page: their marks stand on the judges' sheets. */
export const acrossMost = 15

/** The revealed entries by place, then those that left the contest. */
export function summaryRows(picture: Picture, definition: Definition): SummaryRow[] {
  const seats = definition.seats.length <= acrossMost ? definition.seats : []
  const shown = byOrder(picture.entries.filter(isPublic)).sort((a, b) => (a.rank ?? 1e6) - (b.rank ?? 1e6))
  const off = byOrder(picture.entries.filter((e) => aside(e.state as State)))
  const most = placesOf(shown.flatMap((e) => (e.marks ?? []).map((m) => m.total)))
  return [...shown, ...off].map((e) => ({
    id: e.id,
    place: e.rank === null ? '' : String(e.rank),
    order: String(e.order ?? ''),
    name: e.name,
    township: e.township ?? '',
    marks: seats.map((s) => summaryMark(e, s.id, most)),
    score: e.score ?? '',
    total: e.total ?? '',
    note: noteOf(e),
  }))
}

function summaryMark(e: EntryPicture, seat: string, most: number): { text: string; dropped: boolean } {
  const mark = markOf(e, seat)
  if (mark) return { text: padded(mark.total, most), dropped: mark.dropped !== null }
  const state = e.ballots?.find((b) => b.seat === seat)?.state
  return { text: isPublic(e) ? (outWords[state ?? 'none'] ?? outWords.none ?? '') : '', dropped: false }
}

function noteOf(e: EntryPicture): string {
  if (aside(e.state as State)) return stateWord(e.state)
  const points = (e.adjustments ?? []).map((a) => `${a.kind === 'deduct' ? '扣' : '加'}${a.points ?? ''}`)
  return [...points, e.corrected ? '已更正' : ''].filter(Boolean).join('，')
}

export interface OrderRow {
  order: string
  township: string
  name: string
  speaker: string
  title: string
  note: string
}

export function orderRows(picture: Picture, definition: Definition): OrderRow[] {
  return byOrder(picture.entries).map((e) => {
    const row = definition.entries.find((d) => d.entry === e.id)
    return { order: String(e.order ?? ''), township: e.township ?? '', name: e.name, speaker: e.speaker ?? row?.speaker ?? '', title: e.title ?? row?.title ?? '', note: aside(e.state as State) ? stateWord(e.state) : '' }
  })
}

/** How the order came about, so that anybody can do it again. */
export function drawWords(facts: Fact[]): string {
  const draws = facts.filter((f) => f.kind === 'draw')
  const last = draws.at(-1)
  if (!last) return '还没有抽签，下面是名册的次序。'
  const again = draws.length > 1 ? `这是第 ${draws.length} 次抽签，原因：${last.reason ?? ''}。` : ''
  const seed = last.payload?.seed
  if (typeof seed !== 'string' || !seed) return `按现场手工抽签的结果录入，录入人 ${last.by}。${again}`
  return `按种子“${seed}”抽签：对“种子、换行、编号”求 SHA-256，从小到大排定，任何人可以重算。${again}`
}

/** The hash of the fact that the picture's version ends with; empty where the log was not read so far. */
export const headOf = (facts: (Fact & { hash?: string })[], version: number): string => facts.find((f) => f.seq === version)?.hash ?? ''
