import assert from 'node:assert/strict'
import { test } from 'node:test'
import { againstSum, typedBy } from '../src/console/paper.ts'
import { faultOf, sheetOf, tidy } from '../src/console/sheet.ts'
import type { Definition } from '../src/shared/facts.ts'
import { fact } from './floor.ts'

const row = (point: string, max = '10', step = '0.1') => ({ point, name: point, short: point, part: '', max, step })
const cells = (...texts: string[]) => texts.map((text, i) => ({ row: row('ABC'[i] ?? '', '12'), text }))
const typing = (by: string, seq: number, kind = 'paper') => fact(seq, kind, { seat: 's', by })

test('the first typing waits for another person; his own again replaces it; the second one ends it', () => {
  assert.equal(typedBy([], 'a', 's'), null)
  assert.equal(typedBy([typing('甲', 1)], 'a', 's'), '甲')
  assert.equal(typedBy([typing('甲', 1), typing('甲', 2)], 'a', 's'), '甲')
  assert.equal(typedBy([typing('甲', 1), typing('乙', 2)], 'a', 's'), null)
  assert.equal(typedBy([typing('甲', 1), typing('乙', 2), typing('乙', 3)], 'a', 's'), '乙')
  assert.equal(typedBy([typing('甲', 1), typing('s', 2, 'ballot')], 'a', 's'), null, 'the judge has sent himself')
  assert.equal(typedBy([typing('甲', 1)], 'a', 'other'), null)
})

test('figures of any keyboard become decimals of the contract', () => {
  for (const [typed, kept] of [['９．５', '9.5'], ['9。5', '9.5'], ['09.50', '9.5'], ['9.', '9'], ['.5', '0.5'], [' 10 ', '10'], ['0', '0'], ['九', '九']] as const) assert.equal(tidy(typed), kept)
})

test('a mark outside its scale is told why', () => {
  assert.equal(faultOf('8.5', row('A')), '')
  assert.match(faultOf('10.1', row('A')), /满分 10 分/)
  assert.match(faultOf('8.55', row('A')), /每 0.1 分一档/)
  assert.match(faultOf('x', row('A')), /数字/)
  assert.match(faultOf('', row('A')), /还没有录/)
})

test('a sum that fits has nothing to say', () => {
  assert.deepEqual(againstSum(cells('9.5', '8', '7.5'), '25'), { sum: '25', by: 0, likely: [] })
  assert.equal(againstSum(cells('9.5', '8', '7.5'), '').by, null)
})

test('a sum that does not fit is told by how much, and which slip would explain it', () => {
  const digit = againstSum(cells('9.5', '6.2', '7.5'), '26.2') // 9.2 read as 6.2
  assert.equal(digit.by, 30_000)
  assert.deepEqual(digit.likely, ['「B」录的是 6.2，纸上若是 9.2 就对上了'])
  const turned = againstSum(cells('8.9', '3', '2'), '14.8') // 9.8
  assert.match(turned.likely[0] ?? '', /9.8 就对上了/)
})

test('where no one point explains it, the judge added wrongly', () => {
  assert.match(againstSum(cells('9.5', '8', '7.5'), '45').likely[0] ?? '', /评委在纸上加错/)
  assert.match(againstSum([{ row: row('A', '30'), text: '12' }, { row: row('B', '30'), text: '12' }], '42').likely[0] ?? '', /写颠倒/)
})

test('a judge of a group that gives totals has one point for the whole sheet', () => {
  const d: Definition = { seats: [{ id: 's', name: '', person: '', group: 'leader' }, { id: 't', name: '', person: '', group: 'expert' }], sheet: [row('A', '60', '0.5'), row('B', '40')], entries: [], rules: { parts: [{ key: 'stage', aggregate: { groups: [{ key: 'leader', total: true }, { key: 'expert' }] } }] } }
  assert.deepEqual(sheetOf(d, 'stage', 's'), [{ point: 'total', name: '总分', short: '总分', part: '', max: '100', step: '0.1' }])
  assert.deepEqual(sheetOf(d, 'stage', 't').map((p) => p.point), ['A', 'B'])
})
