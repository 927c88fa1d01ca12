import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toItem } from '../src/judge/sheet.ts'
import type { Picture } from '../src/shared/picture.ts'
import type { SheetPoint } from '../src/shared/wire.ts'
import { back, horizon, momentOf, onward, passed, sceneAt, type Frame } from '../src/play/tape.ts'
import { padAfter, tapsOf } from '../src/play/taps.ts'
import { stagesOf } from '../src/console/stages.ts'
import type { EntryPicture } from '../src/shared/picture.ts'
import { eyeAt } from '../src/play/eye.ts'
import { inviteOf, near } from '../src/play/invite.ts'
import { listen } from '../src/play/stream.ts'
import { captionAt, captionTimes, lessons, sceneWords, shownOf } from '../src/play/words.ts'
import { surroundings } from './surroundings.ts'

const picture = (version: number, entries: unknown[] = []) => ({ log: 'a', version, current: 'e', entries, round: { weight: '0.4' } }) as unknown as Picture
const frame = (at: number, more: Partial<Frame> = {}): Frame => ({ kind: 'frame', at, ...more })
const scenes = [{ key: 'stage', at: 0 }, { key: 'marks', at: 6 }, { key: 'offline', at: 18 }]

test('what a frame does not have stays as it was', () => {
  const frames = [frame(0, { hall: picture(1), console: picture(1) }), frame(2, { hall: picture(2) }), frame(5, { presence: [{ seat: 's', entry: 'e', done: 3, of: 13, silent: 0 }] })]
  assert.equal(passed(frames, 0), 1)
  assert.equal(passed(frames, 4.9), 2)
  const m = momentOf(frames, 3)
  assert.equal(m.hall?.version, 2)
  assert.equal(m.console?.version, 1)
  assert.equal(m.phones.get('s')?.heard, 5000, 'silence is counted on the clock of the script')
  assert.equal(momentOf(frames, 1).hall?.version, 1, 'it can go back')
})

test('the arrows lead from scene to scene', () => {
  assert.equal(sceneAt(scenes, 5.9), 0)
  assert.equal(sceneAt(scenes, 6), 1)
  assert.equal(back(scenes, 9, 60), 6, 'to the beginning of this one')
  assert.equal(back(scenes, 6.4, 60), 0, 'to the one before, at the beginning of this one')
  assert.equal(back(scenes, 0.2, 60), 0)
  assert.equal(back([...scenes, { key: "yours", at: 56 }], 60, 60), scenes.at(-1)!.at, "when all is over, to the one before the last")
  assert.equal(onward(scenes, 7, 60), 18)
  assert.equal(onward(scenes, 30, 60), 60)
})

test('the clock waits for what is still being recorded', () => {
  assert.equal(horizon([], false, 60), 0)
  assert.equal(horizon([frame(0), frame(48)], false, 60), 48)
  assert.equal(horizon([frame(0), frame(48)], true, 60), 60)
})

const sheet = [
  { point: 'A', name: '内容', short: '内容', part: '一', max: '7', step: '0.1', bands: [{ name: '好', from: '0.9' }, { name: '较好', from: '0.75' }, { name: '差', from: '0' }], focus: '' },
  { point: 'B', name: '政策', short: '政策', part: '二', max: '8', step: '0.1', bands: null, focus: '' },
  { point: 'C', name: '总', short: '总', part: '二', max: '100', step: '1', bands: null, focus: '' },
] as unknown as SheetPoint[]

test('the taps are those that the pad offers, and make the marks', () => {
  const items = sheet.map(toItem)
  const marks = { A: '6.8', B: '6.3', C: '87' }
  const taps = tapsOf(items, marks, 6, 16)
  assert.deepEqual(taps.map((t) => t.label), ['好', '6.8', '6', '.3', '80', '7'])
  assert.ok(taps.every((t, i) => t.at > 6 && t.at < 16 && (i === 0 || t.at > taps[i - 1]!.at)))
  assert.deepEqual(padAfter(items, marks, taps, 0, false), { marks: {}, hand: { point: 'A', choice: { band: null, whole: null, page: 0, text: '' }, reviewing: false } })
  const half = padAfter(items, marks, taps, 3, false)
  assert.deepEqual(half.marks, { A: '6.8' })
  assert.equal(half.hand.point, 'B')
  assert.equal(half.hand.choice.whole, 60_000)
  assert.deepEqual(padAfter(items, marks, taps, 6, true).marks, marks)
  assert.equal(padAfter(items, marks, taps, 6, true).hand.reviewing, true)
  assert.equal(padAfter(items, marks, taps, 5, true).hand.reviewing, false, 'nobody looks back before the last mark')
})

test('every moment has a caption that leaves nothing open', () => {
  const entry = { id: 'e', name: '成村', order: 7, state: 'locked', in: 11, of: 11, score: '84.77', rank: 3, marks: [{ seat: 's', name: '评委1', total: '84', dropped: 'high' }, { seat: 't', name: '评委2', total: '83', dropped: null }] }
  const m = { ...momentOf([], 0), hall: picture(1, [entry]), console: picture(1, [{ ...entry, closed_by: '主控甲' }]), seat: { seat: { name: '评委9' } } as never, phone: { entry: 'e' } as never }
  for (const at of captionTimes) {
    const { term, text } = captionAt(at, m)
    assert.ok(term && text.length > 10, `${at}`)
    assert.doesNotMatch(text, /undefined|null|NaN|！|请稍后/, text)
  }
  assert.match(captionAt(25, m).text, /主控甲/)
  assert.match(captionAt(18, m).text, /评委9/)
  assert.match(captionAt(38, m).text, /其余 1 个.*84\.77/)
  assert.deepEqual(lessons.map(([word]) => word), ['评委', '标准', '锁分', '来历', '排名'])
  assert.equal(Object.keys(sceneWords).length, 8)
})

test('an explanation is sorted into cards, sums, shares and the total', () => {
  const lines = ['【现场比武】', '评委10：5.9 + 4.5 + 2.5 + 8.3 = 84.7', '评委2：5.8 + 4.3 + 2.6 + 8.4 = 87.2（最高分，去掉）', '平均：(84.7 + 87.1 + 83.5) ÷ 3 = 255.3 ÷ 3 = 85.1', '折合：0.4 × 85.1 = 34.04', '【实地观摩】', '观摩组1：86', '平均：(86 + 85) ÷ 2 = 85.5', '折合：0.25 × 85.5 = 21.375', '【总分】', '34.04 + 21.375 = 55.415', '【名次】', '列第 3 名', '等次为中间'].map((text) => ({ depth: 0, text }))
  assert.deepEqual(shownOf(lines), {
    cards: [{ name: '评委2', total: '87.2', note: '最高分' }, { name: '评委10', total: '84.7', note: '' }],
    sums: ['平均：(84.7 + 87.1 + 83.5) ÷ 3 = 255.3 ÷ 3 = 85.1', '折合：0.4 × 85.1 = 34.04'],
    shares: [{ part: '实地观摩', text: '0.25 × 85.5 = 21.375' }],
    total: '34.04 + 21.375 = 55.415',
    place: '列第 3 名',
  })
})

test('the phone that is cut off is so from its first moment without network', () => {
  const phone = (up: boolean) => ({ entry: 'e', marks: {}, up, key: 'k', pending: !up, tries: 0, sent: null })
  const frames = [frame(0, { phone: phone(true) }), frame(14.5, { phone: phone(false) }), frame(16, { hall: picture(2) }), frame(17, { phone: phone(false) }), frame(20, { phone: phone(true) })]
  assert.deepEqual([1, 2, 3, 4, 5].map((n) => momentOf(frames, n).cut), [null, 14.5, 14.5, 14.5, null])
})

test('a narrow window shows the receipt before the two people', () => {
  assert.deepEqual([0, 3, 15, 18, 21.5, 25, 31, 43, 50, 59].map(eyeAt), ['hall', 'phone', 'phone', 'key', 'phone', 'key', 'hall', 'why', 'hall', 'yours'])
})

test('while cards are left to turn, the reveal is under way and the ranking is not next', () => {
  const at = (turning: boolean) => stagesOf({ id: 'e', state: 'revealed' } as EntryPicture, turning).map((s) => s.at)
  assert.deepEqual(at(true).slice(5), ['now', 'later'])
  assert.deepEqual(at(false).slice(5), ['done', 'now'])
})

test('the last scene offers the seat while a ballot is lacking, and else the way on', () => {
  const yours = { kind: 'yours' as const, seat: '评委1', url: 'http://hall.test/j#t', round: 'r', entry: 'e', pin: '123456', next: { round: 'r2', name: '第二批' } }
  const at = (state: string, got: number, final = false) => inviteOf({ ...picture(1, [{ id: 'e', name: '成村', order: 2, state, in: got, of: 8 }]), final, round: { name: '第一批' } } as unknown as Picture, yours)
  assert.equal(at('scoring', 7).at, 'open')
  assert.match(at('scoring', 7).words, /成村.*7 \/ 8，只差您这一份/)
  assert.doesNotMatch(at('scoring', 3).words, /只差/)
  assert.equal(at('scoring', 8).at, 'taken')
  assert.match(at('scoring', 8).words, /第 2 位已经有人打过了：已提交 8 \/ 8/)
  assert.equal(at('closed', 8).at, 'between')
  assert.equal(at('locked', 8, true).at, 'over')
  assert.match(at('locked', 8, true).words, /第二批还在开场准备/)
  for (const state of ['waiting', 'called', 'scoring', 'closed', 'locked']) assert.doesNotMatch(at(state, 8).words, /undefined|null|扫码|！/)
  assert.equal(inviteOf({ ...picture(1, []), current: null } as unknown as Picture, { ...yours, entry: '' }).at, 'between')
})

test('an address of this machine alone is known', () => {
  for (const url of ['http://127.0.0.1:8080/j#t', 'http://localhost:8080/j', 'http://[::1]:80/j']) assert.equal(near(url), true, url)
  for (const url of ['http://192.168.1.10:8080/j', 'http://localhost.example/j', 'https://hall.test/j']) assert.equal(near(url), false, url)
})

test('the stream is not believed without a sign of life, and comes back by itself', () => {
  const { env, sources, pass, opened } = surroundings()
  const links: boolean[] = []
  const told: unknown[] = []
  let opens = 0
  const stop = listen('/play/events', { open: () => opens++, told: (e) => told.push(e), link: (up) => links.push(up) }, env)
  sources[0]!.onopen!()
  sources[0]!.onmessage!({ data: '{"kind":"end"}' })
  pass(11_000)
  sources[0]!.say('beat', {})
  pass(11_000)
  assert.deepEqual([links, told.length, opens], [[], 1, 1])
  pass(1_000)
  assert.deepEqual(links, [false], 'twelve seconds without a word')
  pass(1_000)
  sources[1]!.onerror!()
  sources[0]!.onopen!() // a stream that was given up says nothing
  pass(1_600)
  assert.deepEqual([links, opens], [[false, false], 1])
  sources[2]!.onopen!()
  assert.deepEqual([links, opens], [[false, false, true], 2])
  pass(12_000 + 1_000)
  for (let i = 0; i < 9; i++) pass(9_000) // nobody answers: no try is the last
  assert.ok(opened.length > 10)
  stop()
  const tries = opened.length
  pass(60_000)
  assert.equal(opened.length, tries)
})
