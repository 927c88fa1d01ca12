import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brightest, contrastOver, coverFor, strongest } from '../src/screen/cover.ts'
import { actAt, columnsOf, countUp, groupsOf, lastStep, sizeOf, waitAt } from '../src/screen/theatre.ts'
import { contrast, stageBackground } from '../src/shared/contrast.ts'

test('cards, what is struck, the score, the place: one step each', () => {
  assert.deepEqual(actAt(0, 5), { turned: 0, struck: false, score: false, place: false })
  assert.deepEqual(actAt(5, 5), { turned: 5, struck: false, score: false, place: false })
  assert.deepEqual(actAt(6, 5), { turned: 5, struck: true, score: false, place: false })
  assert.deepEqual(actAt(7, 5), { turned: 5, struck: true, score: true, place: false })
  assert.deepEqual(actAt(8, 5), { turned: 5, struck: true, score: true, place: true })
})

test('by itself it ends at the place, and cards take 0.6 s', () => {
  for (const n of [0, 1, 5, 31]) {
    let at = 0
    for (let wait = waitAt(at, n); wait !== null; wait = waitAt(at, n)) at++
    assert.equal(at, lastStep(n))
  }
  assert.equal(waitAt(3, 5), 600)
})

test('rows of cards are as equal as they can be', () => {
  assert.deepEqual([1, 5, 7, 9, 11, 12, 13, 15, 24, 31, 32].map(columnsOf), [1, 5, 4, 5, 6, 6, 7, 8, 8, 8, 8])
  assert.deepEqual([5, 11, 15, 17, 31].map((n) => sizeOf(n)), ['huge', 'big', 'big', 'mid', 'small'])
  assert.deepEqual([5, 11, 31].map((n) => sizeOf(n, true)), ['big', 'mid', 'small'])
})

test('a figure counts up in whole points and ends as it was sent', () => {
  assert.deepEqual([0, 0.5, 0.999, 1].map((s) => countUp('91.01', s)), ['0', '45', '90', '91.01'])
  assert.equal(countUp('90', 0.5), '45')
  assert.equal(countUp('0.50', 1), '0.50')
  assert.equal(countUp('−0.50', 0.3), '−0.50')
})

test('a picture is covered just so far that the score keeps 7:1 on its brightest spot', () => {
  const pixels = (...list: number[][]) => new Uint8ClampedArray(list.flatMap((p) => [...p, 255]))
  const white = [255, 255, 255] as const
  assert.equal(coverFor(pixels([0, 0, 0], [...white])), strongest)
  assert.ok(contrastOver(white, strongest) >= 7 && contrastOver(white, strongest - 0.01) < 7)
  const dim = [90, 60, 60] as const
  const cover = coverFor(pixels([...dim], [10, 10, 10]))
  assert.ok(cover < strongest && contrastOver(dim, cover) >= 7)
  assert.equal(coverFor(pixels([0, 0, 0])), 0.4)
  const mixed = pixels([...dim], [10, 10, 10], [90, 60, 61])
  assert.deepEqual(brightest(mixed), [90, 60, 61])
  assert.ok(contrastOver(brightest(mixed), coverFor(mixed)) >= 7, 'what the form quotes')
})

test('text on the stage’s own background has the contrast of the design', () => {
  assert.ok(contrast([0xff, 0xf8, 0xec], stageBackground) > 13 && contrast([0xff, 0xf8, 0xec], stageBackground) < 13.6) // 13.3 by the design
})

test('judge groups are named with their weight and who is in them', () => {
  const panels = [{ key: 'l', name: '领导评委', weight: '0.4' }, { key: 'e', name: '', weight: '0.6' }]
  const marks = [{ name: '评委1', group: 'l' }, { name: '评委2', group: 'l' }, { name: '评委3', group: 'e' }]
  assert.deepEqual(groupsOf(marks, panels), [{ key: 'l', name: '领导评委', weight: '0.4', who: '评委1～评委2' }, { key: 'e', name: 'e', weight: '0.6', who: '评委3' }])
  assert.deepEqual(groupsOf([{ name: '甲', group: 'l' }, { name: '乙', group: 'e' }, { name: '丙', group: 'l' }], panels).map((g) => g.who), ['甲、丙', '乙'])
  assert.deepEqual(groupsOf(marks, panels.slice(1)), [])
  assert.deepEqual(groupsOf([{ name: '评委1' }], panels), [])
})
