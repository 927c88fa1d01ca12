import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checksOf, notBegun, ready, type Findings, type Machine } from '../src/console/checklist.ts'
import { orderOf } from '../src/console/lots.ts'
import { fieldOf, ownZone, planOf, partRows, zoneOf } from '../src/console/plan.ts'
import { check, farthest, least, metres, modeSizes, needs } from '../src/console/sizes.ts'
import awards from '../src/screen/Awards.svelte?raw'
import cards from '../src/screen/Cards.svelte?raw'
import current from '../src/screen/Current.svelte?raw'
import draw from '../src/screen/Draw.svelte?raw'
import { nameSizes } from '../src/screen/fit.ts'
import pause from '../src/screen/Pause.svelte?raw'
import progress from '../src/screen/Progress.svelte?raw'
import question from '../src/screen/Question.svelte?raw'
import ranking from '../src/screen/Ranking.svelte?raw'
import stage from '../src/screen/Stage.svelte?raw'
import title from '../src/screen/Title.svelte?raw'
import type { EntryPicture, Picture } from '../src/shared/picture.ts'
import { entry as entryOf, picture as pictureOf } from './floor.ts'

test('the sizes that the design works out come out', () => {
  assert.equal(Math.round(least(2.25, 20, needs.main)), 64)
  assert.equal(Math.round(least(2.25, 20, needs.rest)), 48)
  assert.equal(Math.round(least(1.5, 20, needs.main)), 96)
  assert.equal(Math.round(least(1.5, 20, needs.rest)), 72)
})

test('a mode falls short where either of its smallest texts does, and the farthest row is where none does', () => {
  const far = farthest(2.25, 11)
  assert.ok(check(2.25, far * 0.999, 11).every((v) => v.mainShort <= 1))
  assert.ok(check(2.25, far * 1.001, 11).some((v) => v.mainShort > 1 && !v.fits))
  const [one] = check(2.25, 1, 11)
  assert.equal(one?.fits, true)
  assert.ok(modeSizes(31).find((m) => m.mode === '4')!.main < modeSizes(5).find((m) => m.mode === '4')!.main)
})

test('the sizes are those that the screen draws', () => {
  const files: Record<string, string> = { 1: title, 2: current, 3: progress, 4: cards, 5: ranking, 6: draw, 7: awards, 8: pause, 9: question, '': stage }
  for (const judges of [5, 11, 15, 31])
    for (const m of modeSizes(judges)) {
      const drawn = [...(files[m.mode] ?? '').matchAll(/font-size: (\d+)px|sizes: \[([\d, ]+)\]/g)].flatMap((found) => (found[1] ?? found[2] ?? '').split(', ').map(Number))
      const there = [...drawn, ...(m.mode === '1' || m.mode === '2' ? nameSizes : []), 0]
      assert.ok(there.includes(m.main) && there.includes(m.rest), `mode ${m.mode}, ${judges} judges: ${m.main} and ${m.rest} of ${there}`)
    }
})

test('a length is read as people type it', () => {
  assert.deepEqual(['2.25', ' 20 ', '2,5', '0', '', 'x', '250'].map(metres), [2.25, 20, 2.5, null, null, null, null])
})

test('lots: each number once; every fault names its entries', () => {
  const lots = (...texts: string[]) => texts.map((text, i) => ({ id: `e${i}`, name: `${'甲乙丙丁'[i]}村`, text }))
  assert.deepEqual(orderOf(lots('3', '1', ' 2 ')), { order: ['e1', 'e2', 'e0'], faults: [] })
  assert.deepEqual(orderOf(lots('1', '1', '')).faults, ['还没有签号：丙村', '1 号有两个：甲村、乙村'])
  assert.deepEqual(orderOf(lots('4', '1', '一')).faults, ['签号应当是 1 到 3 的整数：甲村、丙村'])
})

test('a plan is read from minutes, parts without minutes are left out, and the zone is the server’s', () => {
  const rows = [{ name: '视频展示', minutes: '3' }, { name: '登台演说', minutes: '1.5' }, { name: '综合表现', minutes: '' }]
  const at = '2026-11-24T09:00'
  assert.deepEqual(planOf(at, rows, '+08:00').plan, { starts: '2026-11-24T09:00:00+08:00', parts: [{ name: '视频展示', seconds: 180 }, { name: '登台演说', seconds: 90 }] })
  assert.equal(planOf('', rows, '+08:00').plan, null)
  assert.match(planOf(at, [{ name: '演说', minutes: '121' }], 'Z').faults.join(), /“演说”的时长/)
  assert.match(planOf(at, [{ name: '', minutes: '5' }], 'Z').faults.join(), /没有名字/)
  assert.match(planOf(at, [{ name: '演说', minutes: '' }], 'Z').faults.join(), /至少给一个部分/)
  const fact = (t: string) => ({ seq: 1, kind: 'round', entry: null, seat: null, at: t, by: '', reason: null, payload: null })
  assert.equal(zoneOf([fact('2026-11-24T09:00:00.000+08:00')]), '+08:00')
  assert.equal(zoneOf([fact('2026-11-24T01:00:00.000Z')]), null)
  assert.match(ownZone(at), /^[+-]\d\d:\d\d$/)
  assert.equal(fieldOf('2026-11-24T09:00:00+08:00'), at)
})

test('the parts of the sheet are offered without minutes, those of a plan with theirs', () => {
  const sheet = ['视频展示', '视频展示', '登台演说'].map((part, i) => ({ point: `p${i}`, name: '', short: '', part, max: '5', step: '0.1' }))
  const definition = { seats: [], sheet, entries: [], rules: {} }
  assert.deepEqual(partRows(null, definition), [{ name: '视频展示', minutes: '' }, { name: '登台演说', minutes: '' }])
  assert.deepEqual(partRows({ starts: '', parts: [{ name: '演说', seconds: 90 }] }, definition), [{ name: '演说', minutes: '1.5' }])
})

const entry = (state: string): EntryPicture => entryOf('a', 1, state)
const picture = (more: Partial<Picture> = {}): Picture => pictureOf([entry('waiting')], { screens: [], ...more })
const good: Machine = { addresses: ['http://192.168.1.5:8080'], tls: true, disk_free: 2 ** 33, writable: true, now: '2026-11-24T09:00:00+08:00', power: 'mains', streams: 3 }
const findings = (more: Partial<Findings> = {}): Findings => ({ picture: picture(), definition: { seats: [{ id: 's', name: '评委1', person: '', group: '' }], sheet: [], entries: [], rules: {} }, facts: [], online: 1, machine: good, hello: { seen: true, from: '192.168.1.7', at: null }, empty: true, ticked: new Set(), now: Date.parse(good.now), ...more })
const light = (key: string, more: Partial<Findings> = {}) => checksOf(findings(more)).flatMap((g) => g.checks).find((c) => c.key === key)?.light

test('a round has begun once somebody was called, and not by a withdrawal', () => {
  assert.equal(notBegun(picture()), true)
  assert.equal(notBegun(picture({ entries: [entry('withdrawn'), entry('waiting')] })), true)
  assert.equal(notBegun(picture({ entries: [entry('called')], current: 'a' })), false)
  assert.equal(notBegun(picture({ final: true })), false)
})

test('what the machine says is judged, what it cannot say is ticked by a person', () => {
  assert.deepEqual(['power', 'database', 'disk', 'clock', 'tls', 'phone', 'judges', 'empty', 'draw'].map((k) => light(k)), Array(9).fill('ok'))
  assert.equal(light('power', { machine: { ...good, power: 'battery' } }), 'warn')
  assert.equal(light('power', { machine: { ...good, power: null } }), 'todo')
  assert.equal(light('disk', { machine: { ...good, disk_free: null } }), 'todo', 'a machine that does not tell is looked at')
  assert.equal(light('power', { machine: { ...good, power: null }, ticked: new Set(['power']) }), 'ok')
  assert.equal(light('disk', { machine: { ...good, disk_free: 2 ** 29 } }), 'warn')
  assert.equal(light('database', { machine: { ...good, writable: false } }), 'warn')
  assert.equal(light('clock', { now: Date.parse(good.now) + 61_000 }), 'warn')
  assert.equal(light('phone', { hello: null }), 'todo')
  assert.equal(light('phone', { hello: null, machine: { ...good, addresses: ['http://127.0.0.1:8080', 'http://localhost:8080'] } }), 'warn')
  assert.equal(light('phone', { hello: null, machine: { ...good, addresses: [] } }), 'warn')
  assert.equal(light('judges', { online: 0 }), 'todo')
  assert.equal(light('empty', { empty: false }), 'warn')
  assert.equal(light('disk', { machine: null }), 'wait')
})

test('plain http is said and has to be acknowledged; a draw is not asked of an open round', () => {
  assert.equal(light('tls', { machine: { ...good, tls: false } }), 'todo')
  assert.equal(light('tls', { machine: { ...good, tls: false }, ticked: new Set(['tls']) }), 'ok')
  const undrawn = picture()
  undrawn.round.drawn = false
  assert.equal(light('draw', { picture: undrawn }), 'todo')
  assert.equal(light('draw', { picture: { ...undrawn, round: { ...undrawn.round, mode: 'open' } } }), 'ok')
})

test('what is ready is counted of all there is', () => {
  const { done, of } = ready(checksOf(findings()))
  assert.equal(of, 14)
  assert.equal(done, 9) // not: screens, plan, timer, paper, sleep
})
