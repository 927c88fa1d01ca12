// Whose turn it is, and what the one primary key does now: alive, or dead with every reason. Pure: the server decides again.
import { byOrder, type EntryPicture, type Picture } from '../shared/picture.ts'
import { settled, stateWord, type State } from '../shared/states.ts'
import { nextStop, stepAt, stopsOf, type Manner } from './reveal.ts'

export interface Person {
  name: string
  role: string
}

/** What the primary key stands for. `look` uncovers the check page, `step` goes on with the cards, the others are commands. */
export type Deed = 'call' | 'start' | 'open' | 'close' | 'look' | 'verify' | 'reveal' | 'step' | 'lock' | 'seal'

export interface Step {
  deed: Deed | null
  label: string
  /** Why it is dead; alive where empty. */
  reasons: string[]
  /** What to do about it, said once after the reasons. */
  remedy?: string
  /** Of `reveal` and `step`: where the screens are led to by hand. */
  stop?: number
  /** What the hall sees after it; empty where nothing changes for the hall. */
  shows?: string
}

export interface Situation {
  picture: Picture
  entry: EntryPicture | null
  person: Person
  /** Names of the judges whose ballot is missing, with the state of their phones. */
  missing: string[]
  /** The check page of this entry has been uncovered by this person. */
  looked: boolean
  /** Commands reach the server. */
  up: boolean
  pauseReason: string
  /** Who locked the last entry. */
  lockedBy: string | null
  /** Who typed a paper ballot of this entry. */
  typists: string[]
  manner: Manner
}

export const undelivered = '命令没有送达。现场请先口头组织，恢复后再操作。'

const active = (e: EntryPicture) => !settled(e.state as State) && e.state !== 'waiting'
const speaking = (e: EntryPicture) => e.state === 'called' || e.state === 'presenting'

/**
 * The entry that the turn is about: what is being revealed, else who is on the stage, else the first in order that is under way,
 * else the next one. With `late` the reveal of an entry waits until the one after it has finished speaking.
 */
export function turnOf(picture: Picture, late = false): EntryPicture | null {
  const list = byOrder(picture.entries)
  const on = list.find((e) => e.state === 'revealed') ?? list.find(speaking)
  if (on) return on
  const waiting = list.find((e) => e.state === 'waiting') ?? null
  const queue = queueOf(picture)
  const rest = list.filter((e) => active(e) && !(late && queue.includes(e)))
  if (!late) return rest[0] ?? waiting
  if (queue[0] && (rest.some((e) => e.state === 'scoring') || (rest.length === 0 && !waiting))) return queue[0]
  return rest[0] ?? waiting
}

/** Entries that are checked and not yet revealed (待公布), in order. */
export const queueOf = (picture: Picture): EntryPicture[] => byOrder(picture.entries).filter((e) => e.state === 'verified')

/** The next of the first entries that the rules hold in 打分中 together, when it can be called: the panel finds its scale on them. */
export function heldNext(picture: Picture, hold: number): EntryPicture | null {
  const list = byOrder(picture.entries)
  const next = list.find((e) => e.state === 'waiting')
  const stage = list.filter((e) => speaking(e) || e.state === 'scoring')
  return next?.order && next.order <= hold && stage.length > 0 && stage.every((e) => e.state === 'scoring' && e.order !== null && e.order <= hold) ? next : null
}

/** 第 7 位, or its name where no lot has been drawn. */
export const placeOf = (e: EntryPicture): string => (e.order ? `第 ${e.order} 位` : e.name)

export function stepOf(s: Situation): Step {
  const step = s.entry ? entryStep(s, s.entry) : lastStep(s)
  if (!s.up) return { ...step, reasons: [undelivered], remedy: undefined }
  if (s.picture.round.paused && step.deed && step.deed !== 'look' && step.deed !== 'step')
    return { ...step, reasons: [`主控已暂停${s.pauseReason ? `：${s.pauseReason}` : ''}`], remedy: '按「恢复比赛」后继续。' }
  return step
}

function entryStep(s: Situation, e: EntryPicture): Step {
  const who = [placeOf(e), e.order ? e.name : ''].filter(Boolean).join(' ')
  switch (e.state as State) {
    case 'waiting':
      if (e.order === null && s.picture.round.mode === 'sequential' && !s.picture.round.drawn) return own(s, { deed: 'call', label: '叫第 1 位上场', reasons: ['还没有抽签，出场顺序未定'], remedy: '请先在「抽签」里录入签号或种子。' })
      return own(s, { deed: 'call', label: `叫${placeOf(e)}上场`, reasons: [], shows: who })
    case 'called':
      return own(s, { deed: 'start', label: '开始计时', reasons: [], shows: `${who}，计时开始` })
    case 'presenting':
      return own(s, { deed: 'open', label: '汇报结束，开始打分', reasons: [], shows: '打分进度，只有份数' })
    case 'scoring':
      return own(s, { deed: 'close', label: alone(s, e) ? '停止打分并锁定' : `停止${placeOf(e)}打分并锁定`, reasons: s.missing })
    case 'closed':
      return verifyStep(s, e)
    case 'verified':
      return own(s, revealStep(s, e))
    case 'revealed':
      return own(s, turnCards(s, e) ?? { deed: 'lock', label: `${alone(s, e) ? '' : placeOf(e)}计入排名`, reasons: [], shows: s.picture.current === e.id ? '实时排名' : '台上这一位的打分进度' })
    default:
      return { deed: null, label: stateWord(e.state), reasons: [] }
  }
}

/** No other entry is under way, so that nobody need be told which one is meant. */
const alone = (s: Situation, e: EntryPicture): boolean => !s.picture.entries.some((o) => o !== e && active(o))

/** 亮分: names the entry where another is on the stage already. */
function revealStep(s: Situation, e: EntryPicture): Step {
  const first = stopsOf(e, s.manner)[0]
  const label = alone(s, e) ? '亮分' : `亮分${placeOf(e)}`
  return { deed: 'reveal', label, reasons: [], stop: first?.step, shows: first ? `${placeOf(e)}，${first.shows}` : `${placeOf(e)}，各评委得分、得分和名次依次出现` }
}

/** The next card, or null when all has been shown or the cards turn by themselves. */
function turnCards(s: Situation, e: EntryPicture): Step | null {
  const at = stepAt(s.picture, e)
  // Led by hand once, it is led to its end, whatever the setting says meanwhile.
  const next = at === null ? null : nextStop(stopsOf(e, s.manner === 'auto' ? 'cards' : s.manner), at)
  return next && { deed: 'step', label: next.label, reasons: [], stop: next.step, shows: next.shows }
}

/** Only the director who leads may press it; to others it says who does. */
function own(s: Situation, step: Step): Step {
  if (s.person.role !== 'director') return { ...step, reasons: ['这一步由主控操作'], remedy: `您现在的身份：${roleWord(s.person.role)} ${s.person.name}` }
  const leader = s.picture.lead?.name ?? null
  if (leader !== null && leader !== s.person.name) return { ...step, reasons: [`${leader} 正在主控`], remedy: '要由您操作，请先按「申请接管」。' }
  return step
}

function verifyStep(s: Situation, e: EntryPicture): Step {
  const other = '请核分员或另一位主控在自己的电脑上登录后核对。'
  if (e.closed_by === s.person.name) return { deed: 'verify', label: '核对无误', reasons: ['核对的人不能是锁分的人'], remedy: `锁分的是您（${s.person.name}）。${other}` }
  if (s.typists.includes(s.person.name)) return { deed: 'verify', label: '核对无误', reasons: ['核对的人不能是代录纸质分的人'], remedy: `您（${s.person.name}）录过这一位的纸质分。${other}` }
  if (!s.looked) return { deed: 'look', label: '显示核对表', reasons: [] }
  return { deed: 'verify', label: '核对无误', reasons: [] }
}

/** All entries are settled: what is left is the seal. */
function lastStep(s: Situation): Step {
  if (s.picture.final) return { deed: null, label: '已封榜', reasons: [] }
  if (s.picture.entries.length === 0) return { deed: null, label: '没有参赛支部', reasons: ['这一场还没有参赛支部'] }
  if (s.lockedBy === s.person.name)
    return { deed: 'seal', label: '全部完成，封榜', reasons: ['封榜的人不能是最后一位入榜的操作人'], remedy: `最后一位由您（${s.person.name}）入榜。请核分员或另一位主控在自己的电脑上登录后封榜。` }
  return { deed: 'seal', label: '全部完成，封榜', reasons: [] }
}

const roles: Record<string, string> = { director: '主控', verifier: '核分员', organiser: '组织者', timekeeper: '计时员', scrutineer: '监督员', auditor: '审计员', admin: '管理员' }

export const roleWord = (role: string): string => roles[role] ?? role

/** What the page is to a role: the whole console, the timekeeper's own desk on what the hall may see, or nothing. */
export const deskOf = (role: string): 'console' | 'keeper' | null => (role === 'director' || role === 'verifier' ? 'console' : role === 'timekeeper' ? 'keeper' : null)
