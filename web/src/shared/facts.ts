// What the pages read of the log: who sits where, what the sheet is, what was done and what can be undone.

export interface Fact {
  seq: number
  kind: string
  entry: string | null
  seat: string | null
  at: string
  by: string
  reason: string | null
  payload: Record<string, unknown> | null
}

export interface SeatRow {
  id: string
  /** 评委1 */
  name: string
  /** Who sits there; may be empty. */
  person: string
  group: string
  /** Entries that this seat does not mark, as the cards were issued. */
  recused?: string[]
}

export interface SheetRow {
  point: string
  name: string
  short: string
  part: string
  max: string
  step: string
}

export interface Group {
  key: string
  name?: string
  weight?: number
  trim_high?: number
  trim_low?: number
  trim_min?: number
  /** Its judges give one total instead of points. */
  total?: boolean
  decimals?: number
  rounding?: string
}

export interface Aggregate extends Partial<Group> {
  groups?: Group[]
  mean?: string
  empty_group?: string
}

/** What the first fact says of a round. */
export interface Definition {
  seats: SeatRow[]
  sheet: SheetRow[]
  entries: { entry: string; name: string }[]
  rules: {
    parts?: { key: string; name?: string; weight?: number; aggregate?: Aggregate }[]
    hold_first?: number
    screen?: { score?: string; ranking?: string }
  }
  part?: string
}

/** The definition in force: the last `round` fact. */
export function definitionOf(facts: Fact[]): Definition | null {
  const fact = facts.filter((f) => f.kind === 'round' && f.payload).pop()
  if (!fact) return null
  const p = fact.payload as Partial<Definition>
  return { seats: p.seats ?? [], sheet: p.sheet ?? [], entries: p.entries ?? [], rules: p.rules ?? {}, part: p.part }
}

/** 评委4 王志强; a seat that is not known is shown by its id. */
export function seatName(definition: Definition | null, id: string): string {
  const seat = definition?.seats.find((s) => s.id === id)
  return seat ? [seat.name, seat.person].filter(Boolean).join(' ') : id
}

const stateCommands = new Set(['draw', 'call', 'start', 'open', 'close', 'verify', 'reveal', 'lock', 'reopen', 'withdraw', 'absent', 'annul', 'undo', 'seal'])
const undoable = new Set(['call', 'start', 'withdraw', 'absent'])

/** Seconds for which a call or a start may be taken back by the page; who withdrew may do so until the next command. */
const undoFor = 10

/** The fact that `undo` would take back now, and how many seconds it is still offered (null: until the next command). */
export function undoOf(facts: Fact[], now: number | null): { fact: Fact; left: number | null } | null {
  const last = facts.filter((f) => stateCommands.has(f.kind)).pop()
  if (!last || !undoable.has(last.kind)) return null
  if (last.kind === 'withdraw' || last.kind === 'absent') return { fact: last, left: null }
  const left = now === null ? 0 : Math.ceil(undoFor - (now - Date.parse(last.at)) / 1000)
  return left > 0 ? { fact: last, left: Math.min(left, undoFor) } : null
}

/** Why the round is paused: the reason of the last pause. */
export const pauseReason = (facts: Fact[]): string => facts.filter((f) => f.kind === 'pause').pop()?.reason ?? ''

/** Who locked the entry that was locked last. */
export const lockedBy = (facts: Fact[]): string | null => facts.filter((f) => f.kind === 'lock').pop()?.by ?? null

/** Who typed a paper ballot of an entry: none of them may verify it. */
export const typistsOf = (facts: Fact[], entry: string): string[] => [...new Set(facts.filter((f) => f.kind === 'paper' && f.entry === entry).map((f) => f.by))]

const words: Record<string, string> = {
  round: '发卡，名单和规则入册',
  claim: '入座',
  ballot: '评委提交',
  words: '评委评语',
  draw: '抽签',
  call: '叫号',
  start: '开始计时',
  open: '开始打分',
  close: '锁分',
  verify: '核对无误',
  reveal: '亮分',
  lock: '入榜',
  reopen: '重开打分',
  withdraw: '弃赛',
  absent: '缺席',
  annul: '取消成绩',
  undo: '撤销',
  correct: '提出更正',
  confirm: '确认更正',
  decline: '不同意更正',
  recuse: '回避',
  judge_absent: '评委缺席',
  reissue_seat: '重发打分卡',
  paper: '代录纸质分',
  deduct: '扣分',
  bonus: '加分',
  pause: '暂停比赛',
  resume: '恢复比赛',
  substitute: '换演讲人',
  part: '录入其他部分得分',
  use: '打分卡切换到本场',
  seal: '封榜',
  timer: '计时',
  screen: '切换大屏',
  remind: '提醒提交',
  comment: '记点评',
  lead: '主控权',
  question: '抽题',
  plan: '赛程',
  backdrop: '大屏背景',
}

/** Ballots and screens would bury what people did. */
export const inLog = (f: Fact): boolean => !['ballot', 'screen', 'words', 'backdrop'].includes(f.kind)

const leads: Record<string, string> = { take: '接管主控', ask: '申请接管', give: '交出主控', keep: '继续主控' }

/** What a fact is called may depend on those before it: a trial of the timer, a second draw, whose correction is dropped. */
const earlier = (all: Fact[], f: Fact, kind: string): boolean => all.some((x) => x.kind === kind && x.seq < f.seq)

function timed(f: Fact, all: Fact[]): string {
  const seconds = Number(f.payload?.seconds ?? 0)
  if (all.length > 0 && !earlier(all, f, 'call')) return f.payload?.action === 'pause' ? '试计时结束' : '试计时'
  if (f.payload?.action === 'start') return '计时继续'
  if (f.payload?.action === 'pause') return '计时暂停'
  return seconds === 0 && f.reason ? '超时不扣分' : `计时${seconds < 0 ? '退回' : '拨快'} ${Math.abs(seconds)} 秒`
}

/** `all` is the log that the fact stands in. */
export function deedWord(f: Fact, all: Fact[] = []): string {
  if (f.kind === 'lead') return leads[String(f.payload?.action)] ?? words.lead ?? f.kind
  if (f.kind === 'timer') return timed(f, all)
  if (f.kind === 'draw' && earlier(all, f, 'draw')) return '重新抽签'
  if (f.kind === 'decline' && all.find((x) => x.seq === f.payload?.of)?.by === f.by) return '撤回更正'
  return `${f.payload?.off === true ? '撤回' : ''}${words[f.kind] ?? f.kind}`
}
