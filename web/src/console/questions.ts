// What is asked before a command that needs a reason or names somebody: verb, object, count on the button (ux §2.5).
import type { Fact } from '../shared/facts.ts'
import { halfway, type Absence } from '../shared/health.ts'
import { orderOrName, withOrder, type EntryPicture, type Picture } from '../shared/picture.ts'
import type { Command } from './command.ts'
import { pauseCommands, resumeCommands } from './pause.ts'

/** A field of a command that is typed in. */
export interface Field {
  name: string
  label: string
  hint: string
  /** A line where absent; `long` is several, `points` a decimal above zero, `minutes` a whole number to 240 that may be left out. */
  kind?: 'long' | 'points' | 'minutes'
}

/** Minutes of a pause as typed: none, or a whole number up to four hours. */
export const isMinutes = (text: string): boolean => /^\d{0,3}$/.test(text.trim()) && Number(text.trim()) <= 240

export interface Question {
  title: string
  /** What will follow, one sentence a line. */
  lines: string[]
  /** Reasons to choose from; none where no reason is asked. */
  reasons: string[]
  /** The reason that stands there already. */
  reason?: string
  /** More fields of the command, before the reason. */
  fields?: Field[]
  /** The button: verb and object. */
  confirm: string
  command: Command
  /** Where one press sends several commands, or a field is not for the server: all that is sent. */
  commands?: (filled: Record<string, string>) => Command[]
}

/** `counted` says what the rules do with those who are there, one sentence a judge group. */
export function closeAnyway(e: EntryPicture, missing: Absence[], counted: string[]): Question {
  return {
    title: `${withOrder(e)}：还缺 ${missing.length} 位评委`,
    lines: [...missing.map((m) => `${m.name}：${m.typed ? halfway : m.words}`), `锁分后这 ${missing.length} 位不计入。${counted.map((c) => `${c}。`).join('')}亮分以前可以重开。`],
    reasons: ['评委临时离席', '手机故障，不再补交', '评委弃权'],
    confirm: `缺${missing.map((m) => m.name.split(' ')[0]).join('、')}，仍然锁分`,
    command: { type: 'close', entry: e.id },
  }
}

export const reopen = (e: EntryPicture): Question => ({
  title: `重开${withOrder(e)}打分`,
  lines: ['已交的分数仍然有效，评委可以修改。之后要重新锁分、重新核对。'],
  reasons: ['评委要求修改', '有评委漏交', '核对发现问题'],
  confirm: `重开${orderOrName(e)}打分`,
  command: { type: 'reopen', entry: e.id },
})

export const withdraw = (e: EntryPicture): Question => ({
  title: `${withOrder(e)}弃赛`,
  lines: ['名字留在名单里，注明弃赛，不计成绩。叫下一位以前可以撤销。'],
  reasons: ['本人申请', '支部申请'],
  confirm: `${e.name}弃赛`,
  command: { type: 'withdraw', entry: e.id },
})

export const absent = (e: EntryPicture): Question => ({
  title: `${withOrder(e)}缺席`,
  lines: ['名字留在名单里，注明缺席，不计成绩。叫下一位以前可以撤销。'],
  reasons: ['三次叫号未到', '未签到'],
  confirm: `${e.name}缺席`,
  command: { type: 'absent', entry: e.id },
})

export const annul = (e: EntryPicture): Question => ({
  title: `取消${withOrder(e)}的成绩`,
  lines: ['名字留在名单里，注明取消成绩。这一步不能撤销。'],
  reasons: ['违反比赛规则', '资格不符'],
  confirm: `取消${e.name}的成绩`,
  command: { type: 'annul', entry: e.id },
})

/** `wall` is the server's clock as it is shown, read when the answer is given. */
export const pause = (picture: Picture, wall: () => string): Question => ({
  title: '暂停比赛',
  lines: ['计时停止，叫号、锁分、亮分都要等恢复。评委仍可以提交分数。大屏显示暂停；说了几分钟，就写明几点继续。'],
  reasons: ['设备故障', '中场休息', '现场秩序'],
  fields: [{ name: 'minutes', label: '大约停几分钟（可以不填）', hint: '例如 10', kind: 'minutes' }],
  confirm: '暂停比赛',
  command: { type: 'pause' },
  commands: (filled) => pauseCommands(picture, wall(), Number(filled.minutes ?? 0), filled.reason ?? ''),
})

export const resume = (picture: Picture, facts: Fact[]): Question => ({
  title: '恢复比赛',
  lines: ['从暂停前的地方继续，计时要另按开始。大屏回到流程。'],
  reasons: ['故障已排除', '休息结束'],
  confirm: '恢复比赛',
  command: { type: 'resume' },
  commands: (filled) => resumeCommands(picture, facts, filled.reason ?? ''),
})

export const seal = (n: number): Question => ({
  title: '封榜',
  lines: [`全部 ${n} 个支部已入榜或已离场。封榜后成绩为最终成绩，只能由两人更正，并注明原因。`, '封榜的人不能是最后一位入榜的操作人。'],
  reasons: [],
  confirm: `封榜，${n} 个支部的成绩定为最终`,
  command: { type: 'seal' },
})

export const substitute = (e: EntryPicture, speaker: string): Question => ({
  title: `${withOrder(e)}换演讲人`,
  lines: [speaker ? `原演讲人：${speaker}。换人记入操作记录，大屏显示新的名字。` : '大屏显示新的名字，记入操作记录。'],
  reasons: ['原演讲人因病', '原演讲人有公务'],
  fields: [{ name: 'name', label: '新的演讲人', hint: '姓名' }],
  confirm: `${orderOrName(e)}换演讲人`,
  command: { type: 'substitute', entry: e.id },
})

export const comment = (e: EntryPicture): Question => ({
  title: `记${withOrder(e)}的点评`,
  lines: ['谁说的、说了什么。不影响成绩，供报告引用。'],
  reasons: [],
  fields: [
    { name: 'name', label: '点评人', hint: '姓名和职务' },
    { name: 'text', label: '点评', hint: '不超过 500 字', kind: 'long' },
  ],
  confirm: `记下${orderOrName(e)}的点评`,
  command: { type: 'comment', entry: e.id },
})

/** The part that a round judges, by its key and its name. */
export const partOf = (picture: Picture | null): { key: string; name: string } => ({ key: picture?.round.part ?? '', name: picture?.round.part_name ?? '现场得分' })

/** Points off or on before the close. A part's key takes them from that part's value, empty from the total. */
export const adjust = (e: EntryPicture, kind: 'deduct' | 'bonus', part: { key: string; name: string } | null, overrun = ''): Question => ({
  title: `${withOrder(e)}${kind === 'deduct' ? '扣分' : '加分'}`,
  lines: [`${kind === 'deduct' ? '从' : '加到'}${part ? `「${part.name}」的得分` : '总成绩'}${kind === 'deduct' ? '里扣，' : '里，'}锁分以前可以做，亮分以后走更正。核对的人会看到。`],
  reasons: kind === 'deduct' ? [...(overrun ? [overrun] : []), '超时', '违反比赛纪律'] : ['承办任务加分', '按规则加分'],
  reason: overrun || undefined,
  fields: [{ name: 'points', label: kind === 'deduct' ? '扣几分' : '加几分', hint: '例如 0.5', kind: 'points' }],
  confirm: `${orderOrName(e)}${kind === 'deduct' ? '扣分' : '加分'}`,
  command: { type: kind, entry: e.id, ...(part ? { part: part.key } : {}) },
})

/** Drops a correction that waits: whoever asked takes it back, another does not agree. */
export const decline = (e: EntryPicture, seq: number, own: boolean): Question => ({
  title: own ? `撤回${withOrder(e)}的更正` : `不同意${withOrder(e)}的更正`,
  lines: ['这一处更正不再等待确认，成绩不变。提出、撤回和原因都留在记录里，可以另行提出。'],
  reasons: own ? ['提错了', '另行提出'] : ['依据不足', '和纸质表不符', '内容有误，请重新提出'],
  confirm: own ? `撤回${orderOrName(e)}的更正` : `不同意${orderOrName(e)}的更正`,
  command: { type: 'decline', of: seq },
})

/** An over-run that costs nothing: the reason stands in the log beside the timer. */
export const forgive = (e: EntryPicture, overrun: string): Question => ({
  title: `${withOrder(e)}${overrun}，不扣分`,
  lines: ['不扣分的原因记入操作记录。'],
  reasons: ['设备或放映故障', '现场掌声、提问占用时间', '按规则不扣'],
  confirm: `${orderOrName(e)}超时不扣分`,
  command: { type: 'timer', action: 'add', seconds: 0, entry: e.id },
})
