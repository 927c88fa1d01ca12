// Who runs the round (主控权): one of several directors at a time. The server refuses nobody for it; the pages hold themselves to it.
import type { Fact } from '../shared/facts.ts'
import type { Picture } from '../shared/picture.ts'
import type { Person } from './turn.ts'

/** Seconds that the leader has for his answer. */
const answerWithin = 10

export interface Lease {
  /** Who leads; null where nobody does, and the first turn command makes its sender the leader. */
  leader: string | null
  /** This person may press the keys of the turn. */
  mine: boolean
  /** Who asks to take over, null if nobody does. */
  asked: string | null
  /** Seconds until the asker may take it; null where this person has not asked. */
  left: number | null
}

/** `now` is the server's clock, ms; null before it has spoken. */
export function leaseOf(picture: Picture | null, person: Person, facts: Fact[], now: number | null): Lease {
  const leader = picture?.lead?.name ?? null
  const asked = picture?.lead?.asked ?? null
  const mine = person.role === 'director' && (leader === null || leader === person.name)
  const at = asked === person.name ? facts.filter((f) => f.kind === 'lead' && f.by === asked && f.payload?.action === 'ask').at(-1)?.at : undefined
  const passed = at === undefined || now === null ? 0 : (now - Date.parse(at)) / 1000
  return { leader, mine, asked, left: asked === person.name && !mine ? Math.max(0, Math.ceil(answerWithin - passed)) : null }
}
