// What a press of the primary key, or a step back, sends: one command, or the screens' and then the turn's.
import type { EntryPicture, Picture } from '../shared/picture.ts'
import type { Command } from './command.ts'
import { release, stepAt, stopBefore, stopsOf, toStep, type Manner } from './reveal.ts'
import type { Step } from './turn.ts'

/**
 * The commands of a step, in the order in which they are sent. Screens are pointed before the reveal, so that they never
 * show the whole of what is to come card by card; until it they go on with what the turn shows.
 */
export function commandsOf(step: Step, picture: Picture, e: EntryPicture | null): Command[] {
  if (!step.deed || step.deed === 'look' || step.deed === 'resume' || step.deed === 'award' || step.reasons.length > 0) return [] // what these send is in pause.ts and room
  if (!e) return [{ type: step.deed }]
  const led = step.stop === undefined ? [] : toStep(picture, e, step.stop)
  if (step.deed === 'step') return led
  const deed: Command = { type: step.deed, entry: e.id }
  return step.deed === 'lock' ? [deed, ...release(picture, e)] : [...led, deed]
}

/** One step back on the screens; nothing where they are at the first or turn by themselves. Nothing un-reveals. */
export function stepBack(picture: Picture, e: EntryPicture | null, manner: Manner): Command[] {
  if (!e || e.state !== 'revealed') return []
  const at = stepAt(picture, e)
  const before = at === null ? null : stopBefore(stopsOf(e, manner === 'auto' ? 'cards' : manner), at)
  return before ? toStep(picture, e, before.step) : []
}
