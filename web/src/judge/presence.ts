// Tells the console every 5 s that somebody is there and how far he is. No mark is in it, and nothing depends on its arrival.
import type { Api } from '../shared/api.ts'
import { beatEvery } from '../shared/live.ts'

export interface Where {
  entry: string | null
  done: number
  of: number
  rtt: number
}

/** Posts until the returned function is called; `told` hears how long the round trip took, ms. */
export function presence(api: Api, where: () => Where, told: (rtt: number) => void): () => void {
  let timer = 0
  let over = false
  async function post() {
    const sent = performance.now()
    try {
      await api('/api/v1/seat/presence', { method: 'POST', body: where(), timeout: 4_000 })
      told(Math.round(performance.now() - sent))
    } catch {
      // The stream and the ballots tell of a line that is down; this says only where the judge is.
    }
    if (!over) timer = window.setTimeout(() => void post(), beatEvery)
  }
  void post()
  return () => {
    over = true
    clearTimeout(timer)
  }
}
