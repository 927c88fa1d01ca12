import assert from 'node:assert/strict'
import { test } from 'node:test'
import { besideOf, lineOf, spoken } from '../src/screen/spoken.ts'
import type { EntryPicture, Picture } from '../src/shared/picture.ts'
import { awardsOf, composedOf, givenAt, stepsOf, type StandingRow, type Standings } from '../src/shared/standings.ts'
import { entry as entryOf, picture as pictureOf, screen as screenOf } from './floor.ts'

const row = (entry: string, rank: number | null, award: string | null, more: Partial<StandingRow> = {}): StandingRow => ({ entry, name: entry, rank, shared: false, total: '90.00', parts: { stage: { value: '91.00' } }, screen_rank: rank, award, ...more })
const entry = (id: string, state = 'locked', more: Partial<EntryPicture> = {}): EntryPicture => entryOf(id, 7, state, { score: '91.01', rank: 2, marks: [], ...more })
const picture = (entries: EntryPicture[], current: string | null = null, more: Partial<Picture> = {}): Picture => pictureOf(entries, { log: 'a', version: 1, view: 'hall', current, screens: [], ...more }, { weight: '0.4' })
const standings = (...groups: { key: string; rows: StandingRow[] }[]): Standings => ({ log: 'a', version: 1, final: true, groups })

const three = standings({ key: '', rows: [row('a', 1, '一等奖'), row('b', 2, '二等奖'), row('c', 3, '二等奖'), row('d', 4, '三等奖'), row('e', 5, null), row('f', null, null)] })

test('awards are given from the last one up, and only what was called is there', () => {
  const awards = awardsOf(three, picture([entry('a'), entry('b')], null, { final: true }))
  assert.deepEqual(awardsOf(three, picture([entry('a'), entry('b')])), [], 'who leads before the seal has won nothing')
  assert.deepEqual(awards.map((a) => [a.name, a.winners.map((w) => w.row.entry).join('')]), [['三等奖', 'd'], ['二等奖', 'bc'], ['一等奖', 'a']])
  assert.equal(stepsOf(awards), 4)
  const at = (k: number) => {
    const g = givenAt(awards, k)
    return g && [g.award.name, g.shown.map((w) => w.row.entry).join(''), g.newest.row.entry]
  }
  assert.deepEqual([0, 1, 2, 3, 4, 9].map(at), [null, ['三等奖', 'd', 'd'], ['二等奖', 'c', 'c'], ['二等奖', 'bc', 'b'], ['一等奖', 'a', 'a'], ['一等奖', 'a', 'a']])
  assert.equal(givenAt([], 3), null)
})

test('lists that are ranked apart have their awards beside each other, level by level', () => {
  const two = standings({ key: '村', rows: [row('a', 1, '一等奖'), row('b', 2, '二等奖')] }, { key: '社区', rows: [row('c', 1, '一等奖')] })
  assert.deepEqual(awardsOf(two, picture([], null, { final: true })).map((a) => a.name), ['村 二等奖', '村 一等奖', '社区 一等奖'])
})

test('the total has its own order and says how far each has moved from the stage', () => {
  const s = standings({ key: '', rows: [row('a', 1, null, { screen_rank: 3 }), row('b', 2, null, { screen_rank: 1 }), row('c', 3, null, { screen_rank: 2 })] })
  const p = picture([entry('a'), entry('b'), entry('c')])
  assert.deepEqual(composedOf(s, p, 'before')?.map((r) => r.id), ['b', 'c', 'a'])
  assert.deepEqual(composedOf(s, p, 'after')?.map((r) => [r.id, r.move]), [['a', 2], ['b', -1], ['c', -1]])
  assert.equal(composedOf(standings({ key: '', rows: [row('a', null, null, { total: null })] }), p, 'after'), null)
  assert.equal(composedOf(s, picture([entry('a', 'verified')]), 'after'), null)
})

test('a score is read as people say it', () => {
  for (const [value, words] of [['91.01', '九十一点零一'], ['90', '九十'], ['100', '一百'], ['105.25', '一百零五点二五'], ['12.5', '十二点五'], ['0.64', '零点六四'], ['1010', '一千零一十'], ['-0.5', '负零点五'], ['110', '一百一十'], ['1001', '一千零一']] as const) assert.equal(spoken(value), words, value)
})

test('the host has words for a break and for each award, and invents no reason', () => {
  const at = (mode: string, step: number, page = 0) => picture([entry('d'), entry('a')], null, { final: true, screens: [screenOf({ id: 'cue', kind: 'cue' }), screenOf({ mode, step, page })] })
  assert.equal(besideOf(at('8', 10, 1028), null), '现在休息 10 分钟，17:08 继续。')
  assert.equal(besideOf(at('8', 0, 1028), null), '现在休息，17:08 继续。')
  assert.equal(besideOf(at('8', 5), null), '现在休息 5 分钟。')
  assert.deepEqual([besideOf(at('8', 0), null), besideOf(at('1', 0), null), besideOf(at('5', 3), three)], ['', '', ''])
  assert.equal(besideOf(at('7', 0), three), '比赛全部结束，下面颁奖。')
  assert.equal(besideOf(at('7', 1), three), '获得三等奖的是：红旗镇d，总成绩九十点零零分，第四名。')
  assert.equal(besideOf(at('7', 1), null), '比赛全部结束，下面颁奖。')
  assert.equal(lineOf(picture([], null, { round: { ...picture([]).round, paused: true } }), null), '比赛暂停，请大家在座位上稍候。')
})

test('the host says what was taken off before the score', () => {
  const e = entry('a', 'revealed', { score: '89.20', unadjusted: '89.70', adjustments: [{ seq: 1, kind: 'deduct', points: '0.5', part: 'stage', reason: '超时', by: '' }] })
  assert.equal(lineOf(picture([e], 'a'), e), '红旗镇a村党支部，平均 89.70 分，扣 0.5 分（超时），现场得分八十九点二零分，现场暂列第二名。')
})

test('the host has words for each point of a turn, and no figure before the reveal', () => {
  const say = (state: string) => lineOf(picture([entry('a', state, { speaker: '李秀英' })], 'a'), entry('a', state, { speaker: '李秀英' }))
  assert.equal(say('called'), '请第七位，红旗镇a村党支部上台，演讲人李秀英。')
  assert.equal(say('revealed'), '红旗镇a村党支部，现场得分九十一点零一分，现场暂列第二名。')
  for (const state of ['waiting', 'called', 'presenting', 'scoring', 'closed', 'verified', 'withdrawn', 'absent']) assert.ok(!/九十一|91/.test(say(state)), state)
  assert.equal(say('withdrawn'), '本位弃赛，请下一位准备。')
  const tie = picture([entry('a'), entry('b')], 'a', { final: true })
  assert.equal(lineOf(tie, entry('a')), '红旗镇a村党支部，现场得分九十一点零一分，现场第二名，与另外一家并列。')
})
