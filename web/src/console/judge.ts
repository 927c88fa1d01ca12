// What can be done with one judge, by what stands on his card (ux §4.2).
import { orderOrName, withOrder, type EntryPicture, type SeatState } from '../shared/picture.ts'
import type { Question } from './questions.ts'

export function judgeQuestions(e: EntryPicture | null, seat: string, name: string, state: SeatState, director: boolean): Question[] {
  const list: Question[] = []
  const open = e !== null && ['waiting', 'called', 'presenting', 'scoring'].includes(e.state)
  if (open && e) {
    const where = withOrder(e)
    if (state === 'recused') list.push(off('recuse', `${name} 恢复为${orderOrName(e)}打分`, `撤回对${where}的回避；已交的分数重新计入。`, e, seat))
    else list.push(on('recuse', `${name} 回避${orderOrName(e)}`, `对${where}不再打分；已交的分数不计入，不算零分。`, ['本单位或同乡镇', '亲属关系', '本人提出'], e, seat))
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
