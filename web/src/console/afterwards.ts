// What the one key promises of the screens: said before the press, so it must be true after it. Pure.
import type { Picture } from '../shared/picture.ts'
import { hallScreens, taken } from './screens.ts'
import type { Step } from './turn.ts'

export interface Promised {
  /** What the screens that go with the turn will show; empty where none goes with it. */
  shows: string
  /** What is said of those that a hand points; empty where none is. */
  hand: string
}

/** The press ends a pause: then screens that show it go with the turn again. */
export function promised(step: Step, picture: Picture | null): Promised {
  const shows = step.shows ?? '现在的画面，不换'
  if (!picture) return { shows, hand: '' }
  const screens = hallScreens(picture)
  const away = screens.filter((s) => taken(s, picture) && !(step.deed === 'resume' && s.mode === '8') && step.deed !== 'award')
  if (away.length === 0) return { shows, hand: '' }
  if (away.length === screens.length) return { shows: '', hand: '大屏已手动，按空格不变；G 跟随流程' }
  return { shows, hand: `${away.map((s) => s.name).join('、')}已手动，不变；G 跟随流程` }
}
