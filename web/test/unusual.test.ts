import assert from 'node:assert/strict'
import { test } from 'node:test'
import { adjustedWords, adjustmentChip, distance, unusual } from '../src/console/unusual.ts'
import type { Definition } from '../src/shared/facts.ts'
import { entry, fact, mark } from './floor.ts'

const row = (point: string, max: string) => ({ point, name: `${point}项`, short: point, part: '', max, step: '0.1' })
const definition: Definition = { seats: [], sheet: [row('A', '60'), row('B', '40')], entries: [], rules: {} }
const given = (seat: string, A: string, B: string) => ({ ...mark(seat, String(Number(A) + Number(B))), points: { A, B } })
const panel = [given('1', '54', '36'), given('2', '55', '36'), given('3', '54', '37'), given('4', '40', '36')]
const name = (seat: string) => `评委${seat}`
const words = (more: object, facts = [] as ReturnType<typeof fact>[]) => unusual(entry('a', 1, 'closed', more), facts, definition, name).map((o) => o.words)

test('a judge is far from the panel by a share of the sheet and by what is usual among the others', () => {
  assert.equal(distance(panel, '4', 1_000_000), -150_000)
  assert.equal(distance(panel, '1', 1_000_000), 0)
  const wide = [mark('1', '60'), mark('2', '75'), mark('3', '90'), mark('4', '95')]
  assert.equal(distance(wide, '4', 1_000_000), 0, 'nobody agrees here')
  assert.equal(distance([mark('1', '90'), mark('2', '60')], '1', 1_000_000), 0, 'two are no panel')
})

test('who is far is named first, with the point that does it; figures stand apart, for they may be covered', () => {
  const [first] = unusual(entry('a', 1, 'closed', { marks: panel }), [], definition, name)
  assert.equal(first?.words, '评委4 和其他评委差得多')
  assert.equal(first?.figures, '比其他评委的中间数低 15 分，多在「A项」（14）')
  assert.doesNotMatch(first?.words ?? '', /\d{2}/)
})

test('missing, recused, absent, paper, reopened and adjusted are told with their reasons and names', () => {
  const ballots = [{ seat: '1', state: 'none' as const, version: 0 }, { seat: '2', state: 'recused' as const, version: 0 }, { seat: '3', state: 'paper' as const, version: 1 }, { seat: '4', state: 'absent' as const, version: 0 }]
  const facts = [fact(1, 'recuse', { seat: '2', reason: '同乡镇' }), fact(2, 'paper', { seat: '3', by: '核分甲' }), fact(3, 'paper', { seat: '3', by: '主控乙' }), fact(4, 'close', { reason: '评委弃权' }), fact(5, 'reopen', { reason: '评委漏交' })]
  assert.deepEqual(words({ ballots, adjustments: [{ seq: 9, kind: 'deduct', points: '0.5', part: 'stage', reason: '超时 00:23', by: '计时甲' }] }, facts), [
    '评委1 未提交，不计入', '评委2 回避，不计入（同乡镇）', '评委3 纸质，核分甲、主控乙 录入', '评委4 缺席，不计入', '缺评锁分的原因：评委弃权', '重开过 1 次：评委漏交', '扣分：超时 00:23（计时甲）',
  ])
})

test('a turn like any other has nothing to say', () => {
  assert.deepEqual(words({ marks: panel.slice(0, 3), ballots: [{ seat: '1', state: 'in', version: 1 }] }), [])
})

test('points taken and given are counted before their figures are uncovered, and whoever typed them knows them', () => {
  const taken = { seq: 7, kind: 'deduct' as const, points: null, part: 'stage', reason: '超时', by: '主控甲' }
  assert.equal(adjustedWords(entry('a', 1, 'closed', { adjustments: [taken, { ...taken, seq: 8, kind: 'bonus' }, { ...taken, seq: 9 }] })), '有 2 笔扣分、1 笔加分')
  assert.equal(adjustedWords(entry('a', 1, 'closed')), '')
  assert.equal(adjustmentChip(taken, new Map()), '扣分 超时 · 主控甲')
  assert.equal(adjustmentChip(taken, new Map([[7, '0.5']])), '扣 0.5 超时 · 主控甲')
  assert.equal(adjustmentChip({ ...taken, kind: 'bonus', points: '1' }, new Map()), '加 1 超时 · 主控甲')
})
