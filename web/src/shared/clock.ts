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

/** 2026-11-24 09:46:30. A server that names its zone is quoted in it; one that speaks UTC is shown in the zone of the room. */
function dateAt(ms: number, like: string): string {
  const m = /([+-])(\d\d):(\d\d)$/.exec(like)
  const ahead = m ? (m[1] === '-' ? -1 : 1) * (Number(m[2]) * 60 + Number(m[3])) : -new Date(ms).getTimezoneOffset()
  return new Date(ms + ahead * 60_000).toISOString().slice(0, 19).replace('T', ' ')
}

const wallAt = (ms: number, like: string): string => dateAt(ms, like).slice(11)

/** The wall time of a time with zone: 09:46:30; in the zone of another one where that is given. */
export function wallOf(text: string, like = text): string {
  const at = Date.parse(text)
  return Number.isNaN(at) ? '' : wallAt(at, like)
}

/** The day and the second of a time with zone, as the wall has them: 2026-11-24 09:46:30. */
export function stampOf(text: string): string {
  const at = Date.parse(text)
  return Number.isNaN(at) ? '' : dateAt(at, text)
}

/** The day and the minute of a time with zone, as the wall has them: 2026-11-24 09:46. */
export function dateOf(text: string): string {
  const at = Date.parse(text)
  return Number.isNaN(at) ? '' : dateAt(at, text).slice(0, 16)
}

/** A minute of the day as the clock has it: 635 is 10:35. */
export const clockOf = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`

/** Seconds as mm:ss; what is negative has its sign. */
export function minutes(seconds: number): string {
  const s = Math.floor(Math.abs(seconds))
  return `${seconds <= -1 ? '−' : ''}${two(Math.floor(s / 60))}:${two(s % 60)}`
}

const two = (n: number): string => String(n).padStart(2, '0')
