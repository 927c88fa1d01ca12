import assert from 'node:assert/strict'
import test from 'node:test'
import { NoAnswer, Problem, createApi, passing, randomKey, withSeat } from '../src/shared/api.ts'
import { keyStore } from '../src/shared/keystore.ts'
import { address, cardOf, claimKey, keepCard, lastSeat, seatOfToken } from '../src/judge/card.ts'
import { claim } from '../src/judge/entrance.ts'

function server(status: number, body: unknown, headers: Record<string, string> = {}) {
  const asked: { url: string; init: RequestInit }[] = []
  const fetcher = (async (url: string, init: RequestInit) => {
    asked.push({ url, init })
    return new Response(status === 204 ? null : typeof body === 'string' ? body : JSON.stringify(body), { status, headers })
  }) as unknown as typeof fetch
  return { asked, fetcher }
}
const header = (init: RequestInit, name: string) => (init.headers as Record<string, string>)[name]

test('everything but a GET carries X-Leitai, and each acts as the seat it names', async () => {
  const s = server(200, {})
  const api = createApi(() => 's 1', s.fetcher)
  await api('/api/v1/seat')
  await api('/api/v1/x?view=judge', { method: 'PUT', body: { a: 1 }, key: 'k' })
  assert.deepEqual(s.asked.map((a) => a.url), ['/api/v1/seat?seat=s%201', '/api/v1/x?view=judge&seat=s%201'])
  assert.deepEqual(s.asked.map((a) => header(a.init, 'X-Leitai')), [undefined, '1'])
  assert.equal(header(s.asked[1]!.init, 'Idempotency-Key'), 'k')
})

test('a refusal is a problem with its code; a page of a gateway is one too', async () => {
  const told = createApi(undefined, server(409, { code: 'closed', title: '已停止打分', state: 'closed' }, { 'Retry-After': '7' }).fetcher)
  await assert.rejects(told('/x'), (e: Problem) => e.code === 'closed' && e.title === '已停止打分' && e.body.state === 'closed' && e.retryAfter === 7)
  const gateway = createApi(undefined, server(502, '<html>Bad Gateway</html>').fetcher)
  await assert.rejects(gateway('/x'), (e: Problem) => e.code === 'http_502' && passing(e))
})

test('no network is no answer, and so is an answer that takes too long', async () => {
  let cuts = 0
  const cut = () => void cuts++
  const dark = createApi(undefined, (async () => { throw new TypeError('failed') }) as unknown as typeof fetch, cut)
  await assert.rejects(dark('/x'), NoAnswer)
  assert.equal(cuts, 1, 'no network is told to whoever wants to know')
  const slow = createApi(undefined, ((_: string, init: RequestInit) => new Promise((_, no) => init.signal!.addEventListener('abort', () => no(new Error('aborted'))))) as unknown as typeof fetch, cut)
  await assert.rejects(slow('/x', { timeout: 5 }), NoAnswer)
  await assert.rejects(createApi(undefined, server(503, {}).fetcher, cut)('/x'), Problem)
  assert.equal(cuts, 1, 'a late answer and a refusal are no cut')
})

test('an empty answer is undefined', async () => {
  assert.equal(await createApi(undefined, server(204, '').fetcher)('/x'), undefined)
})

test('keys are 128 random bits without what needs https', () => {
  const keys = new Set(Array.from({ length: 1000 }, randomKey))
  assert.equal(keys.size, 1000)
  for (const k of keys) assert.match(k, /^[0-9a-f]{32}$/)
  assert.equal(withSeat('/x', null), '/x')
})

const memory = () => keyStore(() => { throw new Error('none') })

test('the card of a link is its fragment, and only what can be one', () => {
  assert.deepEqual(address('#3PoS6OlWkAX8bATgPlM-iw', ''), { token: '3PoS6OlWkAX8bATgPlM-iw', seat: null })
  assert.deepEqual(address('#<script>', '?seat=s1'), { token: null, seat: 's1' })
  assert.deepEqual(address('', '?seat=%22x'), { token: null, seat: null })
})

test('a claim whose answer was lost is repeated with its key, other words get another, and a PIN is written down nowhere', () => {
  const store = memory()
  const key = claimKey(store, { token: 'T' })
  assert.equal(claimKey(store, { token: 'T' }), key)
  const withPin = claimKey(store, { token: 'T', pin: '123456' })
  assert.notEqual(withPin, key)
  assert.equal(claimKey(store, { token: 'T', pin: '123456' }), withPin)
  assert.ok(!store.keys('').some((k) => `${k}${store.get(k)}`.includes('123456')))
})

test('a phone finds its seat again by the token, and by itself', () => {
  const store = memory()
  keepCard(store, 's1', { token: 'T', key: 'k' })
  assert.equal(seatOfToken(store, 'T'), 's1')
  assert.equal(lastSeat(store), 's1')
  assert.equal(cardOf(store, 's2'), null)
})

test('what stands at the door', async () => {
  const at = async (status: number, code: string, words: Parameters<typeof claim>[2], headers = {}) => (await claim(createApi(undefined, server(status, { code }, headers).fetcher), memory(), words)).at
  assert.equal(await at(401, 'pin_needed', { token: 'T' }), 'pin')
  assert.equal(await at(401, 'wrong_credentials', { token: 'T', pin: '1' }), 'wrong_pin')
  assert.equal(await at(401, 'wrong_credentials', { code: '1', pin: '1' }), 'wrong_code')
  assert.equal(await at(401, 'wrong_credentials', { token: 'T' }), 'wrong_card')
  assert.equal(await at(409, 'seat_taken', { token: 'T' }), 'taken')
  assert.equal(await at(423, 'seat_locked', { token: 'T' }, { 'Retry-After': '1200' }), 'locked')
  assert.equal(await at(503, 'unavailable', { token: 'T' }), 'no_answer')
  assert.equal(await at(409, 'sealed', { token: 'T' }), 'refused')
})
