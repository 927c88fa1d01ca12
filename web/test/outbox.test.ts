import assert from 'node:assert/strict'
import test from 'node:test'
import { NoAnswer, Problem, type Api, type Ask } from '../src/shared/api.ts'
import { keyStore, type KeyStore } from '../src/shared/keystore.ts'
import { Outbox } from '../src/shared/outbox.ts'
import { unsent } from '../src/shared/record.ts'
import type { SeatBallot } from '../src/shared/wire.ts'

class Memory implements Storage {
  private map = new Map<string, string>()
  get length() {
    return this.map.size
  }
  clear = () => this.map.clear()
  getItem = (k: string) => this.map.get(k) ?? null
  key = (i: number) => [...this.map.keys()][i] ?? null
  removeItem = (k: string) => void this.map.delete(k)
  setItem = (k: string, v: string) => void this.map.set(k, v)
}

function durable(): KeyStore {
  const disk = new Memory()
  return keyStore(() => disk)
}

interface Call {
  path: string
  key: string
  body: { marks: Record<string, string>; based_on: number }
}

/** A phone whose clock is moved by hand, and a server that answers what it is told to. */
function phone(store: KeyStore = durable()) {
  const calls: Call[] = []
  const timers: { at: number; deed: () => void; id: number }[] = []
  const answers: (unknown | Error)[] = []
  const told = { session: [] as string[], receipts: [] as string[], stale: 0 }
  let now = 1_000
  let ids = 0
  const api: Api = <T>(path: string, ask: Ask = {}) => {
    calls.push({ path, key: ask.key!, body: ask.body as Call['body'] })
    const answer = answers.length ? answers.shift() : new NoAnswer('dark')
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer as T)
  }
  const clock = {
    timeout: (deed: () => void, ms: number) => (timers.push({ at: now + ms, deed, id: ++ids }), ids),
    cancel: (id: number) => {
      const i = timers.findIndex((t) => t.id === id)
      if (i >= 0) timers.splice(i, 1)
    },
    now: () => now,
  }
  const open = () => {
    const box = new Outbox(store, api, { contest: 'c', round: 'r', seat: 's' }, clock)
    box.onsession = (code) => told.session.push(code)
    box.onreceipt = (entry) => told.receipts.push(entry)
    box.onstale = () => told.stale++
    return box
  }
  const settle = () => new Promise<void>((done) => setTimeout(done, 0))
  const pass = async (ms: number) => {
    const until = now + ms
    for (;;) {
      await settle()
      const due = timers.filter((t) => t.at <= until).sort((a, b) => a.at - b.at)[0]
      if (!due) break
      timers.splice(timers.indexOf(due), 1)
      now = due.at
      due.deed()
    }
    now = until
  }
  return { box: open(), reload: open, calls, answers, told, pass, settle, store, at: () => now }
}

const receipt = (version = 1, total = '9.5') => ({ receipt: `R${version}`, seq: 10 + version, version, total, at: '2026-11-24T14:32:08+08:00' })
const there = (version: number, marks: Record<string, string>): SeatBallot => ({ entry: 'e1', marks, corrected: false, ...receipt(version) })

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

async function sentOnce(p: ReturnType<typeof phone>) {
  p.box.mark('e1', 'A', '9.5')
  p.answers.push(receipt())
  p.box.submit('e1', 0, 'L')
  await p.settle()
}

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
