import assert from 'node:assert/strict'
import test from 'node:test'
import { decimals, edge, parse, points, show } from '../src/shared/points.ts'

test('decimals are read as the contract writes them and no other way', () => {
  assert.equal(parse('9.5'), 95_000)
  assert.equal(parse('0.0001'), 1)
  assert.equal(parse('999999.9999'), 9_999_999_999)
  for (const bad of ['', '09.5', '.5', '9.', '-1', '1e3', '9.55555', '1000000', ' 9', '９']) assert.equal(parse(bad), null, bad)
})

test('figures are written without zeros that are not needed, or with as many places as the step has', () => {
  assert.equal(show(points('11')), '11')
  assert.equal(show(points('11'), 1), '11.0')
  assert.equal(show(points('0.25'), 1), '0.25')
  assert.equal(show(-points('0.5'), 1), '−0.5')
  assert.equal(show(0, 1), '0.0')
})

test('every decimal of up to four places is written as it was read', () => {
  for (let n = 0; n < 200_000; n += 7) assert.equal(parse(show(n)), n)
})

test('the places of a step', () => {
  assert.deepEqual(['1', '5', '0.5', '0.25', '0.1', '0.0005'].map((s) => decimals(points(s))), [0, 0, 1, 2, 1, 4])
})

test('an edge goes up to the step, never down', () => {
  assert.equal(edge(points('7'), 7_500, points('0.1')), points('5.3'))
  assert.equal(edge(points('12'), 9_000, points('0.1')), points('10.8'))
  assert.equal(edge(points('12'), 0, points('0.1')), 0)
})
