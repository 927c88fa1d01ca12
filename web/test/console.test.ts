import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judgeQuestions } from '../src/console/judge.ts'
import { closeAnyway } from '../src/console/questions.ts'
import { dateOf, minutes, ServerClock, stampOf, wallOf } from '../src/shared/clock.ts'
import { deedWord, definitionOf, seatName, undoOf, type Fact } from '../src/shared/facts.ts'
import { healthOf, missingWords, online, toPresence, type Presence } from '../src/shared/health.ts'
import { entry } from './floor.ts'

const fact = (seq: number, kind: string, at = '2026-11-24T09:46:30Z', payload: Fact['payload'] = null): Fact => ({ seq, kind, entry: 'a', seat: null, at, by: '甲', reason: null, payload })
const phone = (more: Partial<Presence> = {}): Presence => ({ seat: 's', entry: 'a', done: 3, of: 13, silent: 1, heard: 0, ...more })

test('a card says how far a judge is, and how long his phone is silent', () => {
  assert.deepEqual(healthOf('none', phone(), 'a', 0), { kind: 'busy', words: '打 3/13 项' })
  assert.deepEqual(healthOf('none', phone({ done: 0 }), 'a', 0), { kind: 'idle', words: '在线，未开始' })
  assert.deepEqual(healthOf('none', phone({ entry: 'b' }), 'a', 0), { kind: 'idle', words: '在线，未开始' })
  assert.deepEqual(healthOf('none', phone(), 'a', 39_000), { kind: 'lost', words: '断线 40 秒 · 3/13 项' })
  assert.deepEqual(healthOf('none', undefined, 'a', 0), { kind: 'lost', words: '未上线' })
  assert.equal(healthOf('in', phone(), 'a', 0).words, '已提交')
  assert.equal(healthOf('recused', undefined, 'a', 0).words, '回避')
})

test('a few who are missing are named one by one, many by what is the matter', () => {
  const few = [{ name: '评委4 王志强', words: '打 3/5 项' }, { name: '评委9', words: '断线 40 秒' }]
  assert.deepEqual(missingWords(few), ['评委4 王志强 未提交（打 3/5 项）', '评委9 未提交（断线 40 秒）'])
  const many = [1, 2, 3, 4, 5].map((n) => ({ name: `评委${n} 某人`, words: '未上线' }))
  assert.deepEqual(missingWords([...many, ...few]), ['评委1、评委2、评委3、评委4、评委5 未提交（未上线）', '评委4 未提交（正在打分）', '评委9 未提交（断线）'])
})

test('a paper sheet typed once is missing for another reason', () => {
  const typed = { name: '评委5 刘海燕', words: '在线，未开始', typed: true }
  assert.deepEqual(missingWords([typed]), ['评委5 刘海燕 纸质分等另一人复录（P）'])
  const many = [1, 2, 3, 4, 6, 7].map((n) => ({ name: `评委${n}`, words: '未上线' }))
  assert.deepEqual(missingWords([...many, typed]).at(-1), '评委5 纸质分等另一人复录（P）')
})

test('what a fact is called may depend on those before it', () => {
  const timer = fact(2, 'timer', '', { action: 'start' })
  assert.equal(deedWord(timer, [fact(1, 'draw'), timer]), '试计时')
  assert.equal(deedWord(timer, [fact(1, 'call'), timer]), '计时继续')
  const again = fact(3, 'draw')
  assert.deepEqual([deedWord(fact(1, 'draw'), [fact(1, 'draw'), again]), deedWord(again, [fact(1, 'draw'), again])], ['抽签', '重新抽签'])
  const asked = fact(4, 'correct')
  const decline = fact(5, 'decline', '', { of: 4 })
  assert.equal(deedWord(decline, [asked, decline]), '撤回更正')
  assert.equal(deedWord({ ...decline, by: '乙' }, [asked]), '不同意更正')
})

test('the log says what was done with the timer', () => {
  const timer = (payload: Fact['payload'], reason: string | null = null) => deedWord({ ...fact(1, 'timer', '', payload), reason })
  assert.deepEqual([timer({ action: 'pause' }), timer({ action: 'add', seconds: -60 }), timer({ action: 'add', seconds: 30 }), timer({ action: 'add', seconds: 0 }, '设备故障')], ['计时暂停', '计时退回 60 秒', '计时拨快 30 秒', '超时不扣分'])
  assert.equal(deedWord(fact(1, 'lead', '', { action: 'ask' })), '申请接管')
})

test('a phone counts as there until it has been silent for twelve seconds', () => {
  assert.equal(online([phone()], 10_000), 1)
  assert.equal(online([phone()], 11_000), 0)
})

test('an event without a seat is no presence', () => {
  assert.equal(toPresence({ done: 1 }, 0), null)
  assert.equal(toPresence({ seat: 's', done: 'x' }, 5)?.done, 0)
})

test('a call may be taken back for ten seconds, a withdrawal until the next command', () => {
  const at = Date.parse('2026-11-24T09:46:30Z')
  assert.equal(undoOf([fact(1, 'call')], at + 3000)?.left, 7)
  assert.equal(undoOf([fact(1, 'call')], at + 10_000), null)
  assert.equal(undoOf([fact(1, 'withdraw')], at + 600_000)?.left, null)
  assert.equal(undoOf([fact(1, 'call'), fact(2, 'open')], at), null)
  assert.equal(undoOf([fact(1, 'call'), fact(2, 'timer'), fact(3, 'ballot')], at)?.fact.seq, 1)
})

test('the definition in force is the last one, and seats have their names from it', () => {
  const d = definitionOf([fact(1, 'round', '', { seats: [] }), fact(2, 'round', '', { seats: [{ id: 's', name: '评委1', person: '张建国', group: '' }] })])
  assert.equal(seatName(d, 's'), '评委1 张建国')
  assert.equal(seatName(d, 'x'), 'x')
})

test('locking without somebody names him on the button, and asks why', () => {
  const e = entry('a', 7, 'scoring', { name: '幸福村', township: '' })
  const q = closeAnyway(e, [{ name: '评委4 王志强', words: '未上线' }, { name: '评委9', words: '纸质', typed: true }], ['实到 4 位，不足 5 位，不去最高最低分'])
  assert.deepEqual(q.lines.slice(1), ['评委9：纸质分等另一人复录（P）', '锁分后这 2 位不计入。实到 4 位，不足 5 位，不去最高最低分。亮分以前可以重开。'])
  assert.equal(q.confirm, '缺评委4、评委9，仍然锁分')
  assert.notEqual(q.reasons.length, 0)
})

test('a judge can be taken out before the close only, and put back', () => {
  const e = entry('a', 7, 'scoring', { name: '幸福村', township: '' })
  const types = (state: string, seat: 'none' | 'recused', director: boolean) => judgeQuestions({ ...e, state }, 's', '评委1', seat, director).map((q) => `${q.command.type}${q.command.off ? ' off' : ''}`)
  assert.deepEqual(types('scoring', 'none', true), ['recuse', 'judge_absent', 'reissue_seat'])
  assert.deepEqual(types('scoring', 'recused', false), ['recuse off', 'judge_absent'])
  assert.deepEqual(types('closed', 'none', false), [])
})

test('the clock is the server’s, in the zone that it names', () => {
  let now = 1000
  const c = new ServerClock(() => now)
  assert.equal(c.wall(), '--:--:--')
  c.set('2026-11-24T09:47:12+08:00')
  now += 3000
  assert.equal(c.wall(), '09:47:15')
  c.hint('Tue, 24 Nov 2026 20:00:00 GMT')
  assert.equal(c.wall(), '09:47:15')
  assert.equal(wallOf('2026-11-24T23:59:58+08:00'), '23:59:58')
  assert.equal(stampOf('2026-11-25T06:14:58+08:00'), '2026-11-25 06:14:58')
  const room = new Date('2026-11-24T22:14:58Z')
  assert.equal(stampOf(room.toISOString()).slice(0, 10), `${room.getFullYear()}-${String(room.getMonth() + 1).padStart(2, '0')}-${String(room.getDate()).padStart(2, '0')}`, 'day and time of one zone')
  assert.equal(wallOf('2026-11-24T16:30:00Z', '2026-11-24T09:00:00+08:00'), '00:30:00')
})

test('a day is that of the zone that its time names, and of the room where it is UTC', () => {
  assert.equal(dateOf('2026-11-24T23:59:58+08:00'), '2026-11-24 23:59')
  const room = new Date('2026-11-24T23:59:58Z')
  assert.equal(Number(dateOf('2026-11-24T23:59:58Z').slice(8, 10)), room.getDate())
  assert.equal(Number(dateOf('2026-11-24T23:59:58Z').slice(11, 13)), room.getHours())
  assert.equal(dateOf('soon'), '')
})

test('seconds are written as minutes, also over and under', () => {
  assert.equal(minutes(480), '08:00')
  assert.equal(minutes(-23.4), '−00:23')
  assert.equal(minutes(0.9), '00:00')
})
