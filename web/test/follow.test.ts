import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NoAnswer, Problem } from '../src/shared/api.ts'
import { Follow, type Left } from '../src/shared/follow.svelte.ts'
import { picture } from './floor.ts'
import { surroundings } from './surroundings.ts'

/** A page that follows a round, whose server answers what it is told to; an Error is no network. */
function page() {
  const around = surroundings()
  const answers: (Response | Error)[] = []
  const asked: string[] = []
  const left: Left[] = []
  const fetcher = (async (path: string) => {
    asked.push(path)
    const answer = answers.shift() ?? new Error('dark')
    if (answer instanceof Error) throw answer
    return answer
  }) as unknown as typeof fetch
  const follow = new Follow({ round: 'r', view: 'console', left: (why) => left.push(why) }, around.env, fetcher)
  const last = () => around.sources.at(-1)!
  last().say('snapshot', picture([], { version: 1 }))
  return { ...around, last, follow, answers, asked, left }
}
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status })

test('a request that found no network takes the line’s word away, and a new stream gives it back', async () => {
  const p = page()
  assert.equal(p.follow.link.up, true)
  await assert.rejects(p.follow.api('/api/v1/rounds/r/commands', { method: 'POST' }), NoAnswer)
  assert.deepEqual([p.follow.link.up, p.follow.link.fault, p.sources[0]!.closed], [false, 'server', true])
  p.pass(0)
  p.last().say('snapshot', picture([], { version: 2 }))
  assert.deepEqual([p.sources.length, p.follow.link.up, p.follow.picture?.version], [2, true, 2])
})

test('a refusal is an answer: the stream is believed', async () => {
  const p = page()
  p.answers.push(json({ code: 'stale', title: '' }, 409))
  await assert.rejects(p.follow.api('/api/v1/rounds/r/commands', { method: 'POST' }), Problem)
  assert.deepEqual([p.follow.link.up, p.sources.length], [true, 1])
})

test('while the line is down a failed request says nothing new, and a session that ended is told', async () => {
  const p = page()
  p.answers.push(json({ code: 'no_session', title: '' }, 401))
  p.last().onerror?.() // a stream does not say why it was refused: the picture is asked for
  await new Promise((done) => setTimeout(done, 0))
  assert.deepEqual([p.asked, p.left], [['/api/v1/rounds/r/snapshot?view=console'], ['signed_out']])
  const tries = p.follow.link.tries
  await assert.rejects(p.follow.api('/x'), NoAnswer)
  assert.equal(p.follow.link.tries, tries)
})
