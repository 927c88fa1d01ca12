// The lines between the header and the work: faults of the line, a pause, a stage that went on, a revision. Pure.
import type { Link } from '../shared/live.ts'
import type { Held } from '../shared/record.ts'
import type { Seat, SeatEntry } from '../shared/wire.ts'
import { refusal } from './phrases.ts'
import { holds, place, type Screen } from './turn.ts'

export type Act = 'dismiss' | 'decline' | 'go' | 'edit' | 'keep' | 'seen'

export interface Bar {
  text: string
  amber: boolean
  acts: { act: Act; label: string; entry?: string }[]
}

const bar = (text: string, ...acts: Bar['acts']): Bar => ({ text, amber: true, acts })
const blue = (text: string, ...acts: Bar['acts']): Bar => ({ text, amber: false, acts })

/** Lines of the whole page. `offline`: long enough that it should be said. */
export function pageBars(seat: Seat, link: Link, offline: boolean, queue: number, asked: string[], moved: string, durable: boolean, focus: string | null, held: (e: string) => Held): Bar[] {
  const bars: Bar[] = []
  if (offline) {
    const whose = link.fault === 'phone' ? '手机没有连上网络。' : '连不上比赛服务器，请看一下是否连着会场 Wi-Fi。'
    bars.push(bar(whose + (queue ? `${queue} 份分数待上传，恢复后自动提交。` : '您打的分已存在本机，恢复后自动提交。')))
  }
  if (seat.round.paused) bars.push(bar('比赛暂停，已打的分都在。'))
  if (seat.round.rehearsal) bars.push(bar('彩排数据，不计入成绩'))
  const asks = seat.entries.find((e) => e.id === seat.reminded?.entry)
  if (asks) bars.push(blue(`请提交${place(asks)}的分数`))
  if (moved) bars.push(blue(moved, { act: 'dismiss', label: '知道了' }))
  if (!durable) bars.push(bar('这个浏览器不保存草稿，请不要关闭页面。'))
  for (const e of seat.entries) {
    if (e.id !== focus && asked.includes(e.id)) bars.push(blue(`核分员请您重新核对${place(e)}：${e.reopened}`, { act: 'go', label: `去看${place(e)}`, entry: e.id }))
    if (e.id !== focus && held(e.id).refused && !e.recused) bars.push(bar(refusal(held(e.id).refused!, e), { act: 'go', label: `去看${place(e)}`, entry: e.id }))
  }
  return bars
}

/** Lines of the entry in front of the judge. */
export function turnBars(seat: Seat, e: SeatEntry, screen: Screen, reopened: boolean, stayed: boolean, held: (e: string) => Held): Bar[] {
  const bars: Bar[] = []
  const h = held(e.id)
  const to = seat.entries.find((o) => o.id === seat.current && o.id !== e.id)
  if (to && holds(seat, e.id, held)) {
    if (!e.open) bars.push(bar(`现场已到${place(to)}，${place(e)}已停止打分。您打的分留在这台手机里。`, { act: 'decline', label: `去${place(to)}`, entry: to.id }))
    else {
      const stay = { act: 'dismiss' as const, label: `先提交${place(e)}` }
      const skip = { act: 'decline' as const, label: '这位不打分', entry: to.id }
      bars.push(bar(`现场已到${place(to)}，您的${place(e)}还没提交。`, ...(stayed ? [] : [stay]), skip))
    }
  }
  if (reopened) {
    const text = `核分员请您重新核对${place(e)}：${e.reopened}`
    bars.push(h.sent && !h.editing && !h.pending ? blue(text, { act: 'edit', label: '重新核对' }, { act: 'seen', label: '分数不变' }) : blue(text))
  }
  if (screen !== 'pad' && screen !== 'draft') return bars
  if (h.refused) bars.push(bar(refusal(h.refused, e)))
  if (h.editing && h.sent) bars.push(blue(`正在修改。确认新的分数以前，已提交的 ${h.sent.total} 分一直有效。`, { act: 'keep', label: '不改了' }))
  return bars
}
