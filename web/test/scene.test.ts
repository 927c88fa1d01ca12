import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changeOf, changeWords } from '../src/screen/change.ts'
import { forHall, sceneOf } from '../src/screen/scene.ts'
import { minus, percent } from '../src/shared/decimal.ts'
import { nameOf, withOrder, type EntryPicture, type Picture, type Screen } from '../src/shared/picture.ts'
import { distancesOf, leftOf, pagesOf, placeWords, rankingTitle, rowsOf } from '../src/shared/rows.ts'
import { adjustedWords, laterWords, ruleWords, scoreWords, seatsOf, totalWords } from '../src/shared/rule.ts'
import { entry as entryOf, picture as pictureOf, screen as screenOf } from './floor.ts'

const entry = (id: string, state: string, score: string | null = null, rank: number | null = null): EntryPicture => entryOf(id, 1, state, { name: id, township: '', in: 1, of: 3, score, rank, marks: score ? [{ seat: 's', name: '评委1', total: '91.7', dropped: null }] : null })
const screen = (mode: string, step = 0, of: string | null = null, page = 0): Screen => screenOf({ mode, entry: of, step, page })
const picture = (entries: EntryPicture[], current: string | null, s: Screen = screen('1'), paused = false): Picture => pictureOf(entries, { log: 'a', version: 1, view: 'hall', current, screens: [s] }, { name: '', contest: '', paused, drawn: false })

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

test('what is being revealed comes before who is on the stage', () => {
  const late = picture([entry('a', 'revealed', '90.00', 1), entry('b', 'presenting')], 'b')
  assert.deepEqual([sceneOf(late, 'main').mode, sceneOf(late, 'main').entry?.id], ['4', 'a'])
  const done = picture([entry('a', 'locked', '90.00', 1), entry('b', 'presenting')], 'b')
  assert.deepEqual([sceneOf(done, 'main').mode, sceneOf(done, 'main').entry?.id], ['2', 'b'])
})

test('a list that is made public at once is a ranking, not a reveal', () => {
  const p = picture([entry('a', 'revealed', '90.00', 1), entry('b', 'revealed', '89.00', 2)], null)
  assert.equal(sceneOf({ ...p, round: { ...p.round, mode: 'open' } }, 'main').mode, '5')
  assert.equal(sceneOf(p, 'main').mode, '4')
})

test('a reveal that is led by hand is still the turn, and may be pointed at before there is one', () => {
  const of = (state: string, step: number) => sceneOf(picture([entry('a', state, '90.00', 1)], 'a', screen('4', step, 'a')), 'main')
  assert.deepEqual([of('verified', 1).mode, of('verified', 1).step, of('verified', 1).hand], ['3', 0, false])
  assert.deepEqual([of('revealed', 4).mode, of('revealed', 4).step, of('revealed', 4).hand], ['4', 4, false])
  const old = picture([entry('a', 'locked', '90.00', 1), entry('b', 'called')], 'b', screen('4', 0, 'a'))
  assert.deepEqual([sceneOf(old, 'main').mode, sceneOf(old, 'main').hand], ['4', true])
})

test('the other modes are by hand, with their step and page', () => {
  const p = (mode: string, step: number, page: number) => sceneOf(picture([entry('a', 'locked', '90.00', 1)], null, screen(mode, step, null, page)), 'main')
  for (const [mode, step, page] of [['5', 2, 3], ['6', 7, 0], ['7', 4, 1], ['8', 10, 635], ['0', 1, 0], ['1', 1, 0]] as const) assert.deepEqual([p(mode, step, page).mode, p(mode, step, page).step, p(mode, step, page).page, p(mode, step, page).hand], [mode, step, page, true], mode)
})

test('a question is there as long as the picture has one', () => {
  const p = picture([entry('a', 'presenting')], 'a', screen('9'))
  assert.equal(sceneOf(p, 'main').mode, '2')
  assert.equal(sceneOf({ ...p, question: { entry: 'a', name: '3号题', text: '怎么办' } }, 'main').mode, '9')
})

test('a mode that a newer server adds is the plain background', () => {
  assert.equal(sceneOf(picture([entry('a', 'called')], 'a', screen('x')), 'main').mode, '0')
})

test('each screen is found by its id, the first one where there is no such id', () => {
  const p = { ...picture([entry('a', 'called')], 'a'), screens: [screen('1', 1), { ...screen('8'), id: 'two' }] }
  assert.deepEqual(['main', 'two', 'three', null].map((id) => sceneOf(p, id).mode), ['1', '8', '1', '1'])
})

test('the hall has no figure of an entry that is not revealed', () => {
  const p = forHall(picture([entry('a', 'closed', '90.25', 1), entry('b', 'verified', '90.25', 1), entry('c', 'locked', '88.00', 2)], 'a'))
  const text = JSON.stringify(p.entries.slice(0, 2))
  for (const figure of ['90.25', '91.7', '"rank":1']) assert.ok(!text.includes(figure), figure)
  assert.equal(p.entries[2]?.score, '88.00')
  const off = forHall(picture([{ ...entry('a', 'closed', '89.20'), unadjusted: '89.70', adjustments: [{ seq: 1, kind: 'deduct', points: '0.5', part: 'stage', reason: '超时', by: '' }] }], 'a'))
  assert.ok(!/89\.70|超时/.test(JSON.stringify(off)))
})

test('the ranking has whole rows, shared places, exact distances', () => {
  const rows = rowsOf(picture([entry('b', 'locked', '88.76', 2), entry('a', 'revealed', '91.53', 1), entry('c', 'locked', '88.76', 2), entry('d', 'closed', '95.00', null), entry('e', 'locked', '86.2', 4)], 'a'))
  assert.deepEqual(rows.map((r) => [r.entry.id, r.rank, r.gap]), [['a', 1, null], ['b', 2, '2.77'], ['c', 2, '并列'], ['e', 4, '2.56']])
})

test('the distance to the neighbours is said, and how many share a place', () => {
  const p = picture([entry('a', 'locked', '91.53', 1), entry('b', 'locked', '91.01', 2), entry('c', 'locked', '88.76', 3), entry('d', 'locked', '88.76', 3), entry('e', 'locked', '86.20', 5)], 'a')
  const of = (id: string) => distancesOf(rowsOf(p), id)
  assert.deepEqual(of('a'), ['领先第 2 名 0.52 分'])
  assert.deepEqual(of('b'), ['领先第 3 名 2.25 分', '落后第 1 名 0.52 分'])
  assert.deepEqual(of('c'), ['与另外 1 家并列', '领先第 5 名 2.56 分', '落后第 2 名 2.25 分'])
  assert.deepEqual(of('e'), ['落后第 3 名 2.56 分'])
  assert.deepEqual(of('nobody'), [])
})

test('a place is provisional until the seal, and the stage is not the whole', () => {
  const p = picture([], null)
  const whole = { ...p, round: { ...p.round, screen: { score: 'total', ranking: 'total' } } }
  assert.deepEqual([placeWords(p, 2), placeWords({ ...p, final: true }, 2), placeWords(whole, 2), placeWords({ ...whole, final: true }, 2)], ['现场暂列第 2 名', '现场第 2 名', '暂列第 2 名', '第 2 名'])
  assert.equal(scoreWords({ ...p.round, weight: '0.6' }, false), '现场得分（占60%）')
  assert.equal(scoreWords({ ...p.round, weight: '1' }, false), '现场得分')
  assert.equal(scoreWords({ ...p.round, weight: '0.6' }, true), '总成绩')
})

const deduction = (part: string, points: string | null = '0.5', kind: 'deduct' | 'bonus' = 'deduct', reason = '超时') => ({ seq: 1, kind, points, part, reason, by: '' })

test('what was taken off stands between the cards and the score, of the figure that is shown', () => {
  const p = picture([], null)
  const e = { ...entry('a', 'revealed', '89.20', 1), unadjusted: '89.70', adjustments: [deduction('stage'), deduction('', '1', 'bonus', '')] }
  assert.equal(adjustedWords(p, e, false), '平均 89.70，扣 0.5（超时）')
  assert.equal(adjustedWords(p, e, true), '扣 0.5（超时），加 1')
  assert.equal(adjustedWords({ ...p, round: { ...p.round, mean: 'median' } }, e, false), '中位数 89.70，扣 0.5（超时）')
  assert.equal(adjustedWords(p, { ...e, adjustments: [deduction('stage', '0.5', 'deduct', '很长的原因'.repeat(9))] }, false), '平均 89.70，扣 0.5')
  for (const none of [{ ...e, state: 'verified' }, { ...e, adjustments: undefined }, { ...e, adjustments: [deduction('field')] }, { ...e, adjustments: [deduction('stage', null)] }]) assert.equal(adjustedWords(p, none, false), '', JSON.stringify(none.adjustments))
})

test('a total says of what it is made, and the ranking that more is to come', () => {
  const p = picture([{ ...entry('a', 'locked', '89.20', 1), adjustments: [deduction(''), deduction('stage')] }], null)
  const parts = [{ key: 'stage', name: '现场比武', weight: '0.4' }, { key: 'field', name: '', weight: '0.6' }]
  const whole = { ...p, round: { ...p.round, weight: '0.4', parts, adjusted: true } }
  assert.equal(totalWords(whole), '总成绩 = 现场比武×40% + field×60%，另计加减分')
  assert.equal(totalWords({ ...whole, round: { ...whole.round, adjusted: false, across: true, parts: [{ key: 'stage', name: '现场比武', weight: '1' }] } }), '总成绩 = 现场比武，各批次按修正系数修正')
  assert.equal(totalWords(p), '')
  assert.equal(laterWords(whole), '现场得分占总成绩40%，奖项按总成绩评定')
  assert.deepEqual([laterWords(p), laterWords({ ...whole, round: { ...whole.round, screen: { score: 'stage', ranking: 'total' } } })], ['', ''])
})

test('a ranking is called by what it ranks by', () => {
  const p = picture([], null)
  const total = { ...p, round: { ...p.round, screen: { score: 'stage', ranking: 'total' } } }
  assert.deepEqual([rankingTitle(p), rankingTitle({ ...p, final: true }), rankingTitle(total), rankingTitle({ ...total, final: true })], ['现场得分暂列排名', '现场得分排名', '总成绩暂列排名', '总成绩排名'])
})

test('who left stays in the list, without a place', () => {
  const p = picture([entry('a', 'locked', '90.00', 1), entry('b', 'withdrawn'), entry('c', 'absent'), entry('d', 'annulled'), entry('e', 'waiting')], null)
  assert.deepEqual(leftOf(p).map((r) => [r.entry.id, r.rank, r.value]), [['b', 0, '弃赛'], ['c', 0, '缺席'], ['d', 0, '取消成绩']])
})

test('a correction is announced until the next call, from what was shown to what is', () => {
  const of = (score: string, rank: number, more: Partial<EntryPicture> = {}, current = 'b') => picture([{ ...entry('a', 'locked', score, rank), name: '石桥村党支部', ...more }, entry('b', 'called')], current)
  const before = of('88.67', 3)
  const after = of('88.76', 3, { corrected: true })
  const change = changeOf(before, after)
  assert.equal(changeWords(after, change), '更正：石桥村党支部现场得分由 88.67 改为 88.76，名次不变。')
  assert.equal(changeWords(after, changeOf(before, of('88.76', 2, { corrected: true }))), '更正：石桥村党支部现场得分由 88.67 改为 88.76，现为现场暂列第 2 名。')
  assert.equal(changeWords(of('88.76', 3, { corrected: true }, 'c'), change), '')
  assert.deepEqual([changeOf(null, after), changeOf({ ...before, log: 'other' }, after), changeOf(before, of('88.67', 2)), changeOf(before, of('88.67', 3, { corrected: true })), changeOf(of('88.67', 3, { state: 'verified' }), after)], [null, null, null, null, null])
  assert.equal(changeWords(before, null), '')
})

test('ten rows are a page', () => {
  assert.deepEqual([0, 1, 10, 11, 37].map(pagesOf), [1, 1, 1, 2, 4])
})

test('differences are exact and keep their places', () => {
  assert.equal(minus('91.01', '90.37'), '0.64')
  assert.equal(minus('0.3', '0.1'), '0.2')
  assert.equal(minus('90', '90.25'), '−0.25')
  assert.equal(minus('-0.50', '-1.00'), '0.50')
})

test('the footing says how the panel is counted, and of one entry what was really left out', () => {
  const panel = (high: number, low: number, name = '') => ({ key: name, name, weight: name ? '0.6' : '1', trim_high: high, trim_low: low, trim_min: 5 })
  const round = (...panels: ReturnType<typeof panel>[]) => ({ ...picture([], null).round, mean: 'arithmetic' as const, panels })
  const e = entry('a', 'revealed', '90.00', 1)
  const marks = (...d: ('high' | 'low' | null)[]) => ({ ...e, marks: d.map((dropped, i) => ({ seat: String(i), name: '', total: '1', dropped })) })
  assert.equal(ruleWords(round(panel(1, 1))), '去掉一个最高分和一个最低分后取平均')
  assert.equal(ruleWords(round(panel(0, 0))), '取平均')
  assert.equal(ruleWords({ ...round(panel(2, 0)), mean: 'median' }), '去掉两个最高分后取中位数')
  assert.equal(ruleWords(round(panel(1, 1)), marks('high', null, 'low')), '去掉一个最高分和一个最低分后取平均')
  assert.equal(ruleWords(round(panel(1, 1)), marks(null, null)), '有效评委不足5人，不去最高分和最低分，取平均')
  assert.equal(ruleWords(round(panel(0, 0), panel(1, 1, '专家'))), '占100%（取平均），专家占60%（去掉一个最高分和一个最低分后取平均）')
  assert.equal(ruleWords(round()), '')
  assert.equal(ruleWords(round(panel(1, 1)), marks(null, null, null, null), 5), '实到 4 位评委，有效评委不足5人，不去最高分和最低分，取平均')
  assert.equal(ruleWords(round(panel(1, 1)), marks('high', null, 'low', null, null), 5), '去掉一个最高分和一个最低分后取平均')
  assert.equal(ruleWords(round(panel(1, 1)), null, 5), '去掉一个最高分和一个最低分后取平均')
  assert.equal(seatsOf(picture([{ ...entry('a', 'locked', '1', 1), of: 4 }, { ...entry('b', 'waiting'), of: 5 }], null)), 5)
})

test('a weight is said in per cent, exactly', () => {
  for (const [weight, said] of [['0.4', '40%'], ['1', '100%'], ['0.125', '12.5%'], ['0.05', '5%'], ['1/3', '1/3']] as const) assert.equal(percent(weight), said)
})

test('an entry is called by its lot, its township and its name, as far as there are any', () => {
  const e = { ...entry('a', 'waiting'), name: '西街社区' }
  assert.equal(withOrder({ ...e, order: 3, township: '天宁镇' }, nameOf({ ...e, township: '天宁镇' })), '第 3 位 天宁镇 西街社区')
  assert.equal(withOrder({ ...e, order: 3 }), '第 3 位 西街社区')
  assert.equal(withOrder({ ...e, order: null, township: '' }, nameOf({ ...e, township: '' })), '西街社区')
})
