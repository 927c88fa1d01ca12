// The server's clock. A page never shows its own: laptops in halls are minutes off (ux §2.3).

/** Remembers what the server said and counts on from there. */
export class ServerClock {
  #offset: number | null = null
  #rough = true
  #like = ''
  readonly #now: () => number

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** Takes a time with zone, RFC 3339. */
  set(text: string): void {
    const at = Date.parse(text)
    if (Number.isNaN(at)) return
    this.#offset = at - this.#now()
    this.#rough = false
    this.#like = text
  }

  /** Takes the Date of an answer, good to a second: until the first beat there is nothing better. */
  hint(date: string | null): void {
    const at = Date.parse(date ?? '')
    if (this.#rough && !Number.isNaN(at)) this.#offset = at - this.#now()
  }

  /** Milliseconds since 1970 at the server; null before it has spoken. */
  now(): number | null {
    return this.#offset === null ? null : this.#offset + this.#now()
  }

  /** The wall clock of the server, 09:47:12. */
  wall(): string {
    const now = this.now()
    return now === null ? '--:--:--' : wallAt(now, this.#like)
  }
}

/** A server that names its zone is quoted in it; one that speaks UTC is shown in the zone of the room. */
function wallAt(ms: number, like: string): string {
  const m = /([+-])(\d\d):(\d\d)$/.exec(like)
  if (m) return new Date(ms + (m[1] === '-' ? -1 : 1) * (Number(m[2]) * 60 + Number(m[3])) * 60_000).toISOString().slice(11, 19)
  const d = new Date(ms)
  return [d.getHours(), d.getMinutes(), d.getSeconds()].map(two).join(':')
}

/** The wall time of a time with zone: 09:46:30. */
export function wallOf(text: string): string {
  const at = Date.parse(text)
  return Number.isNaN(at) ? '' : wallAt(at, text)
}

/** A minute of the day as the clock has it: 635 is 10:35. */
export const clockOf = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`

/** Seconds as mm:ss; what is negative has its sign. */
export function minutes(seconds: number): string {
  const s = Math.floor(Math.abs(seconds))
  return `${seconds <= -1 ? '−' : ''}${two(Math.floor(s / 60))}:${two(s % 60)}`
}

const two = (n: number): string => String(n).padStart(2, '0')
