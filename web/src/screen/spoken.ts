// A score as it is read aloud: 91.01 is 九十一点零一. And what a host says at each point of a turn.
import { clockOf } from '../shared/clock.ts'
import { isPublic, type EntryPicture, type Picture } from '../shared/picture.ts'
import { byTotal, placeWords, rowsOf, valueOf } from '../shared/rows.ts'
import { adjustedWords, scoreWords } from '../shared/rule.ts'
import { awardsOf, givenAt, type Standings } from '../shared/standings.ts'
import { aside, stateWord, type State } from '../shared/states.ts'
import { hallScreen } from './scene.ts'

const digits = '零一二三四五六七八九'

/** A whole number below ten thousand in Chinese; a larger one digit by digit. */
function whole(n: number): string {
  if (n === 0) return digits[0] ?? ''
  if (n > 9999) return [...String(n)].map((d) => digits[Number(d)]).join('')
  let out = ''
  let gap = false
  for (const [unit, word] of [[1000, '千'], [100, '百'], [10, '十'], [1, '']] as const) {
    const d = Math.floor(n / unit) % 10
    if (d === 0) gap = out !== ''
    else {
      out += (gap ? '零' : '') + digits[d] + word
      gap = false
    }
  }
  return n >= 10 && n < 20 ? out.slice(1) : out
}

/** A decimal as people say it. */
export function spoken(value: string): string {
  const negative = /^[-−]/.test(value)
  const [a = '0', b = ''] = value.replace(/^[-−]/, '').split('.')
  return `${negative ? '负' : ''}${whole(Number(a))}${b ? `点${[...b].map((d) => digits[Number(d)]).join('')}` : ''}`
}

const who = (e: EntryPicture): string => `${e.order ? `第${spoken(String(e.order))}位，` : ''}${e.township}${e.name}`

/** What a host says of what the hall is shown by hand beside the turn: a break, the awards. Empty where there is nothing. */
export function besideOf(picture: Picture, standings: Standings | null): string {
  const screen = hallScreen(picture)
  if (screen?.mode === '8') {
    const until = screen.page > 0 && screen.page < 1440 ? `，${clockOf(screen.page)} 继续` : ''
    return screen.step > 0 ? `现在休息 ${screen.step} 分钟${until}。` : until ? `现在休息${until}。` : ''
  }
  if (screen?.mode !== '7') return ''
  const given = standings && givenAt(awardsOf(standings, picture), screen.step)
  if (!given) return '比赛全部结束，下面颁奖。'
  const { row, township } = given.newest
  const name = row.name.startsWith(township) ? row.name : `${township}${row.name}`
  const place = `${row.shared ? '并列' : ''}${standings.final ? '' : '暂列'}第${spoken(String(row.rank))}名`
  return `获得${given.award.name}的是：${name}${row.total ? `，总成绩${spoken(row.total)}分` : ''}，${place}。`
}

/** What a host says now: the words, without a figure before the entry's own reveal. */
export function lineOf(picture: Picture, e: EntryPicture | null): string {
  if (picture.round.paused) return '比赛暂停，请大家在座位上稍候。'
  if (!e) return picture.final ? '本场比赛全部结束。' : '比赛即将开始，请大家就座，把手机调到静音。'
  const speaker = e.speaker ? `演讲人${e.speaker}` : ''
  switch (e.state as State) {
    case 'called':
      return `请${who(e)}上台${speaker ? `，${speaker}` : ''}。`
    case 'presenting':
      return `${who(e)}正在汇报${e.title ? `，题目《${e.title}》` : ''}。`
    case 'scoring':
      return '汇报结束，请各位评委打分。'
    case 'closed':
    case 'verified':
      return '打分结束，正在核对，马上亮分。'
    case 'revealed':
    case 'locked':
      return scoreLine(picture, e)
    default:
      return aside(e.state as State) ? `本位${stateWord(e.state)}，请下一位准备。` : '请下一位准备。'
  }
}

function scoreLine(picture: Picture, e: EntryPicture): string {
  const value = isPublic(e) ? valueOf(picture, e, 'score') : null
  if (value === null) return `${who(e)}没有得分。`
  const peers = rowsOf(picture).filter((r) => r.rank === e.rank && r.entry.id !== e.id).length
  const words = e.rank === null ? '' : placeWords(picture, e.rank).replace(` ${e.rank} `, spoken(String(e.rank)))
  const place = words && `，${words}${peers ? `，与另外${peers === 2 ? '两' : spoken(String(peers))}家并列` : ''}`
  const total = byTotal(picture, 'score')
  const what = scoreWords({ ...picture.round, weight: '' }, total)
  const adjusted = adjustedWords(picture, e, total).replace(/\d+(\.\d+)?/g, (n) => `${n} 分`)
  return `${e.township}${e.name}，${adjusted && `${adjusted}，`}${what}${spoken(value)}分${place}。`
}
