// What the page says where there is no pad: one big sentence, perhaps a second, never a way to nowhere. Pure.
import { points, show } from '../shared/points.ts'
import type { Held } from '../shared/record.ts'
import { aside, stateWord } from '../shared/states.ts'
import type { Seat, SeatEntry } from '../shared/wire.ts'
import { totalOf } from './frame.ts'
import { refusal } from './phrases.ts'
import { inOrder, place, title, type Screen } from './turn.ts'

export interface Says {
  big: string
  soft?: string
}

/** For an entry that has no pad now. `places` are the decimals of the sheet; `corrected` is the total of a confirmed correction, empty where there was none. */
export function says(screen: Screen, e: SeatEntry, held: Held, places: number, tries: number, corrected = ''): Says {
  const drawn = Object.keys(held.marks).length > 0 ? show(totalOf(held.marks), places) : ''
  switch (screen) {
    case 'recused':
      return { big: `本位您需要回避，不用打分。`, soft: '下一位上场时，这个页面会自动变化。' }
    case 'aside':
      return { big: `${place(e)}${e.state === 'withdrawn' ? '已弃赛' : stateWord(e.state)}，不用打分。`, soft: drawn && `您打过的 ${drawn} 分留在这台手机里，不计入。` }
    case 'absent':
      return { big: '这一位没有请您打分。', soft: '核分员已把您记为缺席。如果不对，请举手示意。' }
    case 'sending':
      return sending(e, held, places, tries)
    case 'locked':
      if (corrected) return { big: `您的分数已更正为 ${show(points(corrected), places)} 分。`, soft: `回执 ${held.sent!.receipt} 是您提交时的。` }
      return { big: '打分已停止。需要更正请举手示意核分员。', soft: `您给的是 ${show(points(held.sent!.total), places)} 分，回执 ${held.sent!.receipt}。` }
    case 'missed':
      return { big: held.refused ? refusal(held.refused, e) : `${place(e)}已停止打分，您没有提交。请示意核分员。`, soft: drawn && `您打过的 ${drawn} 分留在这台手机里。` }
    default:
      return { big: `请稍候，${place(e)}还没有上场。` }
  }
}

function sending(e: SeatEntry, held: Held, places: number, tries: number): Says {
  const total = show(totalOf(held.pending?.marks ?? {}), places)
  const kept = '分数已存在本机，请不要关闭页面。'
  return {
    big: held.refused ? refusal(held.refused, e) : `正在提交 ${total} 分…`,
    soft: `${title(e)}。${kept}${tries ? `网络较慢，正在重试（第 ${tries} 次）。` : ''}${held.sent ? `收到新回执以前，已提交的 ${held.sent.total} 分一直有效。` : ''}`,
  }
}

/** Above the list; `due` counts the entries that wait for this judge. */
export function between(seat: Seat, due: number): string {
  const entries = inOrder(seat.entries)
  const stage = entries.find((e) => e.id === seat.current) ?? null
  const next = entries.find((e) => e.state === 'waiting') ?? null
  if (entries.length === 0) return '还没有参赛支部。请示意工作人员。'
  if (seat.round.final) return '全部完成，可以离开。'
  if (seat.round.mode === 'open' && due) return `请选一位打分，还有 ${due} 位。`
  if (stage && !['revealed', 'locked'].includes(stage.state) && !aside(stage.state)) return `现在是${place(stage)}，${stateWord(stage.state)}。`
  if (next && !stage) return '比赛还没开始。您已签到，到您打分时这个页面会自动变化。'
  return next ? `请稍候，${place(next)}还没有上场。` : '请稍候。'
}

/** A page at its end: the seat is elsewhere, the card is another contest's, the session is over. */
export function ended(why: string, name: string): Says & { button: string } {
  if (why === 'seat_moved') {
    return { big: `${name}已在另一台手机登录，这一台停下了。`, soft: '这台手机里的草稿都还在。已提交的分数都在服务器上，不用重打。', button: '在这台手机继续' }
  }
  const kept = '这台手机里的草稿都还在。请扫桌上的卡，或者输入它下面的六位号码。'
  if (why === 'wrong_card') return { big: '这张卡不是这场比赛的，或者已经换过新卡。', soft: kept, button: '输入六位号码' }
  return { big: '登录已经到期。', soft: kept, button: '输入六位号码' }
}

/** What stands at the door, as a sentence; empty where nothing does. */
export function atDoor(door: { at: string; minutes?: number; code?: string; title?: string } | null): string {
  switch (door?.at) {
    case 'wrong_code':
      return '号码或 PIN 不对。请看一下桌卡，再输一次。'
    case 'wrong_pin':
      return 'PIN 不对，请再输一次。'
    case 'wrong_card':
      return ended('wrong_card', '').big + '请输入新卡上的六位号码，或者请工作人员来。'
    case 'locked':
      return `PIN 输错次数太多，${door.minutes} 分钟后可以再试。请工作人员换一张卡更快。`
    case 'no_answer':
      return '连不上比赛服务器，请看一下是否连着会场 Wi-Fi，再按一次。'
    case 'refused':
      return `${door.title || '没有进去。请示意工作人员。'}（代码 ${door.code}）`
    default:
      return ''
  }
}
