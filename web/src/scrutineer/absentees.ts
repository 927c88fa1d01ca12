// Whose ballot was missing when an entry was closed: the log is played up to each close.
import type { Fact } from '../shared/facts.ts'
import { item, type Item, type Log } from './exceptions.ts'

/** What is known of one entry's ballots while the log is played. */
interface Tally {
  in: Set<string>
  /** Who typed a seat's paper first. */
  typed: Map<string, string>
  /** Seats that owe none: recused, and absent. */
  recused: Set<string>
  absent: Set<string>
}

/** One item a missing ballot, by the last close of each entry. */
export function missingAtClose(log: Log): Item[] {
  const seats = log.definition?.seats ?? []
  const tallies = new Map<string, Tally>()
  const found = new Map<string, Item[]>()
  const tally = (entry: string): Tally => {
    let t = tallies.get(entry)
    if (!t) tallies.set(entry, (t = { in: new Set(), typed: new Map(), recused: new Set(seats.filter((s) => s.recused?.includes(entry)).map((s) => s.id)), absent: new Set() }))
    return t
  }
  for (const f of log.facts) {
    if (f.seat) for (const entry of entriesOf(f)) take(tally(entry), f, f.seat)
    if (f.kind === 'reopen' && f.entry) found.delete(f.entry)
    if (f.kind !== 'close') continue
    for (const entry of entriesOf(f)) {
      const t = tally(entry)
      found.set(entry, seats.filter((s) => !t.in.has(s.id) && !t.recused.has(s.id) && !t.absent.has(s.id)).map((s) => item(f, `${log.entry(entry)}，${log.seat(s.id)}没有打分`)))
    }
  }
  return [...found.values()].flat()
}

/** In an open round one fact may be about several entries. */
const entriesOf = (f: Fact): string[] => (f.entry && f.kind !== 'judge_absent' ? [f.entry] : Array.isArray(f.payload?.entries) ? (f.payload.entries as string[]) : [])

function take(t: Tally, f: Fact, seat: string): void {
  switch (f.kind) {
    case 'ballot':
      t.in.add(seat)
      t.typed.delete(seat)
      break
    case 'paper': {
      const by = t.typed.get(seat)
      if (by && by !== f.by) t.in.add(seat)
      t.typed.set(seat, f.by)
      break
    }
    case 'recuse':
      put(t.recused, seat, f)
      break
    case 'judge_absent':
      put(t.absent, seat, f)
  }
}

const put = (list: Set<string>, seat: string, f: Fact): void => void (f.payload?.off === true ? list.delete(seat) : list.add(seat))
