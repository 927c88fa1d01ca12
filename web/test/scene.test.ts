import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EntryPicture, Picture, Screen } from '../src/shared/picture.ts'
import { forHall, minus, percent, rowsOf, ruleWords, sceneOf } from '../src/screen/scene.ts'

const entry = (id: string, state: string, score: string | null = null, rank: number | null = null): EntryPicture => ({ id, name: id, township: '', order: 1, state, in: 1, of: 3, score, total: null, rank, marks: score ? [{ seat: 's', name: '评委1', total: '91.7', dropped: null }] : null, corrected: false })
const screen = (mode: string, step = 0, of: string | null = null): Screen => ({ id: 'main', name: '大屏', mode, entry: of, step, page: 0 })
const picture = (entries: EntryPicture[], current: string | null, s: Screen = screen('1'), paused = false): Picture => ({ log: 'a', version: 1, at: null, view: 'hall', round: { id: 'r', name: '', contest: '', rehearsal: false, mode: 'sequential', part: 'stage', paused, rules_hash: '', screen: { score: 'stage', ranking: 'stage' } }, current, timer: null, screens: [s], entries })

test('a screen that nobody points follows the turn', () => {
  const modes: Record<string, string> = { called: '2', presenting: '2', scoring: '3', closed: '3', verified: '3', revealed: '4', locked: '5', withdrawn: '2' }
  for (const [state, mode] of Object.entries(modes)) assert.equal(sceneOf(picture([entry('a', state)], 'a'), null).mode, mode, state)
  assert.equal(sceneOf(picture([entry('a', 'waiting')], null), null).mode, '1')
  assert.equal(sceneOf(picture([entry('a', 'scoring')], 'a', screen('1'), true), null).mode, '8')
})

test('a director points it by hand, and at the main visual by its step', () => {
  assert.equal(sceneOf(picture([entry('a', 'scoring')], 'a', screen('5')), 'main').mode, '5')
  assert.equal(sceneOf(picture([entry('a', 'scoring')], 'a', screen('1', 1)), 'main').mode, '1')
  assert.equal(sceneOf(picture([entry('a', 'scoring')], 'a', screen('1', 0)), 'main').mode, '3')
})

test('no hand shows a reveal of what is not revealed', () => {
  for (const state of ['scoring', 'closed', 'verified']) assert.notEqual(sceneOf(picture([entry('a', state, '90.00')], 'a', screen('4', 0, 'a')), 'main').mode, '4', state)
  assert.equal(sceneOf(picture([entry('a', 'locked', '90.00', 1)], 'a', screen('4', 0, 'a')), 'main').mode, '4')
})

test('the hall has no figure of an entry that is not revealed', () => {
  const p = forHall(picture([entry('a', 'closed', '90.25', 1), entry('b', 'verified', '90.25', 1), entry('c', 'locked', '88.00', 2)], 'a'))
  const text = JSON.stringify(p.entries.slice(0, 2))
  for (const figure of ['90.25', '91.7', '"rank":1']) assert.ok(!text.includes(figure), figure)
  assert.equal(p.entries[2]?.score, '88.00')
})

test('the ranking has whole rows, shared places, exact distances', () => {
  const rows = rowsOf(picture([entry('b', 'locked', '88.76', 2), entry('a', 'revealed', '91.53', 1), entry('c', 'locked', '88.76', 2), entry('d', 'closed', '95.00', null), entry('e', 'locked', '86.2', 4)], 'a'))
  assert.deepEqual(rows.map((r) => [r.entry.id, r.rank, r.gap]), [['a', 1, null], ['b', 2, '2.77'], ['c', 2, '并列'], ['e', 4, '2.56']])
})

test('differences are exact and keep their places', () => {
  assert.equal(minus('91.01', '90.37'), '0.64')
  assert.equal(minus('0.3', '0.1'), '0.2')
  assert.equal(minus('90', '90.25'), '−0.25')
  assert.equal(minus('-0.50', '-1.00'), '0.50')
})

test('the footing says how the panel is counted, and of one entry what was really left out', () => {
  const panel = (high: number, low: number, name = '') => ({ key: name, name, weight: name ? '0.6' : '1', trim_high: high, trim_low: low, trim_min: 5 })
  const round = (...panels: ReturnType<typeof panel>[]) => ({ ...picture([], null).round, mean: 'arithmetic', panels })
  const e = entry('a', 'revealed', '90.00', 1)
  const marks = (...d: ('high' | 'low' | null)[]) => ({ ...e, marks: d.map((dropped, i) => ({ seat: String(i), name: '', total: '1', dropped })) })
  assert.equal(ruleWords(round(panel(1, 1))), '去掉一个最高分和一个最低分后取平均')
  assert.equal(ruleWords(round(panel(0, 0))), '取平均')
  assert.equal(ruleWords({ ...round(panel(2, 0)), mean: 'median' }), '去掉两个最高分后取中位数')
  assert.equal(ruleWords(round(panel(1, 1)), marks('high', null, 'low')), '去掉一个最高分和一个最低分后取平均')
  assert.equal(ruleWords(round(panel(1, 1)), marks(null, null)), '有效评委不足5人，不去最高分和最低分，取平均')
  assert.equal(ruleWords(round(panel(0, 0), panel(1, 1, '专家'))), '占100%（取平均），专家占60%（去掉一个最高分和一个最低分后取平均）')
  assert.equal(ruleWords(round()), '')
})

test('a weight is said in per cent, exactly', () => {
  for (const [weight, said] of [['0.4', '40%'], ['1', '100%'], ['0.125', '12.5%'], ['0.05', '5%'], ['1/3', '1/3']] as const) assert.equal(percent(weight), said)
})
