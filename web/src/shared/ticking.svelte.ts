// A pulse for what shows a running time: four a second, so that no second is skipped.
import { onDestroy } from 'svelte'

/** Call it while a component is made; reading `now()` in a derived value makes that run again with each pulse. */
export function ticking(): { now: () => number } {
  let beat = $state(0)
  const timer = setInterval(() => beat++, 250)
  onDestroy(() => clearInterval(timer))
  return { now: () => beat }
}
