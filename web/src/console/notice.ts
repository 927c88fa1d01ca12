// What a press came to, where it was not a yes, in plain words.
import { Problem } from '../shared/api.ts'
import { undelivered } from './turn.ts'

export interface Notice {
  words: string
  /** For the support person; null where the server said nothing. */
  code: string | null
}

/** The server's sentence, with those whom it names. Without an answer nobody knows, so the picture decides. */
export function plain(e: unknown, seat: (id: string) => string, entry: (id: string) => string): Notice {
  if (!(e instanceof Problem)) return { words: `${undelivered}恢复后请以这里显示的状态为准。`, code: null }
  const named = [...list(e.body.missing).map(seat), ...list(e.body.entries).map(entry)].join('、')
  return { words: (e.title || `服务器没有接受（${e.status}）`) + (named ? `：${named}` : ''), code: e.code }
}

const list = (v: unknown): string[] => (Array.isArray(v) ? v.map(String) : [])
