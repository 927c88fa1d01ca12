// What the server recorded of the minute, and what every surface shows at a moment of it. Pure.
import { definitionOf, type Definition, type Fact } from '../shared/facts.ts'
import { toPresence, type Presence } from '../shared/health.ts'
import type { Picture } from '../shared/picture.ts'
import type { Receipt, Seat } from '../shared/wire.ts'

/** A part of the minute; `key` names it, `at` is where it begins, in seconds of the script. */
export interface Scene {
  key: string
  at: number
}

export interface Script {
  kind: 'script'
  /** Seconds of the script in a second. */
  speed: number
  scenes: Scene[]
  end: number
}

/** The seat that waits for whoever watches. */
export interface Yours {
  kind: 'yours'
  seat: string
  url: string
  /** Asked for where the seat goes on on another device. */
  pin: string
  round: string
  /** Before the judges where the round has no current entry; may be empty. */
  entry: string
  /** The round after it. */
  next: { round: string; name: string } | null
}

/** What the shown phone holds beside what the server told it. */
export interface Phone {
  entry: string
  /** What its judge is going to give. */
  marks: Record<string, string>
  up: boolean
  key: string
  pending: boolean
  tries: number
  sent: Receipt | null
}

export interface Line {
  depth: number
  text: string
}

export interface Frame {
  kind: 'frame'
  at: number
  hall?: Picture
  seat?: Seat
  console?: Picture
  fact?: Fact
  presence?: Record<string, unknown>[]
  phone?: Phone
  person?: { name: string; role: string; looked: boolean }
  press?: string
  lines?: Line[]
}

export type Told = Script | Yours | Frame | { kind: 'end' } | { kind: 'failed' }

/** Everything that is on the surfaces at a moment. */
export interface Moment {
  hall: Picture | null
  seat: Seat | null
  console: Picture | null
  definition: Definition | null
  phones: Map<string, Presence>
  phone: Phone | null
  /** Since when the phone has no network; null: it has. */
  cut: number | null
  person: { name: string; role: string; looked: boolean }
  lines: Line[]
}

/** How many frames have happened by then; frames are in their order. */
export function passed(frames: Frame[], at: number): number {
  let n = 0
  while (n < frames.length && frames[n]!.at <= at) n++
  return n
}

/** The surfaces after the first n frames. Presence is heard on the clock of the script, in its milliseconds. */
export function momentOf(frames: Frame[], n: number): Moment {
  const m: Moment = { hall: null, seat: null, console: null, definition: null, phones: new Map(), phone: null, cut: null, person: { name: '', role: '', looked: false }, lines: [] }
  for (const f of frames.slice(0, n)) {
    m.hall = f.hall ?? m.hall
    m.seat = f.seat ?? m.seat
    m.console = f.console ?? m.console
    m.phone = f.phone ?? m.phone
    m.cut = m.phone && !m.phone.up ? (m.cut ?? f.at) : null
    m.person = f.person ?? m.person
    m.lines = f.lines ?? m.lines
    if (f.fact) m.definition = definitionOf([f.fact])
    for (const p of f.presence ?? []) {
      const presence = toPresence(p, f.at * 1000)
      if (presence) m.phones.set(presence.seat, presence)
    }
  }
  return m
}

/** The scene of a moment, by its number. */
export function sceneAt(scenes: Scene[], at: number): number {
  let n = 0
  while (n + 1 < scenes.length && scenes[n + 1]!.at <= at) n++
  return n
}

/** Where ← leads: to the beginning of the scene, or of the one before if it has only begun or all is over. */
export function back(scenes: Scene[], at: number, end: number): number {
  const n = sceneAt(scenes, at)
  const begun = at - (scenes[n]?.at ?? 0) > 1 && at < end
  return scenes[begun ? n : Math.max(0, n - 1)]?.at ?? 0
}

/** Where → leads: to the next scene, or the end. */
export const onward = (scenes: Scene[], at: number, end: number): number => scenes[sceneAt(scenes, at) + 1]?.at ?? end

/** How far the clock may go: to the end of what is recorded. */
export const horizon = (frames: Frame[], whole: boolean, end: number): number => (whole ? end : (frames.at(-1)?.at ?? 0))
