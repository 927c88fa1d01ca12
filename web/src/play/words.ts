// The captions of the minute: what happens, in words for somebody who has never seen it. Pure.
import { percent } from '../shared/decimal.ts'
import { byOrder } from '../shared/picture.ts'
import type { Moment } from './tape.ts'

/** The names of the scenes on the bar. */
export const sceneWords: Record<string, string> = { stage: '上场', marks: '打分', offline: '断网', two: '两个人', reveal: '亮分', why: '来历', batch: '排名', yours: '轮到您' }

interface Caption {
  at: number
  /** The word that this part of the minute teaches. */
  term: string
  text: (m: Moment) => string
}

const current = (m: Moment) => m.hall?.entries.find((e) => e.id === m.hall?.current) ?? null
/** The entry that the minute is about. */
const shown = (m: Moment) => m.hall?.entries.find((e) => e.id === m.phone?.entry) ?? null
const judge = (m: Moment) => m.seat?.seat.name ?? '评委'
const dropped = (m: Moment) => current(m)?.marks?.filter((x) => x.dropped).length ?? 0

const captions: Caption[] = [
  { at: 0, term: '大屏', text: (m) => `第 ${current(m)?.order ?? ''} 位上场：${current(m)?.name ?? ''}党支部。全场看大屏；评委用手机打分；管流程的人叫主控，只按一个红键。` },
  { at: 2.2, term: '标准', text: () => '手机上是评分标准的原话：每一项满分多少，看什么，都写明了。评委照着打。' },
  { at: 6, term: '评委', text: (m) => `开始打分。${judge(m)}一项一项点分，一点就记；打完核对一遍，再提交。` },
  { at: 10, term: '评委', text: () => '大屏只告诉全场交了几份，不显示任何分数，谁也不受别人影响。' },
  { at: 14.5, term: '断网', text: (m) => `${judge(m)}的手机断网了。打好的分存在手机里，不会丢。` },
  { at: 17.2, term: '断网', text: (m) => `缺一份分，主控的红键就按不动，并写明缺谁、为什么：${judge(m)}断线。` },
  { at: 20.6, term: '断网', text: (m) => `网络恢复，手机自动补交。回执在路上丢了，手机又交一次，服务器认出是同一份：${count(m)}，一份不多。` },
  { at: 24, term: '锁分', text: (m) => `${current(m)?.closed_by || '主控'}按下红键，从此不再收分，评委自己也不能再改。` },
  { at: 26.2, term: '锁分', text: () => '锁分的人不能自己核对。换第二个人看过核对表，确认无误，才能亮分。' },
  { at: 30, term: '亮分', text: (m) => `${current(m)?.of ?? ''} 位评委的分一张一张翻开，全场看着。` },
  { at: 34.6, term: '亮分', text: (m) => `按规则划掉一个最高分、一个最低分，共 ${dropped(m)} 张，不计入。` },
  { at: 37, term: '亮分', text: (m) => `其余 ${(current(m)?.marks?.length ?? 0) - dropped(m)} 个分取平均，现场得分 ${current(m)?.score ?? ''}。` },
  { at: 39.4, term: '亮分', text: (m) => `已亮分的支部里暂列第 ${current(m)?.rank ?? ''} 名。名次按总成绩排，现场得分占其中 ${percent(m.hall?.round.weight ?? '')}。` },
  { at: 42, term: '来历', text: () => '这个分怎么来的？点一下就看到：每位评委给了多少，去掉谁，怎么平均，占多少，怎么四舍五入。' },
  { at: 48, term: '排名', text: (m) => `快进：同一批其余的支部，同样一步一步走完。已完成 ${settled(m)} / ${m.hall?.entries.length ?? ''}。` },
  { at: 52, term: '排名', text: (m) => `全部走完，封榜：${m.hall?.entries.length ?? ''} 个支部按总成绩排出名次，刚才的${shown(m)?.name ?? ''}第 ${shown(m)?.rank ?? ''} 名。每个数字都能这样查到底。` },
  { at: 56, term: '轮到您', text: () => '当一回评委，给正在台上的支部打分。' },
]

/** From when on the score stands on the hall's screen, and when it is explained. */
export const scored = 37
export const explained = 42

const settled = (m: Moment): number => byOrder(m.hall?.entries ?? []).filter((e) => e.state === 'locked').length

function count(m: Moment): string {
  const e = current(m)
  return `${e?.in ?? 0} / ${e?.of ?? 0}`
}

/** The caption of a moment. Who closed stands in the console's picture only. */
export function captionAt(at: number, m: Moment): { term: string; text: string } {
  const c = captions.filter((c) => c.at <= at).pop() ?? captions[0]!
  const entry = m.console?.entries.find((e) => e.id === m.console?.current)
  const hall = m.hall && entry?.closed_by ? { ...m.hall, entries: m.hall.entries.map((e) => (e.id === entry.id ? { ...e, closed_by: entry.closed_by } : e)) } : m.hall
  return { term: c.term, text: c.text({ ...m, hall }) }
}

/** When each caption begins. */
export const captionTimes: number[] = captions.map((c) => c.at)

/** What the minute teaches, one sentence each. */
export const lessons: [string, string][] = [
  ['评委', '现场打分的人，用自己的手机。'],
  ['标准', '照着打分的原话：每一项看什么、满分多少。'],
  ['锁分', '不再收分；锁分和核对必须是两个人。'],
  ['来历', '每个分数怎样一步步算出来，能用计算器按到一样。'],
  ['排名', '按总成绩排先后；同分并列，或按规则写明的先后。'],
]

/** How an explanation is shown in a few seconds: the marks as cards, the arithmetic, of the other parts their share. */
export interface Shown {
  cards: { name: string; total: string; note: string }[]
  sums: string[]
  shares: { part: string; text: string }[]
  total: string
  place: string
}

export function shownOf(lines: { depth: number; text: string }[]): Shown {
  const shown: Shown = { cards: [], sums: [], shares: [], total: '', place: '' }
  let section = ''
  let parts = 0
  for (const { text } of lines) {
    const head = /^【(.+)】$/.exec(text)
    if (head) {
      section = head[1]!
      parts++
      continue
    }
    const sum = /^([^：]+)：[^＝=]*(?:\+[^=]*){3,}= ([\d.]+)(?:（(.+)，去掉）)?$/.exec(text)
    if (section === '名次') shown.place ||= text
    else if (section === '总分') shown.total ||= text
    else if (parts > 1) /^折合/.test(text) && shown.shares.push({ part: section, text: text.replace(/^折合：/, '') })
    else if (sum) shown.cards.push({ name: sum[1]!, total: sum[2]!, note: sum[3] ?? '' })
    else shown.sums.push(text)
  }
  shown.cards.sort((a, b) => a.name.localeCompare(b.name, 'zh', { numeric: true }))
  return shown
}
