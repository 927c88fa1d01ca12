import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NoAnswer, type Api } from '../src/shared/api.ts'
import type { Fact } from '../src/shared/facts.ts'
import { LogReader, type News } from '../src/shared/log.ts'
import { fact } from './floor.ts'

/** A server with a log, of which a page holds three facts, and a page that reads it. */
function reading() {
  const server = { log: 'L', facts: [] as Fact[], asked: [] as number[], dark: false }
  const begun: string[] = []
  const news: News<Fact>[] = []
  const api: Api = async <T>(path: string) => {
    if (server.dark) throw new NoAnswer('dark')
    const after = Number(/rounds\/r%2F1\/facts\?after=(\d+)/.exec(path)?.[1])
    server.asked.push(after)
    const facts = server.facts.filter((f) => f.seq > after).slice(0, 3)
    return { facts, next: (facts.at(-1)?.seq ?? after) < server.facts.length ? (facts.at(-1)?.seq ?? null) : null } as T
  }
  const view = { api, get picture() { return { log: server.log, version: server.facts.length } } }
  const reader = new LogReader(view, 'r/1', (log) => begun.push(log), (n) => news.push(n))
  const add = (kind: string, more: Partial<Fact> = {}) => server.facts.push(fact(server.facts.length + 1, kind, { payload: {}, ...more }))
  const ballot = (entry: string) => add('ballot', { entry, payload: null })
  /** The server shows the payloads of an entry from now on. */
  const open = (entry: string) => (server.facts = server.facts.map((f) => (f.entry === entry ? { ...f, payload: {} } : f)))
  return { server, begun, news, reader, add, ballot, open }
}
const seqs = (facts: Fact[] | undefined) => facts?.map((f) => f.seq)

test('what is new is handed over once, page by page from where the last reading ended', async () => {
  const { server, begun, news, reader, add } = reading()
  for (const kind of ['round', 'claim', 'claim', 'call', 'start']) add(kind)
  await reader.read()
  add('open')
  await reader.read()
  await reader.read()
  assert.deepEqual(news.map((n) => seqs(n.gained)), [[1, 2, 3, 4, 5], [6]])
  assert.deepEqual([seqs(news[1]?.facts), news[1]?.before], [[1, 2, 3, 4, 5, 6], null])
  assert.deepEqual([server.asked, begun], [[0, 3, 5], ['L']])
})

test('a reveal opens what was withheld of its entry: it is read again from there, with what was held beside it', async () => {
  const { server, news, reader, add, ballot, open } = reading()
  add('round')
  ballot('b')
  ballot('a')
  await reader.read()
  open('a')
  add('reveal', { entry: 'a' })
  await reader.read()
  assert.deepEqual(news[1]?.facts.map((f) => f.payload !== null), [true, false, true, true])
  assert.deepEqual([seqs(news[1]?.gained), news[1]?.before], [[4], news[0]?.facts])
  assert.deepEqual(server.asked, [0, 3, 2])
})

test('the seal opens what is left, a lock nothing', async () => {
  const { server, news, reader, add, ballot, open } = reading()
  add('round')
  ballot('a')
  add('withdraw')
  await reader.read()
  add('lock')
  await reader.read()
  assert.equal(news[1]?.before, null)
  open('a')
  add('seal', { entry: null })
  await reader.read()
  assert.equal(news[2]?.facts.every((f) => f.payload !== null), true)
  assert.deepEqual(server.asked, [0, 3, 4, 1, 4])
})

test('a restored server has another log, which is read from its beginning', async () => {
  const { server, begun, news, reader, add } = reading()
  add('round')
  add('claim')
  await reader.read()
  Object.assign(server, { log: 'L2', facts: server.facts.slice(0, 1) })
  await reader.read()
  assert.deepEqual([begun, seqs(news[1]?.facts), seqs(news[1]?.gained)], [['L', 'L2'], [1], [1]])
})

test('one reading at a time; one that failed is made good by the next', async () => {
  const { server, news, reader, add } = reading()
  add('round')
  await Promise.all([reader.read(), reader.read()])
  assert.deepEqual(server.asked, [0])
  add('call')
  server.dark = true
  await assert.rejects(reader.read(), NoAnswer)
  server.dark = false
  await reader.read()
  assert.deepEqual(news.map((n) => seqs(n.gained)), [[1], [2]])
})
