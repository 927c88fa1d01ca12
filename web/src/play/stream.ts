// The stream of the minute. A browser's own EventSource notices no silent death and gives up on an error answer: here
// silence is distrusted, and tries never end, as in shared/live.ts.
import { browser, type Surroundings } from '../shared/live.ts'
import type { Told } from './tape.ts'

/** The server gives a sign of life every 5 s. */
const distrustAfter = 12_000
const openWithin = 4_000
const waits = [1_000, 1_600, 2_600, 4_000]
const longest = 5_000

export interface Listener {
  /** It begins again: everything is told from the beginning. */
  open: () => void
  told: (event: Told) => void
  /** The server is reached, or not any more. */
  link: (up: boolean) => void
}

/** Listens until what it returns is called. */
export function listen(url: string, on: Listener, env: Surroundings = browser()): () => void {
  let source: EventSource | null = null
  let tries = 0
  let due = 0

  function drop() {
    source?.close()
    source = null
    env.cancel(due)
  }

  function lost() {
    drop()
    on.link(false)
    due = env.timeout(open, waits[tries++] ?? longest)
  }

  function open() {
    drop()
    const mine = env.source(url)
    source = mine
    const alive = () => {
      if (source !== mine) return false
      env.cancel(due)
      due = env.timeout(lost, distrustAfter)
      if (tries > 0) on.link(true)
      tries = 0
      return true
    }
    due = env.timeout(lost, openWithin)
    mine.onopen = () => alive() && on.open()
    mine.onerror = () => source === mine && lost()
    mine.onmessage = (e) => alive() && on.told(JSON.parse(e.data as string) as Told)
    mine.addEventListener('beat', alive)
  }

  open()
  return drop
}
