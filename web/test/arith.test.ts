import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decimal, ratio, round, workOut, write } from '../src/console/arith.ts'
import type { Definition } from '../src/shared/facts.ts'
import type { Mark } from '../src/shared/picture.ts'

const mark = (seat: string, total: string, dropped: Mark['dropped'] = null): Mark => ({ seat, name: seat, total, dropped })
const rules = (aggregate: object, groups: Record<string, string> = {}): Definition => ({ seats: Object.entries(groups).map(([id, group]) => ({ id, name: id, person: '', group })), sheet: [], entries: [], rules: { parts: [{ key: 'stage', aggregate }] } })

test('rounding is the one that the rules name, also at the half and below zero', () => {
  const cases: [string, string, string][] = [
    ['2.345', 'half_up', '2.35'],
    ['-2.345', 'half_up', '−2.35'],
    ['2.345', 'half_even', '2.34'],
    ['2.355', 'half_even', '2.36'],
    ['2.349', 'truncate', '2.34'],
    ['-2.349', 'truncate', '−2.34'],
    ['2.341', 'ceil', '2.35'],
    ['-2.349', 'ceil', '−2.34'],
  ]
  for (const [from, how, to] of cases) assert.equal(write(round(decimal(from), 2, how), 2), to, `${from} ${how}`)
})

test('what does not end says so and is never rounded when written', () => {
  assert.equal(write(ratio(2n, 3n), 4), '0.6666…')
  assert.equal(write(ratio(1n, 4n), 4), '0.25')
  assert.equal(write(decimal('90'), 4), '90')
})

test('the sum of what is kept, divided, rounded: the sentence of the design', () => {
  const totals = ['90.5', '92.1', '89.8', '93.4', '91.0', '90.2', '91.8', '89.5', '90.8']
  const marks = [...totals.map((t, i) => mark(`s${i}`, t)), mark('low', '86.2', 'low'), mark('high', '95.1', 'high')]
  const w = workOut(rules({ trim_high: 1, trim_low: 1, decimals: 2, rounding: 'half_up' }), 'stage', marks)
  assert.equal(w?.lines[0]?.sum, '819.1')
  assert.equal(w?.lines[0]?.count, 9)
  assert.equal(write(w!.value, 2), '91.01')
})

test('groups are weighed, and a group without a mark leaves the others whole', () => {
  const aggregate = { decimals: 2, groups: [{ key: 'leader', weight: 0.4 }, { key: 'expert', weight: 0.6 }] }
  const seats = { a: 'leader', b: 'expert', c: 'expert' }
  assert.equal(write(workOut(rules(aggregate, seats), 'stage', [mark('a', '90'), mark('b', '80'), mark('c', '85')])!.value, 2), '85.5')
  assert.equal(write(workOut(rules(aggregate, seats), 'stage', [mark('b', '80'), mark('c', '85')])!.value, 2), '82.5')
})

test('a median of an even number is the mean of the two in the middle', () => {
  assert.equal(write(workOut(rules({ mean: 'median', decimals: 2 }), 'stage', [mark('a', '70'), mark('b', '90'), mark('c', '80'), mark('d', '85')])!.value, 2), '82.5')
})

test('without rules or marks there is no arithmetic', () => {
  assert.equal(workOut(rules({}), 'stage', []), null)
  assert.equal(workOut(rules({}), 'field', [mark('a', '1')]), null)
})
