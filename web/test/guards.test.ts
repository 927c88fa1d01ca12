import assert from 'node:assert/strict'
import test from 'node:test'
import { points } from '../src/shared/points.ts'
import { frame, frameLine, places, totalOf } from '../src/judge/frame.ts'
import { guards } from '../src/judge/guards.ts'
import { toItem } from '../src/judge/sheet.ts'

const items = ['A', 'B', 'C'].map((p) => toItem({ point: p, name: `${p}项`, short: `${p}项`, part: '', max: '10', step: '0.1', bands: null, focus: '' }))
const marks = (a: string, b: string, c: string) => ({ A: a, B: b, C: c })
const usual = [marks('8', '8.1', '8.3'), marks('8.2', '8', '8.1'), marks('7.9', '8.2', '8.4')]

test('a plain ballot has no yellow line', () => {
  assert.deepEqual(guards(items, marks('8.1', '8.3', '8'), usual), [])
})

test('all equal', () => {
  assert.match(guards(items, marks('9', '9', '9'), [])[0]!, /^3 项都是 9\.0/)
})

test('all at the same share of different maxima', () => {
  const mixed = [items[0]!, items[1]!, { ...items[2]!, max: points('5') }]
  assert.match(guards(mixed, marks('8', '8', '4'), [])[0]!, /同一比例/)
})

test('below 60 % and above 95 % of the maximum, not at them', () => {
  assert.match(guards(items, marks('5.9', '8', '8.5'), []).join(), /低于满分的 60%：A项 5\.9，/)
  assert.match(guards(items, marks('8', '9.6', '8.5'), []).join(), /高于满分的 95%：B项 9\.6，/)
  assert.deepEqual(guards(items, marks('6', '9.5', '8.5'), []), [])
})

test('far from the own mean of a point, with three earlier marks and not with two', () => {
  assert.match(guards(items, marks('10', '6', '8.3'), usual).join(), /「B项」6\.0 分比您平时低很多/)
  assert.doesNotMatch(guards(items, marks('9.5', '6', '8.3'), usual.slice(1)).join(), /平时/)
})

test('a total far from the own mean', () => {
  assert.match(guards(items, marks('9.5', '9.4', '9.3'), usual).join(), /合计 28\.2 分比您平时高很多/)
})

test('identical to the previous entry, which is the last one given', () => {
  assert.match(guards(items, usual[2]!, usual).join(), /完全一样/)
  assert.deepEqual(guards(items, usual[0]!, usual), [])
  assert.match(guards(items, marks('7.90', '8.20', '8.4'), usual).join(), /完全一样/, 'written with other zeros it is the same')
})

test('the own frame counts the better totals and shares a place', () => {
  const f = frame(points('90.4'), ['92.1', '90.4', '79.6'].map(points))!
  assert.deepEqual([f.count, f.place], [3, 2])
  assert.equal(frameLine(f, 1), '在您已评的 3 位中，这个分数排第 2（您给过的最高 92.1，最低 79.6）')
  assert.equal(frame(points('90'), []), null)
})

test('own places share and skip', () => {
  const list = places([{ entry: 'a', total: 1 }, { entry: 'b', total: 3 }, { entry: 'c', total: 3 }])
  assert.deepEqual(list.map((p) => `${p.entry}${p.place}`), ['b1', 'c1', 'a3'])
})

test('a total of decimals is exact', () => {
  assert.equal(totalOf({ a: '0.1', b: '0.2' }), points('0.3'))
})
