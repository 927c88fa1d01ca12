// Keeps the display on where the browser can: only on https or this machine itself (a secure context). Else the pairing page says so.

export class Awake {
  /** The browser can keep the display on. */
  able = $state(false)
  #held: WakeLockSentinel | null = null

  constructor() {
    this.able = 'wakeLock' in navigator
    const hold = () => void this.#hold()
    document.addEventListener('visibilitychange', hold)
    hold()
  }

  async #hold(): Promise<void> {
    if (!this.able || document.hidden || (this.#held && !this.#held.released)) return
    try {
      this.#held = await navigator.wakeLock.request('screen')
    } catch {
      this.able = false // refused by the system, as on a low battery
    }
  }
}
