import assert from 'node:assert/strict'
import { test } from 'node:test'
import { elapsedOf, partNow } from '../src/shared/timer.ts'

const plan = { starts: '2026-11-24T09:00:00Z', parts: [{ name: '视频展示', seconds: 300 }, { name: '登台演说', seconds: 180 }] }

test('what is left is of the part that runs; the last minute warns, then it counts over', () => {
  assert.deepEqual(partNow(plan, 0), { index: 0, name: '视频展示', left: 300, over: 0, warn: false })
  assert.equal(partNow(plan, 240)?.warn, true)
  assert.deepEqual(partNow(plan, 300), { index: 1, name: '登台演说', left: 180, over: 0, warn: false })
  assert.deepEqual(partNow(plan, 503), { index: 1, name: '登台演说', left: 0, over: 23, warn: true })
  assert.equal(partNow(plan, -60)?.left, 360, 'a minute more')
  assert.equal(partNow(null, 30), null)
})

test('a running timer counts on the server’s clock', () => {
  assert.equal(elapsedOf({ entry: 'a', since: '2026-11-24T09:00:00Z', elapsed: 5 }, Date.parse('2026-11-24T09:01:00Z')), 65)
  assert.equal(elapsedOf({ entry: 'a', since: null, elapsed: 5 }, Date.parse('2026-11-24T09:01:00Z')), 5)
  assert.equal(elapsedOf(null, Date.parse('2026-11-24T09:01:00Z')), 0)
})
