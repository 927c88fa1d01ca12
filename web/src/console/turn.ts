// Whose turn it is, and what the one primary key does now: alive, or dead with every reason. Pure: the server decides again.
import { byOrder, orderOrName, withOrder, type EntryPicture, type Picture } from '../shared/picture.ts'
import { roleWord } from '../shared/roles.ts'
import { settled, stateWord, type State } from '../shared/states.ts'
import { nextStop, stepAt, stopsOf, type Manner } from './reveal.ts'
import { hallScreens } from './screens.ts'

export interface Person {
  name: string
  role: string
}

/** What the primary key stands for. `look` uncovers the check page, `step` goes on with the cards, `award` points the screens, the others are commands. */
export type Deed = 'call' | 'start' | 'open' | 'close' | 'look' | 'verify' | 'reveal' | 'step' | 'lock' | 'seal' | 'resume' | 'award'

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
  /** What to think of before the press; it keeps nobody from it. */
  note?: string
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
  /** Corrections that wait for another person; of this entry, or of all where the turn is over. */
  pending?: number
  /** How many places are honoured, one after the other; 0 while that is not known. */
  awards?: number
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

export function stepOf(s: Situation): Step {
  const step = s.picture.round.paused && !s.picture.final ? pausedStep(s) : s.entry ? entryStep(s, s.entry) : lastStep(s)
  if (!s.up) return { ...step, reasons: [undelivered], remedy: undefined }
  const waits = s.pending && (step.deed === 'lock' || step.deed === 'seal') ? `有 ${s.pending} 处更正待确认` : undefined
  return waits ? { ...step, note: waits } : step
}

/** While the contest is paused the key ends the pause; who checks may still look. */
function pausedStep(s: Situation): Step {
  const step = s.entry ? entryStep(s, s.entry) : lastStep(s)
  if (step.deed === 'look' && step.reasons.length === 0) return step
  const why = `主控已暂停${s.pauseReason ? `：${s.pauseReason}` : ''}`
  if (s.person.role !== 'director') return { ...step, reasons: [why], remedy: '主控恢复比赛后继续。' }
  return own(s, { deed: 'resume', label: '恢复比赛', reasons: [], shows: '暂停以前的那一步', note: why })
}

function entryStep(s: Situation, e: EntryPicture): Step {
  const who = withOrder(e)
  switch (e.state as State) {
    case 'waiting':
      if (e.order === null && s.picture.round.mode === 'sequential' && !s.picture.round.drawn) return own(s, { deed: 'call', label: '叫第 1 位上场', reasons: ['还没有抽签，出场顺序未定'], remedy: '请先在「抽签」里录入签号或种子。' })
      return own(s, { deed: 'call', label: `叫${orderOrName(e)}上场`, reasons: [], shows: who })
    case 'called':
      return own(s, { deed: 'start', label: '开始计时', reasons: [], shows: `${who}，计时开始` })
    case 'presenting':
      return own(s, { deed: 'open', label: '汇报结束，开始打分', reasons: [], shows: '打分进度，只有份数' })
    case 'scoring':
      return own(s, { deed: 'close', label: alone(s, e) ? '停止打分并锁定' : `停止${orderOrName(e)}打分并锁定`, reasons: s.missing })
    case 'closed':
      return verifyStep(s, e)
    case 'verified':
      return own(s, revealStep(s, e))
    case 'revealed':
      return own(s, turnCards(s, e) ?? { deed: 'lock', label: `${alone(s, e) ? '' : orderOrName(e)}计入排名`, reasons: [], shows: s.picture.current === e.id ? '实时排名' : '台上这一位的打分进度' })
    default:
      return { deed: null, label: stateWord(e.state), reasons: [] }
  }
}

/** No other entry is under way, so that nobody need be told which one is meant. */
const alone = (s: Situation, e: EntryPicture): boolean => !s.picture.entries.some((o) => o !== e && active(o))

/** 亮分: names the entry where another is on the stage already. */
function revealStep(s: Situation, e: EntryPicture): Step {
  const first = stopsOf(e, s.manner)[0]
  const label = alone(s, e) ? '亮分' : `亮分${orderOrName(e)}`
  return { deed: 'reveal', label, reasons: [], stop: first?.step, shows: first ? `${orderOrName(e)}，${first.shows}` : `${orderOrName(e)}，各评委得分、得分和名次依次出现` }
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
  const closer = e.closed_by === s.person.name
  const barred = [...new Set([...s.typists, ...(e.closed_by ? [e.closed_by] : [])])]
  // With paper typed it is a third person: who is out is named, so that nobody signs in for nothing.
  const remedy = s.typists.length ? `录入的人和锁分的人不能核对：${barred.join('、')}。请另一位核分员或主控登录。` : `锁分的是您（${s.person.name}）。${other}`
  if (closer || s.typists.includes(s.person.name)) return { deed: 'verify', label: '核对无误', reasons: [closer ? '核对的人不能是锁分的人' : '核对的人不能是代录纸质分的人'], remedy }
  if (!s.looked) return { deed: 'look', label: '显示核对表', reasons: [] }
  return { deed: 'verify', label: '核对无误', reasons: [] }
}

/** All entries are settled: what is left is the seal. */
function lastStep(s: Situation): Step {
  if (s.picture.final) return sealed(s)
  if (s.picture.entries.length === 0) return { deed: null, label: '没有参赛支部', reasons: ['这一场还没有参赛支部'] }
  if (s.lockedBy === s.person.name)
    return { deed: 'seal', label: '全部完成，封榜', reasons: ['封榜的人不能是最后一位入榜的操作人'], remedy: `最后一位由您（${s.person.name}）入榜。请核分员或另一位主控在自己的电脑上登录后封榜。` }
  return { deed: 'seal', label: '全部完成，封榜', reasons: [] }
}

/** After the seal the awards are left: the key points the screens there, then calls one place after the other. */
function sealed(s: Situation): Step {
  const there = hallScreens(s.picture).find((x) => x.mode === '7')
  const of = s.awards ?? 0
  if (s.person.role !== 'director' || (there && there.step >= of)) return { deed: null, label: '已封榜', reasons: [] }
  if (there) return own(s, { deed: 'award', label: `公布下一个（${there.step + 1} / ${of}）`, reasons: [], shows: '再公布一个获奖支部' })
  return own(s, { deed: 'award', label: '颁奖', reasons: [], shows: '颁奖的标题，再按一次才公布第一个' })
}

/** When the first of those that wait for their reveal is to be revealed (待公布). */
export function queueWords(picture: Picture): string {
  const queue = queueOf(picture)
  if (!queue[0]) return ''
  const turn = turnOf(picture, true)
  if (turn === queue[0]) return `现在可以亮分${orderOrName(queue[0])}`
  const next = byOrder(picture.entries).find((e) => speaking(e) || e.state === 'waiting')
  if (next) return `${orderOrName(next)}汇报结束后亮分`
  return turn ? `${orderOrName(turn)}核对后亮分` : ''
}

/** What the page is to a role: the whole console, the timekeeper's own desk on what the hall may see, or nothing. */
export const deskOf = (role: string): 'console' | 'keeper' | null => (role === 'director' || role === 'verifier' ? 'console' : role === 'timekeeper' ? 'keeper' : null)
