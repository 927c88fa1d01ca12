// How each judge's phone is: from the events `presence`, which are in no picture and no fact.
import type { SeatState } from './picture.ts'

export interface Presence {
  seat: string
  entry: string | null
  done: number
  of: number
  /** Seconds without a word when the event was sent. */
  silent: number
  /** When it came, on this page's monotone clock, ms. */
  heard: number
}

/** From so many seconds on a phone is called 断线; it speaks every 5 s. */
const lostAfter = 12

export function toPresence(p: Record<string, unknown>, heard: number): Presence | null {
  if (typeof p.seat !== 'string') return null
  const number = (v: unknown) => (typeof v === 'number' && Number.isFinite(v) ? v : 0)
  return { seat: p.seat, entry: typeof p.entry === 'string' ? p.entry : null, done: number(p.done), of: number(p.of), silent: number(p.silent), heard }
}

/** Seconds of silence as of `now`. While this page is cut off itself, `now` is when it was. */
export const silence = (p: Presence, now: number): number => Math.max(0, Math.round(p.silent + (now - p.heard) / 1000))

export interface Health {
  /** in: counted; out: will not be counted; busy, idle: still to come; lost: no phone answers. */
  kind: 'in' | 'out' | 'busy' | 'idle' | 'lost'
  words: string
}

/** What stands on a judge's card for this entry. */
export function healthOf(state: SeatState, presence: Presence | undefined, entry: string, now: number): Health {
  const silent = presence ? silence(presence, now) : null
  const gone = silent !== null && silent >= lostAfter
  if (state === 'in') return { kind: 'in', words: gone ? `已提交 · 断线 ${long(silent)}` : '已提交' }
  if (state === 'paper') return { kind: 'in', words: '纸质' }
  if (state === 'recused') return { kind: 'out', words: '回避' }
  if (state === 'absent') return { kind: 'out', words: '缺席' }
  const done = presence && presence.entry === entry && presence.done > 0 ? `打 ${presence.done}/${presence.of} 项` : ''
  if (!presence) return { kind: 'lost', words: '未上线' }
  if (gone) return { kind: 'lost', words: [`断线 ${long(silent)}`, done.slice(2)].filter(Boolean).join(' · ') }
  return done ? { kind: 'busy', words: done } : { kind: 'idle', words: '在线，未开始' }
}

const long = (seconds: number): string => (seconds < 100 ? `${seconds} 秒` : `${Math.floor(seconds / 60)} 分钟`)

/** Seats whose phone answers. */
export const online = (all: Iterable<Presence>, now: number): number => [...all].filter((p) => silence(p, now) < lostAfter).length

/** With more missing than this the key's reasons name them by what is the matter, not one by one. */
const eachByName = 6

/** A judge whose ballot is missing, and what is the matter. */
export interface Absence {
  name: string
  words: string
  /** His paper sheet was typed once and waits for another person. */
  typed?: boolean
}

/** Of a paper sheet that was typed once. */
export const halfway = '纸质分等另一人复录（P）'

/** Who is missing, as reasons of the key: 评委4 王志强 未提交（未上线）; many of them in one line a state: 评委1、评委2 未提交（未上线）. */
export function missingWords(list: Absence[]): string[] {
  if (list.length <= eachByName) return list.map((m) => (m.typed ? `${m.name} ${halfway}` : `${m.name} 未提交（${m.words}）`))
  const by = new Map<string, string[]>()
  for (const m of list) {
    const state = m.typed ? halfway : m.words.startsWith('打 ') ? '正在打分' : m.words.startsWith('断线') ? '断线' : m.words
    by.set(state, [...(by.get(state) ?? []), m.name.split(' ')[0] ?? ''])
  }
  return [...by].map(([state, names]) => `${names.join('、')} ${state === halfway ? halfway : `未提交（${state}）`}`)
}
