// The seven words above the key, with what is done.
import type { EntryPicture } from '../shared/picture.ts'
import { aside, type State } from '../shared/states.ts'

export interface Stage {
  word: string
  at: 'done' | 'now' | 'later'
}

/** `turning`: cards are left to turn by hand, so that the reveal is still under way. */
export function stagesOf(e: EntryPicture, turning = false): Stage[] {
  const scoring = e.state === 'scoring' && e.of !== undefined ? `打分中 ${e.in ?? 0}/${e.of}` : '打分中'
  const words = ['叫号', '汇报计时', scoring, '锁分', '核对', '亮分', '入榜']
  // How many are behind, and whether the next is under way.
  const done: Partial<Record<State, number>> = { waiting: 0, called: 1, presenting: 1, scoring: 2, closed: 4, verified: 5, revealed: turning ? 5 : 6, locked: 7 }
  const n = done[e.state as State] ?? 0
  const off = aside(e.state as State)
  return words.map((word, i) => ({ word, at: off ? 'later' : i < n ? 'done' : i === n ? 'now' : 'later' }))
}
