import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EntryPicture, Picture } from '../src/shared/picture.ts'
import { stagesOf, stepOf, turnOf, undelivered, type Situation } from '../src/console/turn.ts'

const entry = (id: string, order: number | null, state: string, more: Partial<EntryPicture> = {}): EntryPicture => ({ id, name: `${id}村`, township: '', order, state, in: 0, of: 3, score: null, total: null, rank: null, marks: null, corrected: false, ...more })

const picture = (entries: EntryPicture[], current: string | null = null, round: Partial<Picture['round']> = {}): Picture => ({
  log: 'a',
  version: 1,
  at: null,
  view: 'console',
  round: { id: 'r', name: '', contest: 'c', rehearsal: false, mode: 'sequential', part: 'stage', paused: false, rules_hash: '', drawn: true, ...round },
  current,
  timer: null,
  entries,
})

const at = (e: EntryPicture | null, more: Partial<Situation> = {}): Situation => ({ picture: picture(e ? [e] : []), entry: e, person: { name: '甲', role: 'director' }, missing: [], looked: false, up: true, pauseReason: '', lockedBy: null, ...more })

test('the key goes through the turn in the order of the states', () => {
  const deeds = ['waiting', 'called', 'presenting', 'scoring', 'verified', 'revealed'].map((state) => stepOf(at(entry('a', 7, state))).deed)
  assert.deepEqual(deeds, ['call', 'start', 'open', 'close', 'reveal', 'lock'])
  assert.equal(stepOf(at(entry('a', 7, 'waiting'))).label, '叫第 7 位上场')
})

test('the close is dead while somebody is missing and names everybody', () => {
  const step = stepOf(at(entry('a', 1, 'scoring'), { missing: ['评委4 未提交（打 3/13 项）', '评委9 未提交（断线 40 秒）'] }))
  assert.deepEqual(step.reasons, ['评委4 未提交（打 3/13 项）', '评委9 未提交（断线 40 秒）'])
})

test('who closed cannot verify, and is told who can', () => {
  const step = stepOf(at(entry('a', 1, 'closed', { closed_by: '甲' }), { looked: true }))
  assert.equal(step.deed, 'verify')
  assert.equal(step.reasons.length, 1)
  assert.match(step.remedy ?? '', /核分员或另一位主控/)
})

test('another person uncovers the check page before he can verify', () => {
  const closed = entry('a', 1, 'closed', { closed_by: '乙' })
  assert.equal(stepOf(at(closed)).deed, 'look')
  const step = stepOf(at(closed, { looked: true }))
  assert.deepEqual([step.deed, step.reasons.length], ['verify', 0])
})

test('a verifier verifies and does nothing else', () => {
  const person = { name: '丙', role: 'verifier' }
  for (const state of ['waiting', 'called', 'presenting', 'scoring', 'verified', 'revealed']) assert.notEqual(stepOf(at(entry('a', 1, state), { person })).reasons.length, 0, state)
  assert.deepEqual(stepOf(at(entry('a', 1, 'closed', { closed_by: '甲' }), { person, looked: true })).reasons, [])
})

test('without the server every key is dead with the one sentence', () => {
  for (const state of ['waiting', 'scoring', 'closed', 'verified']) assert.deepEqual(stepOf(at(entry('a', 1, state), { up: false, missing: ['评委1'] })).reasons, [undelivered], state)
})

test('paused, nothing goes forward, and the reason is named', () => {
  const e = entry('a', 1, 'verified')
  const step = stepOf(at(e, { picture: picture([e], 'a', { paused: true }), pauseReason: '设备故障' }))
  assert.deepEqual(step.reasons, ['主控已暂停：设备故障'])
})

test('without lots nobody is called', () => {
  const e = entry('a', null, 'waiting')
  assert.notEqual(stepOf(at(e, { picture: picture([e], null, { drawn: false }) })).reasons.length, 0)
})

test('the turn is the entry called last, then the next in order, and never one that left', () => {
  const list = [entry('c', 3, 'waiting'), entry('a', 1, 'locked'), entry('b', 2, 'withdrawn')]
  assert.equal(turnOf(picture(list, 'a'))?.id, 'c')
  assert.equal(turnOf(picture([...list, entry('d', 4, 'scoring')], 'd'))?.id, 'd')
  assert.equal(turnOf(picture([entry('a', 1, 'locked'), entry('b', 2, 'absent')], 'a')), null)
})

test('when everything is settled the key is the seal, and after it nothing', () => {
  const done = [entry('a', 1, 'locked')]
  assert.deepEqual(stepOf(at(null, { picture: picture(done), lockedBy: '乙' })).reasons, [])
  assert.equal(stepOf(at(null, { picture: picture(done), lockedBy: '甲' })).reasons.length, 1)
  assert.equal(stepOf(at(null, { picture: { ...picture(done), final: true } })).deed, null)
})

test('the seven words say what is done and what is on', () => {
  const words = (state: string) => stagesOf(entry('a', 1, state, { in: 2 })).filter((s) => s.at === 'now').map((s) => s.word)
  assert.deepEqual(words('waiting'), ['叫号'])
  assert.deepEqual(words('presenting'), ['汇报计时'])
  assert.deepEqual(words('scoring'), ['打分中 2/3'])
  assert.deepEqual(words('closed'), ['核对'])
  assert.deepEqual(words('locked'), [])
  assert.equal(stagesOf(entry('a', 1, 'verified')).filter((s) => s.at === 'done').length, 5)
})
