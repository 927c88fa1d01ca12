// How this laptop runs a turn. Kept on it, not on the server: another console may be set otherwise.
import { browserStore } from '../shared/keystore.ts'
import type { Manner } from './reveal.ts'

const store = browserStore()
const name = (key: string) => `leitai.console.${key}`

function manner(): Manner {
  const kept = store.get(name('reveal'))
  return kept === 'four' || kept === 'cards' ? kept : 'auto'
}

class Settings {
  /** 亮分方式. */
  manner = $state<Manner>(manner())
  /** 下一位讲完再公布上一位. */
  late = $state(store.get(name('late')) === 'on')
  /** A sound when a minute is left, and when none is. */
  sound = $state(store.get(name('sound')) === 'on')
  /** Single keys, without which space, enter and the clicker are left. */
  keys = $state(store.get(name('keys')) !== 'off')

  reveal(to: Manner): void {
    this.manner = to
    store.set(name('reveal'), to)
  }

  turn(what: 'late' | 'sound' | 'keys', on: boolean): void {
    this[what] = on
    store.set(name(what), on ? 'on' : 'off')
  }
}

export const settings = new Settings()
