// What the rules do with the judges who are there when some are missing: how many marks are struck of each group. Pure.
import type { SeatRow } from '../shared/facts.ts'
import type { EntryPicture, Picture } from '../shared/picture.ts'

type Panel = NonNullable<Picture['round']['panels']>[number]

const numbers = ['', '一', '两', '三', '四', '五']
const some = (n: number): string => numbers[n] ?? String(n)

/** 一个最高一个最低, 两个最高; empty where nothing is struck. */
function struck(p: Panel): string {
  return [p.trim_high ? `${some(p.trim_high)}个最高` : '', p.trim_low ? `${some(p.trim_low)}个最低` : ''].join('')
}

function ofGroup(p: Panel, here: number): string {
  const who = `${p.key ? `${p.name || p.key}` : ''}实到 ${here} 位`
  if (here === 0) return `${who}，这一组没有得分`
  if (!struck(p)) return `${who}，全部计入`
  if (here >= p.trim_min) return `${who}，仍去${struck(p)}`
  const kind = p.trim_high && p.trim_low ? '最高最低分' : p.trim_high ? '最高分' : '最低分'
  return `${who}，不足 ${p.trim_min} 位，不去${kind}`
}

/** One sentence a judge group, were the entry closed with the ballots that are in. */
export function trimWords(picture: Picture, seats: SeatRow[], e: EntryPicture): string[] {
  const panels = picture.round.panels ?? []
  const group = new Map(seats.map((s) => [s.id, s.group]))
  const there = (e.ballots ?? []).filter((b) => b.state === 'in' || b.state === 'paper')
  return panels.map((p) => ofGroup(p, p.key ? there.filter((b) => group.get(b.seat) === p.key).length : there.length))
}
