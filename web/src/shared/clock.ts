// The server's clock. A page never shows its own: laptops in halls are minutes off (ux §2.3).

/** Remembers what the server said and counts on from there. */
export class ServerClock {
  #offset: number | null = null
  #zone = 0
  readonly #now: () => number

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** Takes a time with zone, RFC 3339. */
  set(text: string): void {
    const at = Date.parse(text)
    if (Number.isNaN(at)) return
    this.#offset = at - this.#now()
    this.#zone = zoneOf(text)
  }

  /** Milliseconds since 1970 at the server; null before it has spoken. */
  now(): number | null {
    return this.#offset === null ? null : this.#offset + this.#now()
  }

  /** The wall clock of the server, 09:47:12. */
  wall(): string {
    const now = this.now()
    return now === null ? '--:--:--' : new Date(now + this.#zone).toISOString().slice(11, 19)
  }
}

/** The zone of a time in milliseconds, +08:00 → 28,800,000. */
function zoneOf(text: string): number {
  const m = /([+-])(\d\d):(\d\d)$/.exec(text)
  return m ? (m[1] === '-' ? -1 : 1) * (Number(m[2]) * 60 + Number(m[3])) * 60_000 : 0
}

/** The wall time of a time with zone as it was written there: 09:46:30. */
export function wallOf(text: string): string {
  const at = Date.parse(text)
  return Number.isNaN(at) ? '' : new Date(at + zoneOf(text)).toISOString().slice(11, 19)
}

/** Seconds as mm:ss; what is negative has its sign. */
export function minutes(seconds: number): string {
  const s = Math.floor(Math.abs(seconds))
  return `${seconds <= -1 ? '−' : ''}${String(Math.floor(s / 60)).padStart(2, '0')}:${String(s % 60).padStart(2, '0')}`
}
