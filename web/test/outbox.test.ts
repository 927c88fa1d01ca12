import assert from 'node:assert/strict'
import test from 'node:test'
import { Problem } from '../src/shared/api.ts'
import { keyStore } from '../src/shared/keystore.ts'
import { Outbox } from '../src/shared/outbox.ts'
import { unsent } from '../src/shared/record.ts'
import { phone, receipt, sentOnce } from './phone.ts'

test('every mark survives a reload', () => {
  const p = phone()
  p.box.mark('e1', 'A', '9.5')
  assert.deepEqual(p.reload().record('e1').marks, { A: '9.5' })
})

test('drafts live in memory where the browser refuses storage', () => {
  const p = phone(keyStore(() => { throw new Error('private') }))
  p.box.mark('e1', 'A', '9.5')
  assert.deepEqual(p.reload().record('e1').marks, { A: '9.5' })
  assert.equal(p.store.durable, false)
})

test('without a network it is tried for ever, from 1.5 s to 5 s apart, with the same key', async () => {
  const p = phone()
  p.box.mark('e1', 'A', '9.5')
  p.box.submit('e1', 0, 'L')
  await p.pass(3_600_000)
  assert.ok(p.calls.length > 3_600_000 / 5_001 && p.calls.length < 3_600_000 / 4_000, `${p.calls.length} tries in an hour`)
  assert.equal(new Set(p.calls.map((c) => c.key)).size, 1)
  assert.match(p.calls[0]!.key, /^[0-9a-f]{32}$/)
  p.answers.push(receipt())
  await p.pass(5_000)
  assert.equal(p.box.record('e1').sent?.receipt, 'R1')
  assert.deepEqual(p.told.receipts, ['e1'])
  const tries = p.calls.length
  await p.pass(60_000)
  assert.equal(p.calls.length, tries, 'after the receipt nothing is sent')
})

test('a pending ballot survives a dead battery with its key', async () => {
  const p = phone()
  p.box.mark('e1', 'A', '9.5')
  p.box.submit('e1', 0, 'L')
  await p.settle()
  const again = p.reload()
  assert.deepEqual(again.waiting(), ['e1'])
  p.answers.push(receipt())
  again.wake()
  await p.settle()
  assert.equal(p.calls[1]!.key, p.calls[0]!.key)
  assert.equal(again.record('e1').pending, null)
})

test('503 is tried again after the time that the server asks for', async () => {
  const p = phone()
  p.answers.push(new Problem(503, 'unavailable', '', {}, 4), receipt())
  p.box.submit('e1', 0, 'L')
  await p.pass(3_900)
  assert.equal(p.calls.length, 1)
  await p.pass(200)
  assert.equal(p.calls.length, 2)
})

test('closed: not counted, the marks are kept and said to be refused', async () => {
  const p = phone()
  p.box.mark('e1', 'A', '9.5')
  p.answers.push(new Problem(409, 'closed', '', { state: 'closed', ballot: null }))
  p.box.submit('e1', 0, 'L')
  await p.settle()
  const r = p.box.record('e1')
  assert.deepEqual([r.pending, r.sent, r.refused, r.marks], [null, null, 'closed', { A: '9.5' }])
  assert.equal(p.told.stale, 1)
  await p.pass(60_000)
  assert.equal(p.calls.length, 1)
})

test('a refused revision leaves the sent ballot in force', async () => {
  const p = phone()
  p.box.mark('e1', 'A', '9.5')
  p.answers.push(receipt())
  p.box.submit('e1', 0, 'L')
  await p.settle()
  p.box.amend('e1', { editing: true })
  p.box.mark('e1', 'A', '8')
  p.answers.push(new Problem(409, 'stale', '', {}))
  p.box.submit('e1', 1, 'L')
  await p.settle()
  const r = p.box.record('e1')
  assert.equal(r.sent?.receipt, 'R1')
  assert.deepEqual([r.editing, r.marks], [true, { A: '8' }])
})

test('not open yet: it waits and is tried again', async () => {
  const p = phone()
  p.answers.push(new Problem(409, 'not_open', '', { state: 'called' }), receipt())
  p.box.submit('e1', 0, 'L')
  await p.pass(6_000)
  assert.equal(p.box.record('e1').sent?.receipt, 'R1')
})

test('a lost session rests everything until the page wakes it', async () => {
  const p = phone()
  p.answers.push(new Problem(401, 'no_session', ''))
  p.box.submit('e1', 0, 'L')
  await p.pass(60_000)
  assert.equal(p.calls.length, 1)
  assert.deepEqual(p.told.session, ['no_session'])
  p.answers.push(receipt())
  p.box.wake()
  await p.settle()
  assert.equal(p.calls[1]!.key, p.calls[0]!.key)
})

test('a revision is editing on the phone: unsent until it differs and until it is confirmed', async () => {
  const p = phone()
  await sentOnce(p)
  assert.equal(unsent(p.box.record('e1')), false)
  p.box.amend('e1', { editing: true })
  assert.equal(unsent(p.box.record('e1')), false)
  p.box.mark('e1', 'A', '8')
  assert.equal(unsent(p.box.record('e1')), true)
})

test('the receipt of a ballot that was taken back does not undo the change', async () => {
  const p = phone()
  p.box.mark('e1', 'A', '9.5')
  p.answers.push(receipt())
  p.box.submit('e1', 0, 'L')
  p.box.recall('e1')
  p.box.mark('e1', 'A', '8')
  await p.settle()
  assert.deepEqual(p.box.record('e1').marks, { A: '8' })
})

test('sent ballots stay until a day after the seal', async () => {
  const p = phone()
  await sentOnce(p)
  p.box.seal()
  p.box.tidy()
  assert.equal(p.reload().record('e1').sent?.receipt, 'R1')
  await p.pass(86_400_001)
  p.box.tidy()
  assert.equal(p.reload().record('e1').sent, null)
})

test('another round, contest or seat has its own drafts', () => {
  const p = phone()
  p.box.mark('e1', 'A', '9.5')
  const other = new Outbox(p.store, async () => ({}) as never, { contest: 'c', round: 'r', seat: 's2' })
  assert.deepEqual(other.record('e1').marks, {})
})
