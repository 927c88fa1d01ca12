// A pause of the contest and what the hall's screens show meanwhile, and afterwards. Pure.
import type { Fact } from '../shared/facts.ts'
import type { Picture, Screen } from '../shared/picture.ts'
import type { Command } from './command.ts'
import { away, breakOf, flow, hallScreens, pointed, type Aim } from './screens.ts'

/** The reason that stands in the log where the pause is ended by the one key. */
export const resumeReason = (why: string): string => (/休息/.test(why) ? '休息结束' : /故障/.test(why) ? '故障已排除' : '可以继续')

const handed = (s: Screen): boolean => s.mode === away.mode && s.step === away.step

/** Points the screens of the hall at the pause; one that was handed to a film or a slide show keeps it. */
export const breakScreens = (picture: Picture, wall: string, minutes: number): Command[] =>
  hallScreens(picture).filter((s) => !handed(s)).map((s) => pointed(s, breakOf(wall, minutes)))

/** Pauses, and says on the screens until when. */
export const pauseCommands = (picture: Picture, wall: string, minutes: number, reason: string): Command[] => [{ type: 'pause', reason }, ...breakScreens(picture, wall, minutes)]

/** Where a screen goes after a pause: back to the cards that a hand was turning, if they still are being turned, else with the turn. */
function afterPause(picture: Picture, facts: Fact[], s: Screen): Aim {
  const told = facts.filter((f) => f.kind === 'screen' && f.payload?.screen === s.id && f.payload?.mode !== '8').at(-1)
  const entry = picture.entries.find((e) => e.id === told?.entry)
  const step = Number(told?.payload?.step ?? 0)
  return told?.payload?.mode === '4' && step > 0 && entry?.state === 'revealed' ? { mode: '4', step, page: 0, entry: entry.id } : flow
}

/** Goes on, and takes the screens that show the pause back to the turn. */
export const resumeCommands = (picture: Picture, facts: Fact[], reason: string): Command[] => [
  { type: 'resume', reason },
  ...hallScreens(picture).filter((s) => s.mode === '8').map((s) => pointed(s, afterPause(picture, facts, s))),
]
