// Sentences that stand on the page and on paper alike.
import { deedWord, type Fact } from '../console/facts.ts'
import type { Verdict } from './chain.ts'

export function verdictWords(v: Verdict): string {
  if (!v.broken) return v.checked ? `已核对 1–${v.checked} 条，链完整` : '还没有记录'
  const good = v.checked ? `第 1–${v.checked} 条完整，` : ''
  return `${good}链在第 ${v.broken.seq} 条断开：${v.broken.why}`
}

/** Kinds that the console's own list leaves out. */
const others: Record<string, string> = { ballot: '评委提交', words: '评委评语', screen: '切换大屏', remind: '提醒评委', comment: '点评', lead: '主控交接', question: '抽题', plan: '赛程', backdrop: '大屏背景' }

export const factWord = (f: Fact): string => others[f.kind] ?? deedWord(f)
