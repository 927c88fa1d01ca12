// What single keys do. Each stands on a button as well, and is dead where that button is not there.
import type { Desk } from './desk.svelte.ts'
import type { Key } from './keys.ts'
import { lacks } from './screens.ts'

/** Seconds that V uncovers at most while it is held. */
const held = 60

/** Does what a key stands for now; nothing where that cannot be done. */
export function shortcut(desk: Desk, key: Key): void {
  if (key === 'show') return desk.uncover(held)
  if (key === 'find') return void (desk.form = { kind: 'find' })
  if (key === 'judges') return document.querySelector<HTMLElement>('[data-seat]')?.focus()
  if (key === 'paper') return desk.typePaper((document.activeElement as HTMLElement | null)?.dataset.seat)
  if (key === 'remind') return desk.canRemind ? desk.remind() : undefined
  if (!desk.leads) return
  if (key.startsWith('screen')) {
    const mode = key.slice(6)
    return desk.picture && !lacks(mode, desk.picture, desk.shown) ? desk.screen(mode) : undefined
  }
  if (key === 'flow') return desk.screen(null)
  if (key === 'back') return desk.back()
  if (key === 'undo') return desk.takeBack()
  if (!desk.timed) return
  if (key === 'timer') desk.timer()
  if (key === 'less') desk.shift(-30)
  if (key === 'more') desk.shift(30)
  if (key === 'longer' && desk.picture?.round.plan) desk.shift(60)
}
