import assert from 'node:assert/strict'
import test from 'node:test'
import { pageBars, turnBars } from '../src/judge/bars.ts'
import { clock } from '../src/judge/phrases.ts'
import { atDoor, between, ended, says } from '../src/judge/says.ts'
import { called, holds, inForce, screenOf, title, wanted } from '../src/judge/turn.ts'
import { blank, reconcile, type Held } from '../src/shared/record.ts'
import type { State } from '../src/shared/states.ts'
import type { Seat, SeatEntry } from '../src/shared/wire.ts'

const entry = (id: string, order: number, state: State, more: Partial<SeatEntry> = {}): SeatEntry => ({
  id, order, state, name: `${id}村`, township: '红旗镇', speaker: '', title: '', recused: false, absent: false, open: state === 'scoring', reopened: null, ...more,
})
const seat = (current: string | null, entries: SeatEntry[], round: Partial<Seat['round']> = {}): Seat => ({
  log: 'L', version: 1, now: '', current, entries, ballots: [], sheet: [],
  seat: { id: 's', name: '评委3', person: '张建国', group: '' },
  round: { id: 'r', name: '第一批', contest: 'c', contest_name: '', rehearsal: false, mode: 'sequential', paused: false, final: false, ...round },
})
const sent = { key: 'k', marks: { A: '9' }, receipt: 'A7K2', version: 1, total: '9', at: '', log: 'L' }
const pending = { key: 'k', marks: { A: '9' }, based_on: 0, log: 'L' }
const draft: Held = { ...blank(), marks: { A: '9' } }
const none = () => blank()
const up = { up: true, fault: null, tries: 0 }

test('each state of an entry has its screen', () => {
  const cases: [SeatEntry, Held, string][] = [
    [entry('a', 1, 'waiting'), blank(), 'waiting'],
    [entry('a', 1, 'called'), blank(), 'draft'],
    [entry('a', 1, 'presenting'), draft, 'draft'],
    [entry('a', 1, 'scoring'), draft, 'pad'],
    [entry('a', 1, 'scoring'), { ...draft, pending }, 'sending'],
    [entry('a', 1, 'scoring'), { ...draft, sent }, 'sent'],
    [entry('a', 1, 'scoring'), { ...draft, sent, editing: true }, 'pad'],
    [entry('a', 1, 'scoring', { open: false, absent: true }), blank(), 'absent'],
    [entry('a', 1, 'scoring', { open: false, recused: true }), blank(), 'recused'],
    [entry('a', 1, 'closed'), { ...draft, sent }, 'locked'],
    [entry('a', 1, 'revealed'), draft, 'missed'],
    [entry('a', 1, 'withdrawn'), draft, 'aside'],
    [entry('a', 1, 'annulled'), { ...draft, sent }, 'aside'],
  ]
  for (const [e, h, screen] of cases) assert.equal(screenOf(e, h), screen, `${e.state} ${JSON.stringify(h)}`)
})

test('the pad goes where the stage is, and stays there until the next call', () => {
  const at = (state: State) => wanted(seat('b', [entry('a', 1, 'locked'), entry('b', 2, state), entry('c', 3, 'waiting')]), [], none)
  for (const state of ['called', 'presenting', 'scoring', 'closed', 'verified', 'revealed', 'withdrawn'] as State[]) assert.equal(at(state), 'b', state)
  assert.equal(at('locked'), null)
})

test('an entry to look at again comes first', () => {
  assert.equal(wanted(seat('b', [entry('a', 1, 'scoring', { reopened: '请再看' }), entry('b', 2, 'waiting')]), ['a'], none), 'a')
})

test('an open round leaves the choice to the judge', () => {
  assert.equal(wanted(seat(null, [entry('a', 1, 'scoring')], { mode: 'open' }), [], none), null)
})

test('marks in the making hold the judge; a receipt, a withdrawal or a word of his own do not', () => {
  const s = seat('b', [entry('a', 1, 'scoring'), entry('b', 2, 'called')])
  const held = (h: Held) => () => h
  assert.equal(holds(s, 'a', held(draft)), true)
  assert.equal(holds(s, 'a', held({ ...draft, pending })), true)
  assert.equal(holds(s, 'a', held({ ...draft, pending, refused: 'not_open' })), false)
  assert.equal(holds(s, 'a', held({ ...draft, sent })), false)
  assert.equal(holds(s, 'a', held({ ...draft, declined: true })), false)
  assert.equal(holds(seat('b', [entry('a', 1, 'withdrawn')]), 'a', held(draft)), false)
})

test('the stage went on: open, the judge may finish or skip; closed, he may go', () => {
  const bars = (state: State) => {
    const s = seat('b', [entry('a', 1, state), entry('b', 2, 'called')])
    return turnBars(s, s.entries[0]!, 'pad', false, false, () => draft)[0]!
  }
  assert.equal(bars('scoring').text, '现场已到第 2 位，您的第 1 位还没提交。')
  assert.deepEqual(bars('scoring').acts.map((a) => a.label), ['先提交第 1 位', '这位不打分'])
  assert.match(bars('closed').text, /第 1 位已停止打分/)
  assert.deepEqual(bars('closed').acts.map((a) => a.label), ['去第 2 位'])
})

test('reopened says why, and a refusal what happened to the marks', () => {
  const s = seat('a', [entry('a', 7, 'scoring', { reopened: '与材料不符' })])
  assert.equal(turnBars(s, s.entries[0]!, 'sent', true, false, () => ({ ...draft, sent }))[0]!.text, '核分员请您重新核对第 7 位：与材料不符')
  assert.equal(turnBars(s, s.entries[0]!, 'pad', false, false, () => ({ ...draft, refused: 'closed' }))[0]!.text, '第 7 位已停止打分，您的分数没有计入。请示意核分员。')
})

test('lines of the page: whose fault, how much is waiting, a pause, a rehearsal', () => {
  const s = seat('a', [entry('a', 1, 'scoring')], { paused: true, rehearsal: true })
  const texts = pageBars(s, { up: false, fault: 'phone', tries: 3 }, true, 2, [], '', false, 'a', none).map((b) => b.text)
  assert.deepEqual(texts, ['手机没有连上网络。2 份分数待上传，恢复后自动提交。', '比赛暂停，已打的分都在。', '彩排数据，不计入成绩', '这个浏览器不保存草稿，请不要关闭页面。'])
  assert.match(pageBars(s, { up: false, fault: 'server', tries: 3 }, true, 0, [], '', true, 'a', none)[0]!.text, /会场 Wi-Fi/)
  assert.deepEqual(pageBars(seat('a', s.entries), up, false, 0, [], '', true, 'a', none), [])
})

test('a judge whom the console reminds reads one line', () => {
  const s = { ...seat('a', [entry('a', 7, 'scoring')]), reminded: { entry: 'a', at: '' } }
  assert.deepEqual(pageBars(s, up, false, 0, [], '', true, 'a', none).map((b) => b.text), ['请提交第 7 位的分数'])
  assert.deepEqual(pageBars({ ...s, reminded: null }, up, false, 0, [], '', true, 'a', none), [])
})

test('what the page says is never empty and never an exclamation', () => {
  const e = entry('a', 7, 'closed')
  for (const screen of ['recused', 'aside', 'absent', 'waiting', 'sending', 'locked', 'missed'] as const) {
    const { big } = says(screen, e, { ...draft, sent, pending }, 1, 2)
    assert.match(big, /[。…]$/, screen)
    assert.doesNotMatch(big, /[！!]/)
  }
  assert.equal(says('locked', e, { ...draft, sent }, 1, 0).soft, '您给的是 9.0 分，回执 A7K2。')
  assert.match(says('locked', e, { ...draft, sent }, 1, 0, '9.5').big, /已更正为 9\.5 分/)
})

test('between turns it says what comes', () => {
  assert.match(between(seat(null, [entry('a', 1, 'waiting')]), 0), /比赛还没开始/)
  assert.equal(between(seat('a', [entry('a', 1, 'locked'), entry('b', 2, 'waiting')]), 0), '请稍候，第 2 位还没有上场。')
  assert.equal(between(seat('a', [entry('a', 1, 'scoring')]), 0), '现在是第 1 位，打分中。')
  assert.equal(between(seat(null, [entry('a', 1, 'locked')], { final: true }), 0), '全部完成，可以离开。')
  assert.equal(between(seat(null, [entry('a', 1, 'scoring')], { mode: 'open' }), 1), '请选一位打分，还有 1 位。')
  assert.match(between(seat(null, []), 0), /还没有参赛支部/)
})

test('every end of the page has its one button, and the door its reason', () => {
  assert.equal(ended('seat_moved', '评委3').button, '在这台手机继续')
  for (const why of ['expired', 'wrong_card']) assert.equal(ended(why, '').button, '输入六位号码')
  assert.match(atDoor({ at: 'locked', minutes: 10 }), /10 分钟/)
  assert.equal(atDoor(null), '')
})

test('a village is called with its township, once', () => {
  assert.equal(called(entry('幸福', 7, 'called')), '红旗镇 幸福村')
  assert.equal(called(entry('红旗镇幸福', 7, 'called')), '红旗镇幸福村')
  assert.equal(title(entry('幸福', 7, 'called')), '第7位 红旗镇 幸福村')
})

test('a time is shown as the server wrote it', () => {
  assert.equal(clock('2026-11-24T14:32:08+08:00'), '14:32:08')
})

test('after a confirmed correction its mark counts, and the phone keeps what it sent', () => {
  const there = (corrected: boolean) => ({ entry: 'a', marks: { A: '9.5' }, receipt: 'A7K2', seq: 3, version: 1, total: '9.5', at: '', corrected })
  const at = (corrected: boolean) => ({ ...seat('a', [entry('a', 1, 'locked')]), ballots: [there(corrected)] })
  const held = { ...draft, sent }
  assert.deepEqual([inForce(at(true), held, 'a')?.total, inForce(at(true), held, 'a')?.corrected], ['9.5', true])
  assert.equal(inForce(at(false), held, 'a'), sent)
  assert.equal(inForce(at(true), blank(), 'b'), null)
  assert.equal(reconcile(held, there(true), 'L', () => 'k').sent, sent)
})
