// What one seat marks: the points of the sheet, or one total.
import type { Definition, SheetRow } from '../shared/facts.ts'
import { parse, points, show } from '../shared/points.ts'

/** The points of a seat, in the order of the paper sheet. A judge of a group that gives totals has the one point `total`. */
export function sheetOf(definition: Definition, part: string, seat: string): SheetRow[] {
  const group = definition.seats.find((s) => s.id === seat)?.group ?? ''
  const groups = definition.rules.parts?.find((p) => p.key === part)?.aggregate?.groups ?? []
  const whole = groups.find((g) => g.key === group)?.total
  if (!whole || definition.sheet.length < 2) return definition.sheet
  const max = definition.sheet.reduce((n, p) => n + points(p.max), 0)
  const step = Math.min(...definition.sheet.map((p) => points(p.step)))
  return [{ point: 'total', name: '总分', short: '总分', part: '', max: show(max), step: show(step) }]
}

/** What hands type, as the contract writes it: full-width figures and points too, no zeros that say nothing. */
export function tidy(text: string): string {
  const half = text.trim().replace(/[０-９]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/[。．，,]/g, '.')
  const m = /^0*(\d+)(?:\.(\d*))?$/.exec(half.startsWith('.') ? `0${half}` : half)
  if (!m) return half
  const fraction = (m[2] ?? '').replace(/0+$/, '')
  return `${m[1]}${fraction ? `.${fraction}` : ''}`
}

/** What is wrong with a mark on a point, in words; empty where nothing is. */
export function faultOf(text: string, row: SheetRow): string {
  const mark = parse(tidy(text))
  if (text.trim() === '') return '还没有录'
  if (mark === null) return '请只录数字，例如 8.5'
  if (mark > points(row.max)) return `这一项满分 ${row.max} 分，请在 0 到 ${row.max} 之间`
  if (mark % points(row.step) !== 0) return `这一项每 ${row.step} 分一档`
  return ''
}
