// A screen stands for a whole day: what it is sent in eight hours, as fast as it takes it, leaves its memory as it was (ux §8).
// LEITAI_HOURS says how many; one by default.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { hall as fakeHall, pictureOf } from '../dev/hall.mjs'
import { launch } from './venue.mjs'

const hours = Number(process.env.LEITAI_HOURS ?? 1)
const turnsAnHour = 5
const beatsATurn = 3600 / 5 / turnsAnHour
const megabyte = 1 << 20
const entries = 37
const judges = 11

let browser, fake
before(async () => ([browser, fake] = await Promise.all([launch(), fakeHall()])))
after(async () => {
  await browser?.close()
  fake?.close()
})

const shown = (page) => page.locator(`main[data-version="${fake.state.picture.version}"]`).waitFor()
const beats = async (n) => {
  for (let i = 0; i < n; i++) await fake.tell('beat', { log: fake.state.picture.log, version: fake.state.picture.version, now: fake.now() })
}

/** One turn of the nth entry: every state, every ballot, and the beats of twelve minutes between them. */
async function turn(page, n) {
  const done = n % entries
  const states = ['called', 'presenting', 'scoring', 'closed', 'verified', 'revealed', 'locked']
  for (const [i, state] of states.entries()) {
    const picture = { ...pictureOf({ entries, judges, done, state, timer: { entry: `e${done + 1}`, since: fake.now(), elapsed: 0 } }), log: `fake-${Math.floor(n / entries)}` }
    if (i % 2) await fake.show(picture)
    else {
      // Only that there is something newer: the page fetches it.
      fake.state.picture = { ...picture, version: fake.state.picture.version + 1 }
      await fake.tell('version', { log: picture.log, version: fake.state.picture.version })
    }
    await shown(page)
    if (state === 'scoring') for (let k = 1; k <= judges; k++) await fake.tell('count', { log: picture.log, version: ++fake.state.picture.version, entry: picture.current, in: k })
    await beats(Math.round(beatsATurn / states.length))
  }
}

test(`${hours} h of a screen: the heap is flat within 10 MB`, async (t) => {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } })
  const errors = []
  page.on('pageerror', (e) => errors.push(String(e)))
  await page.goto(`${fake.url}/screen?round=r`)
  await shown(page)
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable')
  const measure = async () => {
    for (let i = 0; i < 3; i++) await cdp.send('HeapProfiler.collectGarbage')
    const { metrics } = await cdp.send('Performance.getMetrics')
    const of = (name) => metrics.find((m) => m.name === name).value
    return { heap: of('JSHeapUsedSize'), nodes: of('Nodes'), listeners: of('JSEventListeners') }
  }
  for (let n = 0; n < 2; n++) await turn(page, n)
  const before = await measure()
  for (let n = 2; n < hours * turnsAnHour; n++) await turn(page, n)
  const now = await measure()
  t.diagnostic(`heap ${(before.heap / megabyte).toFixed(1)} → ${(now.heap / megabyte).toFixed(1)} MB, nodes ${before.nodes} → ${now.nodes}, listeners ${before.listeners} → ${now.listeners}`)
  assert.ok(Math.abs(now.heap - before.heap) < 10 * megabyte, 'the heap moved')
  assert.ok(now.nodes < before.nodes + 1_000 && now.listeners < before.listeners + 50, 'nodes or listeners stay behind')
  assert.deepEqual(errors, [])
})
