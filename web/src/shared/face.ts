// What a stage clock says: the same words on the 台前计时 screen and for the timekeeper who reads them aloud. Pure.
import { minutes } from './clock.ts'
import { withOrder, type Picture } from './picture.ts'
import { stateWord } from './states.ts'
import { elapsedOf, partNow, warnAt, type PartNow } from './timer.ts'

export interface Face {
  /** Who is on the stage; empty where nobody is. */
  who: string
  /** The part of the turn; empty without one. */
  part: string
  word: string
  /** Something is timed, and the figure is of that. */
  timed: boolean
  /** mm:ss, or the time of day where nothing is timed. */
  figure: string
  /** The part after this one. */
  next: string | undefined
  /** Of the part that is over, 0–1. */
  share: number
  /** Null while nothing is timed, or without a plan. */
  moment: PartNow | null
}

/** `now` is the server's clock, ms, `wall` its time of day as text; null and empty before it has spoken. */
export function faceOf(picture: Picture, now: number | null, wall: string): Face {
  const entry = picture.entries.find((e) => e.id === picture.current) ?? null
  // Before the first call the timer is tried without anybody on the stage.
  const timer = picture.timer && (entry === null || picture.timer.entry === picture.current) ? picture.timer : null
  const started = timer !== null && (timer.since !== null || timer.elapsed !== 0)
  // Who speaks is timed, also when the timer is stopped in its first second; who is being marked is not.
  const on = timer !== null && (entry === null ? started : entry.state === 'presenting' || (entry.state === 'called' && started))
  const elapsed = elapsedOf(timer, now)
  const moment = on ? partNow(picture.round.plan, elapsed) : null
  const parts = picture.round.plan?.parts ?? []
  const word = on ? timed(moment) : entry ? stateWord(entry.state) : '现在时间'
  return {
    who: entry ? withOrder(entry) : '',
    timed: on,
    part: moment?.name ?? '',
    word: picture.round.paused ? '比赛暂停' : on && timer.since === null ? `${word}（已暂停计时）` : word,
    // Until the server has said what time it is, a running time is not known.
    figure: on && timer.since && now === null ? '--:--' : !on ? wall.slice(0, 5) : minutes(moment ? moment.over || Math.ceil(moment.left) : elapsed),
    next: moment ? parts[moment.index + 1]?.name : undefined,
    share: moment ? Math.min(1, Math.max(0, 1 - moment.left / (parts[moment.index]?.seconds ?? 1))) : 0,
    moment,
  }
}

function timed(moment: PartNow | null): string {
  if (!moment) return '已用时'
  if (moment.over) return '已超时'
  return moment.left <= warnAt ? '还剩 1 分钟' : '还剩'
}
