// Sentences that depend on a code of the server.
import { place } from './turn.ts'
import type { SeatEntry } from '../shared/wire.ts'

/** Why the last ballot was not taken. What was kept stands in it, and what to do. */
export function refusal(code: string, e: SeatEntry): string {
  switch (code) {
    case 'not_on_stage':
    case 'not_open':
      return `服务器上${place(e)}还没有开始打分。您的分数存在本机，开始后自动提交。`
    case 'closed':
    case 'locked':
      return `${place(e)}已停止打分，您的分数没有计入。请示意核分员。`
    case 'withdrawn':
    case 'absent':
    case 'annulled':
      return `${place(e)}不用打分了，您的分数没有计入。`
    case 'recused':
      return '本位您需要回避，不用打分。'
    case 'seat_absent':
      return '核分员已把您记为缺席，分数没有计入。如果不对，请举手示意。'
    case 'stale':
      return '服务器上有您这一位的另一份分数，以它为准。请核对后再提交一次。'
    default:
      return `系统出了点问题，您的分数没有丢。请举手示意工作人员。代码 ${code}`
  }
}

/** 14:32:08 as the server wrote it; a time in UTC is turned into the phone's zone. */
export function clock(at: string): string {
  if (/[+-]\d\d:\d\d$/.test(at)) return at.slice(11, 19)
  return hms(Date.parse(at))
}

export function hms(ms: number): string {
  const d = new Date(ms)
  return [d.getHours(), d.getMinutes(), d.getSeconds()].map((n) => String(n).padStart(2, '0')).join(':')
}

/** 五项 for a few, 13项 for many, as the review says it. */
export const count = (n: number): string => (n <= 10 ? `${'零一二三四五六七八九十'[n]}项` : ` ${n} 项`)
