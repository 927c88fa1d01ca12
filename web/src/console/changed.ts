// Marks that a confirmed correction changed, as the log tells it: for the judge whose marks they are. Pure.
import type { Fact } from '../shared/facts.ts'

export interface MarkChange {
  entry: string
  seat: string
  point: string
  /** Null where the judge had given none. */
  from: string | null
  to: string
  reason: string
  /** Who confirmed it: from then on it counts. */
  confirmed: string
}

type Marks = Record<string, string>

/** In the order in which they took effect. What nobody has confirmed is not in it, nor a mark that stayed what it was. */
export function markChanges(facts: Fact[]): MarkChange[] {
  const held = new Map<string, Marks>()
  const asked = new Map<number, Fact>()
  const list: MarkChange[] = []
  for (const f of facts) {
    const marks = f.payload?.marks as Marks | undefined
    if ((f.kind === 'ballot' || f.kind === 'paper') && marks && f.payload?.first !== true) held.set(`${f.entry} ${f.seat}`, marks)
    if (f.kind === 'correct' && marks) asked.set(f.seq, f)
    const c = f.kind === 'confirm' ? asked.get(Number(f.payload?.of)) : undefined
    if (!c?.entry || !c.seat) continue
    const key = `${c.entry} ${c.seat}`
    const now = { ...held.get(key) }
    for (const [point, to] of Object.entries(c.payload?.marks as Marks)) {
      if (now[point] !== to) list.push({ entry: c.entry, seat: c.seat, point, from: now[point] ?? null, to, reason: c.reason ?? '', confirmed: f.by })
      now[point] = to
    }
    held.set(key, now)
  }
  return list
}
