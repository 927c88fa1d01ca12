import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forecastOf, lateWords, turnsOf } from '../src/console/forecast.ts'
import { overrunSettled } from '../src/console/overrun.ts'
import { entry, fact, picture } from './floor.ts'

const plan = { starts: '2026-11-24T09:00:00Z', parts: [{ name: '视频展示', seconds: 300 }, { name: '登台演说', seconds: 180 }] }
const time = (clock: string) => Date.parse(`2026-11-24T${clock}:00Z`)
const moment = (kind: string, clock: string, id: string, seq: number) => fact(seq, kind, { entry: id, at: `2026-11-24T${clock}:00Z` })

test('an over-run is settled by points or by a reason, not by the timer alone', () => {
  assert.equal(overrunSettled([fact(1, 'deduct', { reason: '超时 00:23' })], 'a'), true)
  assert.equal(overrunSettled([fact(1, 'timer', { reason: '设备故障', payload: { action: 'add', seconds: 0 } })], 'a'), true)
  assert.equal(overrunSettled([fact(1, 'timer', { payload: { action: 'add', seconds: 0 } })], 'a'), false)
  assert.equal(overrunSettled([fact(1, 'timer', { reason: '放映故障', payload: { action: 'add', seconds: -60 } })], 'a'), false, 'time given is not time forgiven')
  assert.equal(overrunSettled([fact(1, 'deduct', { reason: '违反比赛纪律' }), fact(2, 'deduct', { entry: 'b', reason: '超时' })], 'a'), false)
})

test('a turn lasts from its call to the next one, the last to its lock; what was undone is none', () => {
  const facts = [moment('call', '09:00', 'a', 1), moment('call', '09:12', 'b', 2), { ...fact(3, 'undo'), payload: { of: 2 } }, moment('call', '09:14', 'b', 4), moment('lock', '09:30', 'b', 5), moment('call', '09:31', 'c', 6)]
  assert.deepEqual(turnsOf(facts), [14 * 60, 17 * 60])
})

test('the end is where the pace so far leads, against start and lengths of the plan', () => {
  const entries = [entry('a', 1, 'locked'), entry('b', 2, 'locked'), entry('c', 3, 'waiting'), entry('d', 4, 'waiting')]
  const p = picture(entries, {}, { plan })
  const facts = [moment('call', '09:00', 'a', 1), moment('call', '09:20', 'b', 2), moment('lock', '09:40', 'b', 3)]
  const f = forecastOf(p, facts, time('09:42'))
  assert.equal(f?.end, time('10:22'))
  assert.equal(f?.late, 50) // planned: 4 turns of 8 minutes from 09:00
  assert.equal(forecastOf(picture(entries), facts, time('09:42')), null, 'no plan')
  assert.equal(forecastOf(picture([entry('a', 1, 'locked')], {}, { plan }), facts, time('09:42')), null, 'over')
})

test('before the first call the plan itself is the forecast, later than it when the start is late', () => {
  const p = picture([entry('a', 1, 'waiting'), entry('b', 2, 'waiting')], {}, { plan })
  assert.equal(forecastOf(p, [], time('08:30'))?.late, 0)
  assert.equal(forecastOf(p, [], time('09:10'))?.late, 10)
})

test('who is on the stage now is expected to take as long as the others', () => {
  const p = picture([entry('a', 1, 'locked'), entry('b', 2, 'presenting'), entry('c', 3, 'waiting')], { current: 'b' }, { plan })
  const facts = [moment('call', '09:00', 'a', 1), moment('call', '09:20', 'b', 2)]
  assert.equal(forecastOf(p, facts, time('09:25'))?.end, time('10:00'))
  assert.equal(forecastOf(p, facts, time('09:50'))?.end, time('10:10'), 'over its time already')
})

test('late, early, in time', () => {
  assert.deepEqual([38, -5, 0].map(lateWords), ['比计划晚 38 分', '比计划早 5 分', '和计划一致'])
})
