// What is asked before a command that needs a reason or names somebody: verb, object, count on the button (ux §2.5).
import type { EntryPicture, SeatState } from '../shared/picture.ts'
import type { Command } from './command.ts'
import { placeOf } from './turn.ts'

export interface Question {
  title: string
  /** What will follow, one sentence a line. */
  lines: string[]
  /** Reasons to choose from; none where no reason is asked. */
  reasons: string[]
  /** One more field of the command, beside the reason. */
  field?: { name: string; label: string; hint: string }
  /** The button: verb and object. */
  confirm: string
  command: Command
}

const object = (e: EntryPicture) => [placeOf(e), e.order ? e.name : ''].filter(Boolean).join(' ')

/** Who is missing, and what stands on his card. */
export interface Missing {
  name: string
  words: string
}

export function closeAnyway(e: EntryPicture, missing: Missing[], trims: boolean): Question {
  return {
    title: `${object(e)}：还缺 ${missing.length} 位评委`,
    lines: [...missing.map((m) => `${m.name}：${m.words}`), `锁分后这 ${missing.length} 位不计入${trims ? '，去掉最高、最低的规则按实到评委执行' : ''}。亮分以前可以重开。`],
    reasons: ['评委临时离席', '手机故障，不再补交', '评委弃权'],
    confirm: `缺${missing.map((m) => m.name.split(' ')[0]).join('、')}，仍然锁分`,
    command: { type: 'close', entry: e.id },
  }
}

export const reopen = (e: EntryPicture): Question => ({
  title: `重开${object(e)}打分`,
  lines: ['已交的分数仍然有效，评委可以修改。之后要重新锁分、重新核对。'],
  reasons: ['评委要求修改', '有评委漏交', '核对发现问题'],
  confirm: `重开${placeOf(e)}打分`,
  command: { type: 'reopen', entry: e.id },
})

export const withdraw = (e: EntryPicture): Question => ({
  title: `${object(e)}弃赛`,
  lines: ['名字留在名单里，注明弃赛，不计成绩。叫下一位以前可以撤销。'],
  reasons: ['本人申请', '支部申请'],
  confirm: `${e.name}弃赛`,
  command: { type: 'withdraw', entry: e.id },
})

export const absent = (e: EntryPicture): Question => ({
  title: `${object(e)}缺席`,
  lines: ['名字留在名单里，注明缺席，不计成绩。叫下一位以前可以撤销。'],
  reasons: ['三次叫号未到', '未签到'],
  confirm: `${e.name}缺席`,
  command: { type: 'absent', entry: e.id },
})

export const annul = (e: EntryPicture): Question => ({
  title: `取消${object(e)}的成绩`,
  lines: ['名字留在名单里，注明取消成绩。这一步不能撤销。'],
  reasons: ['违反比赛规则', '资格不符'],
  confirm: `取消${e.name}的成绩`,
  command: { type: 'annul', entry: e.id },
})

export const pause = (): Question => ({
  title: '暂停比赛',
  lines: ['计时停止，叫号、锁分、亮分都要等恢复。评委仍可以提交分数。'],
  reasons: ['设备故障', '中场休息', '现场秩序'],
  confirm: '暂停比赛',
  command: { type: 'pause' },
})

export const resume = (): Question => ({ title: '恢复比赛', lines: ['从暂停前的地方继续，计时要另按开始。'], reasons: ['故障已排除', '休息结束'], confirm: '恢复比赛', command: { type: 'resume' } })

export const draw = (): Question => ({
  title: '抽签定出场顺序',
  lines: ['种子由来宾当场报出，顺序由它算出，任何人可以重算。'],
  reasons: [],
  field: { name: 'seed', label: '种子', hint: '任意数字或文字，例如 20261124' },
  confirm: '按种子抽签',
  command: { type: 'draw' },
})

export const seal = (n: number): Question => ({
  title: '封榜',
  lines: [`全部 ${n} 个支部已入榜或已离场。封榜后成绩为最终成绩，只能由两人更正，并注明原因。`, '封榜的人不能是最后一位入榜的操作人。'],
  reasons: [],
  confirm: `封榜，${n} 个支部的成绩定为最终`,
  command: { type: 'seal' },
})

/** What can be done with a judge, by what stands on his card. */
export function judgeQuestions(e: EntryPicture | null, seat: string, name: string, state: SeatState, director: boolean): Question[] {
  const list: Question[] = []
  const open = e !== null && ['waiting', 'called', 'presenting', 'scoring'].includes(e.state)
  if (open && e) {
    const where = `${placeOf(e)} ${e.name}`
    if (state === 'recused') list.push(off('recuse', `${name} 恢复为${placeOf(e)}打分`, `撤回对${where}的回避；已交的分数重新计入。`, e, seat))
    else list.push(on('recuse', `${name} 回避${placeOf(e)}`, `对${where}不再打分；已交的分数不计入，不算零分。`, ['本单位或同乡镇', '亲属关系', '本人提出'], e, seat))
    if (state === 'absent') list.push(off('judge_absent', `${name} 到场`, `撤回缺席；已交的分数重新计入。`, e, seat))
    else list.push(on('judge_absent', `${name} 缺席`, `从${where}起不再打分，不算零分，直到撤回。`, ['临时离场', '未到场', '身体不适'], e, seat))
  }
  if (director)
    list.push({
      title: `${name}：重发打分卡`,
      lines: ['旧卡和旧手机立即失效，新卡显示一次。已交的分数保留。'],
      reasons: ['手机故障', '打分卡遗失', '口令输错被锁'],
      confirm: `给${name.split(' ')[0]}重发打分卡`,
      command: { type: 'reissue_seat', seat },
    })
  return list
}

const on = (type: string, title: string, line: string, reasons: string[], e: EntryPicture, seat: string): Question => ({ title, lines: [line], reasons, confirm: title, command: { type, seat, entry: e.id } })

const off = (type: string, title: string, line: string, e: EntryPicture, seat: string): Question => ({ title, lines: [line], reasons: ['录入有误', '情况变化'], confirm: title, command: { type, seat, entry: e.id, off: true } })
