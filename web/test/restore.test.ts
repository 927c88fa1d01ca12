import assert from 'node:assert/strict'
import test from 'node:test'
import { phone, receipt, sentOnce, there } from './phone.ts'

test('a restored server that lacks the receipt is sent the ballot with its key, on the version it has', async () => {
  const p = phone()
  await sentOnce(p)
  p.answers.push({ ...receipt(1), receipt: 'NEW1' })
  p.box.align(['e1', 'e2'], [], 'L2')
  await p.settle()
  assert.deepEqual([p.calls[1]!.key, p.calls[1]!.body], [p.calls[0]!.key, { marks: { A: '9.5' }, based_on: 0 }])
  assert.deepEqual([p.box.record('e1').sent?.receipt, p.box.record('e1').sent?.log], ['NEW1', 'L2'])
})

test('a restored server that has an older ballot is sent the newer one on top of it', async () => {
  const p = phone()
  await sentOnce(p)
  p.box.amend('e1', { editing: true })
  p.box.mark('e1', 'A', '8')
  p.answers.push(receipt(2, '8'))
  p.box.submit('e1', 1, 'L')
  await p.settle()
  p.answers.push(receipt(2, '8'))
  p.box.align(['e1'], [there(1, { A: '9.5' })], 'L2')
  await p.settle()
  assert.deepEqual(p.calls[2]!.body, { marks: { A: '8' }, based_on: 1 })
})

test('a restored server that has the receipt is sent nothing', async () => {
  const p = phone()
  await sentOnce(p)
  p.box.align(['e1'], [there(1, { A: '9.5' })], 'L2')
  await p.settle()
  assert.equal(p.calls.length, 1)
  assert.equal(p.box.record('e1').sent?.log, 'L2')
})

test('within one log the server is right: a newer ballot of this seat replaces what the phone thought, nothing is sent', async () => {
  const p = phone()
  await sentOnce(p)
  p.box.align(['e1'], [there(2, { A: '7' })], 'L')
  await p.settle()
  assert.equal(p.calls.length, 1)
  assert.deepEqual([p.box.record('e1').sent?.version, p.box.record('e1').marks], [2, { A: '7' }])
})

test('a ballot on its way through a restore goes out on the version that the server has now', async () => {
  const p = phone()
  p.box.mark('e1', 'A', '9.5')
  p.box.submit('e1', 3, 'L')
  await p.settle()
  p.answers.push(receipt(2))
  p.box.align(['e1'], [there(1, { A: '5' })], 'L2')
  await p.settle()
  assert.equal(p.calls[1]!.body.based_on, 1)
  assert.equal(p.box.record('e1').sent?.version, 2)
})

test('marks in the making are never overwritten by a ballot of another phone', () => {
  const p = phone()
  p.box.mark('e1', 'A', '6')
  p.box.align(['e1'], [there(1, { A: '9.5' })], 'L')
  const r = p.box.record('e1')
  assert.deepEqual([r.marks, r.editing, r.sent?.receipt], [{ A: '6' }, true, 'R1'])
})
