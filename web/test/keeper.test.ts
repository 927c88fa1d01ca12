import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deadOf, deadWords, noted, overSettled, read, sentOf, sentWords, timerCommand, warned, type Sent } from '../src/console/keeper.ts'
import { overrunWords } from '../src/console/overrun.ts'
import { adjust, partOf } from '../src/console/questions.ts'
import { deskOf, undelivered } from '../src/console/turn.ts'
import { faceOf } from '../src/shared/face.ts'
import { addOf } from '../src/shared/timer.ts'
import { entry, picture } from './floor.ts'

const plan = { starts: '2026-11-24T09:00:00Z', parts: [{ name: '视频展示', seconds: 120 }, { name: '登台演说', seconds: 180 }] }
const since = '2026-11-24T09:00:00Z'
const at = (seconds: number) => Date.parse(since) + seconds * 1000
const on = (state: string, more = {}, round = {}) => picture([entry('a', 7, state)], { current: 'a', timer: { entry: 'a', since, elapsed: 0 }, ...more }, { plan, ...round })
const sent = (more: Partial<Sent> = {}): Sent => ({ ...sentOf({ type: 'deduct', entry: 'a', points: '0.5', reason: '超时 00:23' }, entry('a', 7, 'scoring'), 'L', 'key-1', '09:46:30'), unsure: false, ...more })

test('the page is a console to directors and verifiers, a desk of its own to timekeepers, and closed to others', () => {
  assert.deepEqual(['director', 'verifier', 'timekeeper', 'organiser', 'scrutineer', 'auditor', 'admin', ''].map(deskOf), ['console', 'console', 'keeper', null, null, null, null, null])
})

test('a key is alive while somebody speaks, and says why where it is dead', () => {
  assert.deepEqual(deadWords(deadOf(on('presenting'), true)), [])
  assert.deepEqual(deadWords(deadOf(picture([entry('a', 7, 'waiting')]), true)), ['台上还没有人，等主控叫号'])
  assert.deepEqual(deadWords(deadOf(on('called', { timer: null }), true)), ['第 7 位已叫号，等主控按「开始计时」'])
  assert.deepEqual(deadWords(deadOf(on('presenting'), false)), [undelivered])
  assert.deepEqual(deadWords(deadOf(on('locked', { final: true }), true)), ['已封榜，不再计时、扣分'])
})

test('a pause stops the timer only; the end of speaking leaves the deduction; the close leaves none', () => {
  assert.deepEqual(deadOf(on('presenting', {}, { paused: true }), true), { timer: '主控已暂停比赛，恢复后再计时', shift: '', deduct: '' })
  assert.deepEqual(deadOf(on('scoring'), true), { timer: '第 7 位汇报已结束，计时停在这里', shift: '第 7 位汇报已结束，计时停在这里', deduct: '' })
  assert.equal(deadOf(on('closed'), true).deduct, '第 7 位已锁分，要扣分请主控走更正')
  assert.equal(deadOf(on('withdrawn'), true).deduct, '第 7 位弃赛，不用扣分')
  assert.notEqual(deadOf(on('closed'), true).timer, '')
  assert.notEqual(deadOf(on('presenting', { timer: { entry: 'b', since, elapsed: 0 } }), true).timer, '', 'the timer is another one’s')
})

test('T pauses what runs and starts what stands, of who is on the stage', () => {
  assert.deepEqual(timerCommand(on('presenting')), { type: 'timer', entry: 'a', action: 'pause' })
  assert.deepEqual(timerCommand(on('presenting', { timer: { entry: 'a', since: null, elapsed: 9 } })), { type: 'timer', entry: 'a', action: 'start' })
})

test('thirty seconds more are less on a clock that counts down', () => {
  assert.deepEqual([addOf(plan, 30), addOf(null, 30), addOf(undefined, -30)], [-30, 30, -30])
})

test('the clock says the part, what is left, the last minute, and the over-run', () => {
  const said = (seconds: number, more = {}, round = {}) => {
    const f = faceOf(on('presenting', more, round), at(seconds), '09:30:00')
    return [f.part, f.word, f.figure, f.next ?? '']
  }
  assert.deepEqual(said(10.5), ['视频展示', '还剩', '01:50', '登台演说'])
  assert.deepEqual(said(61), ['视频展示', '还剩 1 分钟', '00:59', '登台演说'])
  assert.deepEqual(said(323.9), ['登台演说', '已超时', '00:23', ''])
  assert.deepEqual(said(50, { timer: { entry: 'a', since: null, elapsed: 30 } }), ['视频展示', '还剩（已暂停计时）', '01:30', '登台演说'])
  assert.deepEqual(said(50, { timer: { entry: 'a', since: null, elapsed: 0 } }), ['视频展示', '还剩（已暂停计时）', '02:00', '登台演说'], 'stopped in its first second')
  assert.equal(said(40, {}, { paused: true })[1], '比赛暂停')
  assert.deepEqual(said(75, {}, { plan: null }), ['', '已用时', '01:15', ''])
})

test('what the clock calls an over-run is the reason of the deduction', () => {
  const f = faceOf(on('presenting'), at(323.9), '')
  assert.equal(overrunWords(Math.floor(f.moment?.over ?? 0)), `超时 ${f.figure}`)
})

test('with nobody timed the clock shows the time of day; a running time is not guessed', () => {
  const f = faceOf(on('called', { timer: null }), at(0), '09:30:15')
  assert.deepEqual([f.who, f.word, f.figure, f.moment], ['第 7 位 a村党支部', '已叫号', '09:30', null])
  assert.deepEqual(['called', 'scoring', 'closed'].map((s) => { const f = faceOf(on(s, { timer: { entry: 'a', since: null, elapsed: 200 } }), at(0), '09:30:15'); return [f.timed, f.word] }), [[true, '还剩（已暂停计时）'], [false, '打分中'], [false, '已锁分']])
  const tried = faceOf({ ...picture([]), timer: { entry: 'a', since, elapsed: 0 } }, at(9), '09:30:15')
  assert.ok(tried.timed && tried.figure !== '09:30', 'a trial before the first call')
  assert.deepEqual([faceOf(picture([]), at(0), '09:30:15').word, faceOf(picture([]), at(0), '09:30:15').who], ['现在时间', ''])
  assert.equal(faceOf(on('presenting'), null, '').figure, '--:--')
  assert.equal(faceOf(on('presenting', { timer: { entry: 'b', since, elapsed: 0 } }), at(9), '09:30:15').figure, '09:30', 'the timer of another')
})

test('a deduction comes off the part of the round, and tells what was sent before', () => {
  const q = adjust(entry('a', 7, 'scoring'), 'deduct', partOf(on('scoring', {}, { part_name: '现场比武' })), '超时 00:23')
  assert.deepEqual(q.command, { type: 'deduct', entry: 'a', part: 'stage' })
  assert.equal(q.reason, '超时 00:23')
  const lines = (list: Sent[], log = 'L') => warned(q, list, log).lines.join('\n')
  assert.match(lines([sent()]), /这台设备已经发过：扣 0\.5 分：超时 00:23。再发就是再扣一次。/)
  assert.doesNotMatch(lines([sent({ entry: 'b' })]) + lines([sent()], 'another'), /已经发过/)
  assert.match(lines([]), /主控也可以扣，这里看不到/)
})

test('what was sent again keeps its place and its key', () => {
  const list = [sent({ unsure: true }), sent({ key: 'key-2', entry: 'b' })]
  assert.deepEqual(noted(list, sent()).map((s) => [s.key, s.unsure]), [['key-1', false], ['key-2', false]])
  assert.equal(noted(list, sent({ key: 'key-3' })).length, 3)
  assert.deepEqual(read(JSON.stringify(list)), list)
  assert.deepEqual([read(null), read('{'), read('{"a":1}'), read('[1,null,{"key":"x"}]')], [[], [], [], []])
})

test('an over-run is settled by its points or by a reason, in this log', () => {
  const free = sentOf({ type: 'timer', action: 'add', seconds: 0, entry: 'a', reason: '放映故障' }, entry('a', 7, 'scoring'), 'L', 'k', '')
  assert.equal(sentWords(free), '不扣分：放映故障')
  assert.deepEqual([[sent()], [free], [sent({ reason: '违反比赛纪律' })], [sent({ entry: 'b' })]].map((l) => overSettled(l, 'L', 'a')), [true, true, false, false])
  assert.equal(overSettled([sent()], 'after a restore', 'a'), false)
})
