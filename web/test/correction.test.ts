import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changesOf, correctionsOf, pendingOf, scoresOf, sheetAt, trimmed } from '../src/console/correction.ts'
import type { Definition, Fact } from '../src/shared/facts.ts'
import { entry, fact, mark, picture } from './floor.ts'

const row = (point: string) => ({ point, name: `${point}项`, short: point, part: '', max: '100', step: '0.1' })
const definition: Definition = {
  seats: ['1', '2', '3', '4'].map((id) => ({ id, name: `评委${id}`, person: '', group: '' })),
  sheet: [row('A'), row('B')], entries: [],
  rules: { parts: [{ key: 'stage', name: '现场比武', aggregate: { trim_high: 1, trim_low: 1, decimals: 2, rounding: 'half_up' } }] },
}
const ballot = (seq: number, seat: string, A: string, B: string): Fact => fact(seq, 'ballot', { seat, by: seat, payload: { marks: { A, B } } })
const log = [ballot(1, '1', '45', '45'), ballot(2, '2', '46', '46'), ballot(3, '3', '47', '47'), ballot(4, '4', '40', '40')]
const correct = fact(5, 'correct', { seat: '1', by: '核分甲', reason: '录入有误', payload: { marks: { A: '46' } } })
const confirm = fact(6, 'confirm', { by: '核分乙', payload: { of: 5 } })
const marks = (first: string) => [{ ...mark('1', first), points: { A: String(Number(first) - 45), B: '45' } }, mark('2', '92'), mark('3', '94', 'high'), mark('4', '80', 'low')]
const before = entry('a', 1, 'locked', { marks: marks('90'), score: '91.00' }) // (90 + 92) / 2
const after = entry('a', 1, 'locked', { marks: marks('91'), score: '91.50', corrected: true })
const only = (facts: Fact[]) => correctionsOf(facts)[0]!

test('a correction waits until another person has confirmed it, and then no more', () => {
  assert.equal(pendingOf([...log, correct], picture([before])).length, 1)
  assert.equal(pendingOf([...log, correct, confirm], picture([after])).length, 0)
  assert.equal(pendingOf([...log, correct], picture([entry('a', 1, 'annulled')])).length, 0)
  assert.equal(pendingOf([...log, { ...correct, payload: null }], picture([before])).length, 0)
  const dropped = [...log, correct, fact(6, 'decline', { by: '核分乙', reason: '依据不足', payload: { of: 5 } })]
  assert.equal(pendingOf(dropped, picture([before])).length, 0)
  assert.deepEqual(only(dropped).declined, { by: '核分乙', reason: '依据不足' })
  assert.equal(sheetAt(dropped, 'a', '1', 9)?.A, '45', 'it changes nothing')
  assert.deepEqual(only([...log, correct, confirm]).confirmed, { by: '核分乙', seq: 6, at: confirm.at })
})

test('a sheet is what was sent last, with the corrections that have taken effect', () => {
  assert.deepEqual(sheetAt([...log, correct], 'a', '1', 99), { A: '45', B: '45' })
  assert.deepEqual(sheetAt([...log, correct, confirm], 'a', '1', 99), { A: '46', B: '45' })
  assert.deepEqual(sheetAt([...log, correct, confirm], 'a', '1', 6), { A: '45', B: '45' })
  const paper = [...log, fact(5, 'paper', { seat: '1', payload: { first: true, marks: { A: '1', B: '1' } } })]
  assert.deepEqual(sheetAt(paper, 'a', '1', 99), { A: '45', B: '45' }, 'a first typing counts for nothing')
  assert.deepEqual(sheetAt([...log, ballot(7, '1', '50', '50')], 'a', '1', 7), { A: '45', B: '45' })
  assert.equal(sheetAt([{ ...log[0]!, payload: null }], 'a', '1', 99), null)
})

test('before and after: the points, the judge’s total, the score', () => {
  const c = only([...log, correct])
  assert.deepEqual(changesOf(c, definition, 'stage', log, before), [{ what: 'A项', before: '45', after: '46' }, { what: '这位评委合计', before: '90', after: '91' }])
  assert.deepEqual(scoresOf(c, definition, 'stage', [...log, correct], before), { before: '91.00', after: '91.50' })
  const done = [...log, correct, confirm]
  assert.deepEqual(changesOf(only(done), definition, 'stage', done, after)[0], { what: 'A项', before: '45', after: '46' })
  assert.deepEqual(scoresOf(only(done), definition, 'stage', done, after), { before: '91.00', after: '91.50' })
})

test('a score that cannot be worked out as the server has it is not told', () => {
  assert.equal(scoresOf(only([...log, correct]), definition, 'stage', [...log, correct], { ...before, score: '91.01' }), null)
  const shut = [{ ...log[0]!, payload: null }, ...log.slice(1), correct]
  assert.equal(scoresOf(only(shut), definition, 'stage', shut, before), null)
})

test('points off the part change the score, off the total they do not', () => {
  const off = (part: string) => fact(5, 'correct', { by: '核分甲', reason: '超时', payload: { deduct: '0.5', part } })
  assert.deepEqual(scoresOf(only([...log, off('stage')]), definition, 'stage', [...log, off('stage')], before), { before: '91.00', after: '90.50' })
  assert.deepEqual(scoresOf(only([...log, off('')]), definition, 'stage', [...log, off('')], before), { before: '91.00', after: '91.00' })
  assert.deepEqual(changesOf(only([off('stage')]), definition, 'stage', log, before), [{ what: '现场比武扣分', before: '–', after: '−0.5' }])
})

test('the highest and the lowest are dropped where enough are there', () => {
  const words = (list: ReturnType<typeof mark>[]) => trimmed(definition, 'stage', list).map((m) => m.dropped)
  assert.deepEqual(words([mark('1', '90'), mark('2', '95'), mark('3', '80')]), [null, 'high', 'low'])
  assert.deepEqual(words([mark('1', '90'), mark('2', '95')]), [null, null])
})
