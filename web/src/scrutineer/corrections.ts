// Corrections after the reveal, each with the figure before and after; what nobody has confirmed yet says so.
import type { Fact } from '../shared/facts.ts'
import { item, type Item, type Log } from './exceptions.ts'

type Marks = Record<string, string>

export function correctionItems(log: Log): Item[] {
  const before = new Map<string, Marks>()
  const answers = (kind: string) => new Map(log.facts.filter((f) => f.kind === kind).map((f) => [Number(f.payload?.of), f]))
  const [confirmed, declined] = [answers('confirm'), answers('decline')]
  const items: Item[] = []
  for (const f of log.facts) {
    const key = `${f.entry} ${f.seat}`
    if ((f.kind === 'ballot' || (f.kind === 'paper' && f.payload?.first !== true)) && f.payload) before.set(key, f.payload.marks as Marks)
    if (f.kind !== 'correct') continue
    const yes = confirmed.get(f.seq)
    const no = declined.get(f.seq)
    const people = yes ? `，${yes.by}确认` : no ? `，${no.by}${no.by === f.by ? '撤回' : '不同意'}（${no.reason ?? ''}），未生效` : '，还没有第二人确认，未生效'
    items.push(item(f, `${log.entry(f.entry)}，${correctedWords(log, f, before.get(key))}${people}`))
    if (yes && f.payload?.marks) before.set(key, { ...before.get(key), ...(f.payload.marks as Marks) })
  }
  return items
}

function correctedWords(log: Log, f: Fact, was: Marks | undefined): string {
  const p = f.payload
  if (!p) return '内容未公开'
  if (p.annul === true) return '取消成绩'
  if (typeof p.deduct === 'string') return `扣 ${p.deduct} 分`
  if (typeof p.bonus === 'string') return `加 ${p.bonus} 分`
  const points = Object.entries((p.marks ?? {}) as Marks)
  const name = (point: string) => {
    const row = log.definition?.sheet.find((s) => s.point === point)
    return row?.short || row?.name || (point === 'total' ? '总分' : point)
  }
  return `${log.seat(f.seat)} ${points.map(([point, mark]) => `${name(point)} ${was?.[point] ?? '无'} 改为 ${mark}`).join('，')}`
}
