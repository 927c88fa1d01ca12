// The tables that are printed from the console, as rows of text. Pure; only what is public is in them.
import { padded, placesOf } from '../shared/decimal.ts'
import type { Definition, Fact, SeatRow, SheetRow } from '../shared/facts.ts'
import { byOrder, isPublic, type EntryPicture, type Mark, type Picture } from '../shared/picture.ts'
import { aside, stateWord, type State } from '../shared/states.ts'
import { markChanges, type MarkChange } from './changed.ts'
import { sheetOf } from './sheet.ts'

export type PrintKind = 'judges' | 'summary' | 'order' | 'blank'

export const printNames: Record<PrintKind, string> = { judges: '评委签认单', summary: '汇总表', order: '出场顺序表', blank: '空白打分表' }

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
  /** By column: a correction changed this mark. */
  changed: boolean[]
  /** 回避, 缺席, 缺评 in place of marks; 纸质, 已更正 beside them. */
  note: string
}

export interface JudgeSheet {
  seat: SeatRow
  columns: Column[]
  rows: JudgeRow[]
  /** What was corrected of his marks, one sentence each: 内容 9.4→10.4，录入有误，核分甲确认. */
  changes: { order: string; name: string; text: string }[]
}

export const markOf = (e: EntryPicture, seat: string): Mark | undefined => e.marks?.find((m) => m.seat === seat)

export const outWords: Record<string, string> = { recused: '回避', absent: '缺席', none: '缺评' }

/** One sheet a judge, the revealed entries down in running order, his points across; what was corrected is his to sign too. */
export function judgeSheets(picture: Picture, definition: Definition, facts: Fact[]): JudgeSheet[] {
  const shown = byOrder(picture.entries.filter(isPublic))
  const changed = markChanges(facts)
  return definition.seats.map((seat) => {
    const given = new Set(shown.flatMap((e) => Object.keys(markOf(e, seat.id)?.points ?? {})))
    const columns = definition.sheet.filter((p) => given.has(p.point)).map((p) => ({ point: p.point, name: p.short || p.name, part: p.part, max: p.max }))
    const mine = (e: EntryPicture) => changed.filter((c) => c.seat === seat.id && c.entry === e.id)
    const changes = shown.flatMap((e) => mine(e).map((c) => ({ order: String(e.order ?? ''), name: e.name, text: changeWords(c, definition) })))
    return { seat, columns, rows: aligned(shown.map((e) => judgeRow(e, seat.id, columns, mine(e))), columns.length), changes }
  })
}

function changeWords(c: MarkChange, definition: Definition): string {
  const row = definition.sheet.find((p) => p.point === c.point)
  const name = row?.short || row?.name || (c.point === 'total' ? '总分' : c.point)
  return [`${name} ${c.from ?? '无'}→${c.to}`, c.reason, `${c.confirmed}确认`].filter(Boolean).join('，')
}

function judgeRow(e: EntryPicture, seat: string, columns: Column[], changes: MarkChange[]): JudgeRow {
  const mark = markOf(e, seat)
  const state = e.ballots?.find((b) => b.seat === seat)?.state ?? 'none'
  const note = mark ? [state === 'paper' ? '纸质' : '', changes.length ? '已更正' : ''].filter(Boolean).join('、') : (outWords[state] ?? '')
  return { order: String(e.order ?? ''), name: e.name, cells: columns.map((c) => mark?.points?.[c.point] ?? ''), changed: columns.map((c) => changes.some((x) => x.point === c.point)), total: mark?.total ?? '', note }
}

/** Figures of one column get the same decimals. */
function aligned(rows: JudgeRow[], columns: number): JudgeRow[] {
  const most = Array.from({ length: columns }, (_, c) => placesOf(rows.map((r) => r.cells[c] ?? '')))
  const total = placesOf(rows.map((r) => r.total))
  return rows.map((r) => ({ ...r, cells: r.cells.map((text, c) => (text ? padded(text, most[c] ?? 0) : '')), total: r.total ? padded(r.total, total) : '' }))
}

/** One judge, one contestant, to be marked by pen where all else fails. */
export interface BlankSheet {
  seat: SeatRow
  entry: EntryPicture
  rows: SheetRow[]
}

/** In running order, for each entry the judges who mark it: who is excused or absent gets none, who left the contest needs none. */
export function blankSheets(picture: Picture, definition: Definition, part: string): BlankSheet[] {
  return byOrder(picture.entries)
    .filter((entry) => !aside(entry.state as State))
    .flatMap((entry) =>
      definition.seats
        .filter((seat) => !['recused', 'absent'].includes(entry.ballots?.find((b) => b.seat === seat.id)?.state ?? (seat.recused?.includes(entry.id) ? 'recused' : '')))
        .map((seat) => ({ seat, entry, rows: sheetOf(definition, part, seat.id) })),
    )
}

export interface OrderRow {
  /** 编号: what the draw is computed from. */
  id: string
  order: string
  township: string
  name: string
  speaker: string
  title: string
  note: string
}

export const orderRows = (picture: Picture): OrderRow[] =>
  byOrder(picture.entries).map((e) => ({ id: e.id, order: String(e.order ?? ''), township: e.township, name: e.name, speaker: e.speaker, title: e.title, note: aside(e.state as State) ? stateWord(e.state) : '' }))

/** How the order came about, so that anybody can do it again. */
export function drawWords(facts: Fact[]): string {
  const draws = facts.filter((f) => f.kind === 'draw')
  const last = draws.at(-1)
  if (!last) return '还没有抽签，下面是名册的次序。'
  const again = draws.length > 1 ? `这是第 ${draws.length} 次抽签，原因：${last.reason ?? ''}。` : ''
  const seed = last.payload?.seed
  if (typeof seed !== 'string' || !seed) return `按现场手工抽签的结果录入，录入人 ${last.by}。${again}`
  return `按种子“${seed}”抽签，任何人可以重算：把种子、一个换行符、编号连成一段文字（UTF-8），求 SHA-256，按结果从小到大排，就是出场次序。在 Linux 上：printf '%s\\n%s' 种子 编号 | sha256sum。${again}`
}

/** The hash of the fact that the picture's version ends with; empty where the log was not read so far. */
export const headOf = (facts: (Fact & { hash?: string })[], version: number): string => facts.find((f) => f.seq === version)?.hash ?? ''
