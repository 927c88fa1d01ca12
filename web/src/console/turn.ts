// Whose turn it is, and what the one primary key does now: alive, or dead with every reason. Pure: the server decides again.
import { byOrder, type EntryPicture, type Picture } from '../shared/picture.ts'
import { aside, settled, stateWord, type State } from '../shared/states.ts'

export interface Person {
  name: string
  role: string
}

/** What the primary key stands for. `look` uncovers the check page, the others are commands. */
export type Deed = 'call' | 'start' | 'open' | 'close' | 'look' | 'verify' | 'reveal' | 'lock' | 'seal'

export interface Step {
  deed: Deed | null
  label: string
  /** Why it is dead; alive where empty. */
  reasons: string[]
  /** What to do about it, said once after the reasons. */
  remedy?: string
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
}

export const undelivered = '命令没有送达。现场请先口头组织，恢复后再操作。'

const active = (e: EntryPicture) => !settled(e.state as State) && e.state !== 'waiting'

/** The entry that the turn is about: the one called last while it is on, else another that is on, else the next one. */
export function turnOf(picture: Picture): EntryPicture | null {
  const list = byOrder(picture.entries)
  const current = list.find((e) => e.id === picture.current)
  if (current && active(current)) return current
  return list.find(active) ?? list.find((e) => e.state === 'waiting') ?? null
}

/** 第 7 位, or its name where no lot has been drawn. */
export const placeOf = (e: EntryPicture): string => (e.order ? `第 ${e.order} 位` : e.name)

export function stepOf(s: Situation): Step {
  const step = s.entry ? entryStep(s, s.entry) : lastStep(s)
  if (!s.up) return { ...step, reasons: [undelivered], remedy: undefined }
  if (s.picture.round.paused && step.deed && step.deed !== 'look')
    return { ...step, reasons: [`主控已暂停${s.pauseReason ? `：${s.pauseReason}` : ''}`], remedy: '按「恢复比赛」后继续。' }
  return step
}

function entryStep(s: Situation, e: EntryPicture): Step {
  switch (e.state as State) {
    case 'waiting':
      if (e.order === null && s.picture.round.mode === 'sequential' && !s.picture.round.drawn) return own(s, { deed: 'call', label: '叫第 1 位上场', reasons: ['还没有抽签，出场顺序未定'], remedy: '请先在「抽签」里录入签号或种子。' })
      return own(s, { deed: 'call', label: `叫${placeOf(e)}上场`, reasons: [] })
    case 'called':
      return own(s, { deed: 'start', label: '开始计时', reasons: [] })
    case 'presenting':
      return own(s, { deed: 'open', label: '汇报结束，开始打分', reasons: [] })
    case 'scoring':
      return own(s, { deed: 'close', label: '停止打分并锁定', reasons: s.missing })
    case 'closed':
      return verifyStep(s, e)
    case 'verified':
      return own(s, { deed: 'reveal', label: '亮分', reasons: [] })
    case 'revealed':
      return own(s, { deed: 'lock', label: '计入排名', reasons: [] })
    default:
      return { deed: null, label: stateWord(e.state), reasons: [] }
  }
}

/** Only a director may press it; to others it says who does. */
function own(s: Situation, step: Step): Step {
  if (s.person.role === 'director') return step
  return { ...step, reasons: ['这一步由主控操作'], remedy: `您现在的身份：${roleWord(s.person.role)} ${s.person.name}` }
}

function verifyStep(s: Situation, e: EntryPicture): Step {
  if (e.closed_by === s.person.name)
    return { deed: 'verify', label: '核对无误', reasons: ['核对的人不能是锁分的人'], remedy: `锁分的是您（${s.person.name}）。请核分员或另一位主控在自己的电脑上登录后核对。` }
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

/** The console is for these. */
export const mayEnter = (role: string): boolean => role === 'director' || role === 'verifier'

export interface Stage {
  word: string
  at: 'done' | 'now' | 'later'
}

/** The seven words above the key, with what is done. */
export function stagesOf(e: EntryPicture): Stage[] {
  const scoring = e.state === 'scoring' && e.of !== undefined ? `打分中 ${e.in ?? 0}/${e.of}` : '打分中'
  const words = ['叫号', '汇报计时', scoring, '锁分', '核对', '亮分', '入榜']
  // How many are behind, and whether the next is under way.
  const done: Partial<Record<State, number>> = { waiting: 0, called: 1, presenting: 1, scoring: 2, closed: 4, verified: 5, revealed: 6, locked: 7 }
  const n = done[e.state as State] ?? 0
  const off = aside(e.state as State)
  return words.map((word, i) => ({ word, at: off ? 'later' : i < n ? 'done' : i === n ? 'now' : 'later' }))
}
