import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checksOf, clockStood, clockWent, ready } from '../src/console/checklist.ts'
import { fact, picture } from './floor.ts'

const groups = (ticked: string[], facts = [fact(1, 'timer', { payload: { action: 'start' } })]) =>
  checksOf({ picture: picture([]), definition: null, facts, online: 0, machine: null, hello: null, empty: null, ticked: new Set(ticked), now: 0 })
const timer = (...ask: Parameters<typeof groups>) => groups(...ask).flatMap((g) => g.checks).find((c) => c.key === 'timer')

test('that the timer was tried is no tick: a person says whether the clock at the stage went', () => {
  assert.deepEqual([timer([])?.light, timer([])?.asks, timer([])?.says], ['todo', true, '台前计时走了吗'])
  assert.equal(timer([], [])?.asks, undefined)
  assert.equal(timer([clockWent])?.light, 'ok')
  assert.equal(timer([clockStood])?.light, 'warn')
  assert.equal(ready(groups([clockWent])).done - ready(groups([])).done, 1)
})
