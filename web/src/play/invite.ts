// What the last scene offers: the seat that is kept, or the way on when somebody has used it. Pure.
import type { Picture } from '../shared/picture.ts'
import { stateWord } from '../shared/states.ts'
import type { Yours } from './tape.ts'

export interface Invite {
  /** open: a ballot is lacking; taken: all are in; between: no entry is being scored; over: the round is sealed. */
  at: 'open' | 'taken' | 'between' | 'over'
  /** What the caption says. */
  words: string
}

const again = '下一位开始打分时，这里又轮到您。'

/** From the round as the hall sees it now. */
export function inviteOf(p: Picture, yours: Yours): Invite {
  if (p.final) return { at: 'over', words: `${p.round.name}已经封榜。${yours.next ? `想从头走一遍，${yours.next.name}还在开场准备。` : ''}` }
  const e = p.entries.find((e) => e.id === (p.current || yours.entry))
  const place = e?.order ? `第 ${e.order} 位` : '这一位'
  if (!e || e.state !== 'scoring') return { at: 'between', words: `${place}${e ? `：${stateWord(e.state)}` : '还没有上场'}。主控在控制台往下走，${again}` }
  const [got, of] = [e.in ?? 0, e.of ?? 0]
  if (got >= of) return { at: 'taken', words: `${place}已经有人打过了：已提交 ${got} / ${of}，红键亮了。主控往下走，${again}` }
  return { at: 'open', words: `当一回评委：这是另一场，${of} 位评委，台上是${e.name}。已提交 ${got} / ${of}${of - got === 1 ? '，只差您这一份' : ''}。` }
}

/** No other machine reaches an address. */
export const near = (url: string): boolean => /^https?:\/\/(127\.|localhost[:/]|\[::1\])/.test(url)
