import assert from 'node:assert/strict'
import test from 'node:test'
import { newer, watch, type Link } from '../src/shared/live.ts'
import type { EndCode, Versioned } from '../src/shared/wire.ts'
import { surroundings } from './surroundings.ts'

function stage() {
  const { env, fire, ...rest } = surroundings()
  const links: Link[] = []
  const seen: string[] = []
  const ends: EndCode[] = []
  const line = watch<Versioned>(
    {
      url: () => '/events',
      picture: (p) => seen.push(`picture ${p.log} ${p.version}`),
      version: (v) => seen.push(`version ${v.log} ${v.version}`),
      count: (c) => seen.push(`count ${c.in}`),
      end: (code) => (ends.push(code), code === 'seat_moved'),
      link: (l) => links.push(l),
    },
    env,
  )
  const last = () => rest.sources[rest.sources.length - 1]!
  return { ...rest, links, seen, ends, line, last, fire, up: () => links[links.length - 1]?.up ?? false }
}

const beat = { log: 'L', version: 1, now: '2026-11-24T09:00:00+08:00' }

test('a stream without a beat is distrusted after 12 s, and the first try is immediate', () => {
  const s = stage()
  s.last().say('snapshot', { log: 'L', version: 1 })
  assert.equal(s.up(), true)
  s.pass(11_900)
  assert.equal(s.up(), true)
  s.pass(200)
  assert.equal(s.up(), false)
  assert.equal(s.sources.length, 2)
  assert.equal(s.sources[0]!.closed, true)
})

test('beats keep it trusted', () => {
  const s = stage()
  for (let i = 0; i < 20; i++) {
    s.last().say('beat', beat)
    s.pass(5_000)
  }
  assert.equal(s.sources.length, 1)
})

test('tries come after 0, 1, 1.6, 2.6, 4, 4 s and never end', () => {
  const s = stage()
  for (let i = 0; i < 8; i++) {
    s.last().onerror?.()
    while (s.opened.length < i + 2) s.pass(100)
  }
  assert.deepEqual(s.opened.slice(1).map((at, i) => at - (s.opened[i] ?? 0)), [0, 1_000, 1_600, 2_600, 4_000, 4_000, 4_000, 4_000])
})

test('tries that hang are as close together, so that a page is right within 5 s of its network', () => {
  const s = stage()
  s.pass(60_000)
  const apart = s.opened.slice(1).map((at, i) => at - (s.opened[i] ?? 0))
  assert.ok(apart.length > 10 && apart.every((ms) => ms <= 4_800), String(apart))
})

test('a try that has not opened in 4 s is abandoned', () => {
  const s = stage()
  s.pass(3_900)
  assert.equal(s.sources.length, 1)
  s.pass(200)
  assert.equal(s.sources[0]!.closed, true)
  assert.equal(s.sources.length, 2)
})

test('a stream that opens and stays silent is distrusted too', () => {
  const s = stage()
  s.last().onopen?.()
  s.pass(12_100)
  assert.equal(s.sources.length, 2)
})

test('online and a return to the front after 6 s of silence try at once; after 3 s they do not', () => {
  const s = stage()
  s.last().say('beat', beat)
  s.pass(3_000)
  s.fire('visibilitychange')
  assert.equal(s.sources.length, 1)
  s.pass(3_500)
  s.fire('visibilitychange')
  assert.equal(s.sources.length, 2)
  s.fire('online')
  assert.equal(s.sources.length, 3)
})

test('offline is told at once, and that it is the phone', () => {
  const s = stage()
  s.last().say('beat', beat)
  s.world.online = false
  s.fire('offline')
  assert.deepEqual(s.links[s.links.length - 1], { up: false, fault: 'phone', tries: 0 })
})

test('a request that found no network makes the stream distrusted at once, until a new one speaks', () => {
  const s = stage()
  s.last().say('beat', beat)
  s.line.doubt()
  assert.equal(s.up(), false)
  assert.equal(s.sources[0]!.closed, true)
  s.sources[0]!.say('beat', beat)
  assert.equal(s.up(), false, 'the old stream is not heard any more')
  s.pass(0)
  s.line.doubt()
  assert.equal(s.sources.length, 2, 'a try under way is left alone')
  s.last().say('snapshot', { log: 'L', version: 1 })
  assert.equal(s.up(), true)
})

test('an older picture of the same log is not shown, one of another log is', () => {
  const s = stage()
  s.last().say('snapshot', { log: 'L', version: 5 })
  s.last().say('snapshot', { log: 'L', version: 4 })
  s.last().say('snapshot', { log: 'M', version: 2 })
  assert.deepEqual(s.seen, ['picture L 5', 'picture M 2'])
})

test('a beat with a later version is news once', () => {
  const s = stage()
  s.last().say('snapshot', { log: 'L', version: 1 })
  s.last().say('beat', { ...beat, version: 2 })
  s.last().say('beat', { ...beat, version: 2 })
  assert.deepEqual(s.seen, ['picture L 1', 'version L 2'])
})

test('a count is passed on and counts as a version', () => {
  const s = stage()
  s.last().say('snapshot', { log: 'L', version: 1 })
  s.last().say('count', { log: 'L', version: 2, entry: 'e', in: 3 })
  s.last().say('version', { log: 'L', version: 2 })
  assert.deepEqual(s.seen, ['picture L 1', 'count 3'])
})

test('an end that is final stops the tries; a shutdown does not', () => {
  const s = stage()
  s.last().say('end', { code: 'shutdown' })
  s.pass(100)
  assert.equal(s.sources.length, 2)
  s.last().say('end', { code: 'seat_moved' })
  s.pass(60_000)
  assert.equal(s.sources.length, 2)
})

test('what an abandoned stream still says is not heard', () => {
  const s = stage()
  s.pass(4_100)
  s.sources[0]!.say('snapshot', { log: 'L', version: 9 })
  assert.deepEqual(s.seen, [])
})

test('versions are compared within one log only', () => {
  assert.equal(newer({ log: 'L', version: 9 }, { log: 'M', version: 1 }), true)
  assert.equal(newer({ log: 'L', version: 9 }, { log: 'L', version: 9 }), false)
  assert.equal(newer(null, { log: 'L', version: 0 }), true)
})
