// 汇总表 as rows of text: the places of the stage and, where the total is there, those of the total with the awards. Pure; only what is public is in it.
import { padded, placesOf } from '../shared/decimal.ts'
import type { Definition } from '../shared/facts.ts'
import { byOrder, isPublic, type EntryPicture, type Picture } from '../shared/picture.ts'
import { byTotal } from '../shared/rows.ts'
import { ruleWords } from '../shared/rule.ts'
import type { StandingRow, Standings } from '../shared/standings.ts'
import { aside, stateWord, type State } from '../shared/states.ts'
import { markOf, outWords } from './prints.ts'

export interface SummaryRow {
  id: string
  /** By what the rules rank on the screens: the stage's score, or the total. */
  place: string
  /** By the total, from the standings. */
  totalPlace: string
  award: string
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

/** Which columns there are. */
export interface SummaryColumns {
  /** The total is there and says more than the score. */
  total: boolean
  /** Its place is another one than that of the stage. */
  totalPlace: boolean
  award: boolean
}

export function summaryColumns(picture: Picture, rows: SummaryRow[]): SummaryColumns {
  const total = picture.entries.some((e) => isPublic(e) && e.total !== null && e.total !== e.score)
  return { total, totalPlace: !byTotal(picture, 'ranking') && total && rows.some((r) => r.totalPlace), award: rows.some((r) => r.award) }
}

interface Stood {
  row: StandingRow
  /** Its place in the order of the result, lists that are ranked apart one after the other. */
  at: number
  award: string
}

function stoodOf(standings: Standings | null): Map<string, Stood> {
  const groups = standings?.groups ?? []
  const all = groups.flatMap((g) => g.rows.map((row) => ({ row, award: row.award && groups.length > 1 && g.key ? `${g.key} ${row.award}` : (row.award ?? '') })))
  return new Map(all.filter(({ row }) => row.rank !== null).map((s, at) => [s.row.entry, { ...s, at }]))
}

/** The revealed entries, then those that left the contest: after 封榜 in the order of the result, which the awards follow; before it by the places on the screens. */
export function summaryRows(picture: Picture, definition: Definition, standings: Standings | null): SummaryRow[] {
  const seats = definition.seats.length <= acrossMost ? definition.seats : []
  const stood = stoodOf(standings)
  const at = (e: EntryPicture) => (picture.final ? stood.get(e.id)?.at : undefined) ?? 1e6
  const shown = byOrder(picture.entries.filter(isPublic)).sort((a, b) => at(a) - at(b) || (a.rank ?? 1e6) - (b.rank ?? 1e6))
  const off = byOrder(picture.entries.filter((e) => aside(e.state as State)))
  const most = placesOf(shown.flatMap((e) => (e.marks ?? []).map((m) => m.total)))
  return [...shown, ...off].map((e) => ({
    id: e.id,
    place: e.rank === null ? '' : String(e.rank),
    totalPlace: String(stood.get(e.id)?.row.rank ?? ''),
    award: picture.final ? (stood.get(e.id)?.award ?? '') : '',
    order: String(e.order ?? ''),
    name: e.name,
    township: e.township,
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

/** How the figures came about, true of every row: where too few judges were there nothing was trimmed, and it says of whom. */
export function countedWords(picture: Picture): string {
  const shown = byOrder(picture.entries.filter(isPublic))
  const panels = picture.round.panels ?? []
  const marksOf = (e: EntryPicture, key: string) => (e.marks ?? []).filter((m) => panels.length === 1 || (m.group ?? '') === key)
  const few = panels
    .filter((p) => p.trim_high + p.trim_low > 0)
    .map((p) => ({ p, of: shown.filter((e) => marksOf(e, p.key).every((m) => m.dropped === null)) }))
    .filter(({ of }) => of.length > 0)
  const [first] = shown
  if (panels.length === 1 && first && few[0]?.of.length === shown.length) return ruleWords(picture.round, first)
  return [ruleWords(picture.round), ...few.map(({ p, of }) => `第 ${of.map((e) => e.order).join('、')} 位${panels.length > 1 ? p.name || p.key : ''}有效评委不足${p.trim_min}人，不去最高分和最低分`)].join('；')
}
