// Sentences that stand on the page and on paper alike.
import type { Verdict } from './chain.ts'

export function verdictWords(v: Verdict): string {
  if (!v.broken) return v.checked ? `已核对 1–${v.checked} 条，链完整` : '还没有记录'
  const good = v.checked ? `第 1–${v.checked} 条完整，` : ''
  return `${good}链在第 ${v.broken.seq} 条断开：${v.broken.why}`
}
