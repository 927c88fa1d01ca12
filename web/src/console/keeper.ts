// What a timekeeper may do now, and what he has sent. Pure: he sees what the hall sees, and the server decides again.
import { orderOrName, withOrder, type EntryPicture, type Picture } from '../shared/picture.ts'
import { past, stateWord, type State } from '../shared/states.ts'
import type { Command } from './command.ts'
import { type Question } from './questions.ts'
import { undelivered } from './turn.ts'

/** Why a key is dead; alive where empty. */
export interface Dead {
  /** Start and pause. */
  timer: string
  /** More and less time. */
  shift: string
  deduct: string
}

export const onStage = (picture: Picture): EntryPicture | null => picture.entries.find((e) => e.id === picture.current) ?? null

export function deadOf(picture: Picture, up: boolean): Dead {
  if (!up) return same(undelivered)
  if (picture.final) return same('已封榜，不再计时、扣分')
  const e = onStage(picture)
  if (!e) return same('台上还没有人，等主控叫号')
  const who = orderOrName(e)
  switch (e.state as State) {
    case 'called':
      return same(`${who}已叫号，等主控按「开始计时」`)
    case 'presenting':
      return picture.timer?.entry === e.id ? { timer: picture.round.paused ? '主控已暂停比赛，恢复后再计时' : '', shift: '', deduct: '' } : { timer: `${who}没有在计时`, shift: `${who}没有在计时`, deduct: '' }
    case 'scoring':
      return { timer: `${who}汇报已结束，计时停在这里`, shift: `${who}汇报已结束，计时停在这里`, deduct: '' }
    default:
      return { ...same(`${who}${stateWord(e.state)}，等主控叫下一位`), deduct: past(e.state as State) ? `${who}已锁分，要扣分请主控走更正` : `${who}${stateWord(e.state)}，不用扣分` }
  }
}

const same = (why: string): Dead => ({ timer: why, shift: why, deduct: why })

/** The sentences under the keys, each once. */
export const deadWords = (dead: Dead): string[] => [...new Set([dead.timer, dead.shift, dead.deduct])].filter(Boolean)

/** The command of the key T: who is on the stage is named, so that a press that comes late hits nobody else. */
export const timerCommand = (picture: Picture): Command => ({ type: 'timer', entry: picture.current ?? undefined, action: picture.timer?.since ? 'pause' : 'start' })

/** A deduction, or an over-run that costs nothing, as it was sent from this device: the log is not a timekeeper's to read. */
export interface Sent {
  key: string
  /** Of the round's log then. */
  log: string
  entry: string
  /** 第 7 位 幸福村 */
  who: string
  /** Null where nothing was taken. */
  points: string | null
  reason: string
  /** The server's time of day. */
  at: string
  /** No answer has come: it may be there or not. */
  unsure: boolean
  /** As it was sent, so that it can be sent again under its key without being taken twice. */
  body: Command
}

export function sentOf(body: Command, e: EntryPicture, log: string, key: string, at: string): Sent {
  return { key, log, entry: e.id, who: withOrder(e), points: body.type === 'deduct' ? String(body.points) : null, reason: body.reason ?? '', at, unsure: true, body }
}

/** Said where no answer came to a deduction. */
export const unsure = '没有收到回答，不知道记上没有。连上以后按「再送一次」，不会重复扣。'

/** The list with this one in it, in its old place if it was there. */
export const noted = (list: Sent[], s: Sent): Sent[] => (list.some((x) => x.key === s.key) ? list.map((x) => (x.key === s.key ? s : x)) : [...list, s])

/** The over-run of an entry was dealt with from this device. */
export const overSettled = (list: Sent[], log: string, entry: string): boolean => list.some((s) => s.log === log && s.entry === entry && (s.points === null || /超时/.test(s.reason)))

/** 扣 0.5 分：超时 00:23 */
export const sentWords = (s: Sent): string => `${s.points === null ? '不扣分' : `扣 ${s.points} 分`}：${s.reason}`

/** The question with what a timekeeper must know first: what he has sent for this entry, and that others may have. */
export function warned(q: Question, list: Sent[], log: string): Question {
  if (q.command.type !== 'deduct') return q
  const before = list.filter((s) => s.log === log && s.entry === q.command.entry).map(sentWords)
  return { ...q, lines: [...q.lines, ...(before.length ? [`这台设备已经发过：${before.join('；')}。再发就是再扣一次。`] : []), '主控也可以扣，这里看不到：发之前和主控说一声。'] }
}

/** What was kept on this device; nothing where it is not what was written. */
export function read(text: string | null): Sent[] {
  try {
    const list: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(list) ? list.filter((s): s is Sent => typeof s?.key === 'string' && typeof s.entry === 'string' && typeof s.body === 'object') : []
  } catch {
    return []
  }
}
