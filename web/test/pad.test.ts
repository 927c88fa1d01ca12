import assert from 'node:assert/strict'
import test from 'node:test'
import { points, show } from '../src/shared/points.ts'
import { choiceOf, kindOf, next, nothing, nudge, panel, press, type Choice, type Key } from '../src/judge/pad.ts'
import { inRange, toItem, type Item } from '../src/judge/sheet.ts'

const l4 = [
  { name: '好', from: '0.9', to: '1' },
  { name: '较好', from: '0.75', to: '0.9' },
  { name: '一般', from: '0.6', to: '0.75' },
  { name: '差', from: '0', to: '0.6' },
]
const item = (max: string, step: string, bands: typeof l4 | null = null, point = 'P1'): Item =>
  toItem({ point, name: '基层治理和网格服务', short: '治理', part: '登台演说', max, step, bands, focus: '' })

const labels = (keys: Key[]) => keys.map((k) => k.label)

/** Every key that can be tapped now. */
function keysOf(it: Item, choice: Choice): Key[] {
  const p = panel(it, choice)
  return [...p.bands, ...p.keys, ...p.fine.flatMap((f) => (f.key ? [f.key] : [])), ...p.pages, { do: 'clear', label: '清除' }, { do: 'back', label: '' }]
}

function tapLabels(it: Item, ...wanted: string[]): number | null {
  let choice = nothing()
  let value: number | null = null
  for (const label of wanted) {
    const key = keysOf(it, choice).find((k) => k.label === label)
    if (!key) throw new assert.AssertionError({ message: `no key ${label} among ${labels(keysOf(it, choice)).join(' ')}` })
    const step = press(it, choice, key)
    choice = step.choice
    if (step.value !== undefined) value = step.value
  }
  return value
}

test('bands end where the next one begins, edges moved up to the step', () => {
  const bands = item('12', '0.1', l4).bands.map((b) => `${b.name} ${show(b.low)}–${show(b.high)}`)
  assert.deepEqual(bands, ['好 10.8–12', '较好 9–10.7', '一般 7.2–8.9', '差 0–7.1'])
})

test('an edge between two steps belongs to the upper band: 5.25 prints 5.3', () => {
  assert.equal(show(item('7', '0.1', l4).bands[1]!.low), '5.3')
  assert.equal(show(item('7', '0.1', l4).bands[2]!.high), '5.2')
})

test('a graded point takes two taps, nothing preset and no value before a band', () => {
  const it = item('12', '0.1', l4)
  assert.deepEqual(panel(it, nothing()).keys, [])
  assert.equal(tapLabels(it, '较好', '10.1'), points('10.1'))
  assert.equal(panel(it, { ...nothing(), band: 1 }).keys.length, 18)
})

test('a band of more than 18 values asks the whole number and then the decimal', () => {
  const it = item('12', '0.1', l4)
  const p = panel(it, { ...nothing(), band: 3, whole: points('7') })
  assert.deepEqual(labels(p.keys), ['7', '6', '5', '4', '3', '2', '1', '0'])
  assert.deepEqual(p.fine.map((f) => f.key !== null), [true, true, false, false, false, false, false, false, false, false])
  assert.equal(tapLabels(it, '差', '6', '.4'), points('6.4'))
})

test('without bands: whole keys to the maximum, then decimals, dead at the maximum, 10 in one tap', () => {
  const it = item('10', '0.1')
  assert.equal(kindOf(it), 'whole')
  assert.deepEqual(labels(panel(it, nothing()).keys), ['10', '9', '8', '7', '6', '5', '4', '3', '2', '1', '0'])
  assert.equal(tapLabels(it, '10'), points('10'))
  assert.equal(tapLabels(it, '9', '.5'), points('9.5'))
  assert.equal(tapLabels(it, '9'), null)
})

test('a whole number without its decimal takes the old value away: it is not a value', () => {
  const it = item('10', '0.1')
  assert.equal(press(it, choiceOf(it, points('9.5')), { do: 'whole', whole: points('8'), label: '8' }).value, null)
})

test('0–100 by 1: tens, then units', () => {
  const it = item('100', '1')
  assert.equal(kindOf(it), 'tens')
  assert.deepEqual(labels(panel(it, nothing()).keys), ['100', '90', '80', '70', '60', '50', '40', '30', '20', '10', '0'])
  assert.equal(tapLabels(it, '80', '7'), points('87'))
  assert.equal(tapLabels(it, '100'), points('100'))
})

test('0–20 and 0–30 by a half: whole numbers and .0 .5', () => {
  assert.deepEqual(panel(item('20', '0.5'), nothing()).fine.map((f) => f.label), ['.0', '.5'])
  assert.equal(tapLabels(item('20', '0.5'), '17', '.5'), points('17.5'))
  assert.equal(tapLabels(item('30', '0.5'), '28', '.5'), points('28.5'))
  assert.equal(tapLabels(item('30', '0.5'), '更低', '3', '.5'), points('3.5'))
})

test('one total for all: 18 whole values from the top, 更低, then decimals', () => {
  const it = item('100', '0.1', null, 'total')
  const p = panel(it, nothing())
  assert.equal(p.keys.length, 18)
  assert.deepEqual(labels(p.keys).slice(0, 2), ['100', '99'])
  assert.deepEqual(labels(p.pages), ['更低'])
  assert.equal(tapLabels(it, '91', '.4'), points('91.4'))
  assert.equal(tapLabels(it, '更低', '80', '.0'), points('80'))
})

test('any other scale is typed, with a point and a check of the range', () => {
  const it = item('40', '0.25')
  assert.equal(kindOf(it), 'digits')
  assert.equal(tapLabels(it, '3', '7', '.', '7', '5'), points('37.75'))
  assert.equal(tapLabels(it, '3', '7', '.', '7'), null)
  assert.equal(tapLabels(it, '4', '1'), points('4'), 'a key that leads beyond the maximum does nothing')
})

test('a filled point opens with its own keys', () => {
  const it = item('12', '0.1', l4)
  assert.equal(choiceOf(it, points('8.9')).band, 2)
  const total = item('100', '0.1', null, 'total')
  assert.equal(choiceOf(total, points('70.5')).page, 1)
  assert.ok(labels(panel(total, choiceOf(total, points('70.5'))).keys).includes('70'))
})

test('a step up or down stays within the scale', () => {
  const it = item('10', '0.1')
  assert.equal(nudge(it, points('10'), 1), null)
  assert.equal(nudge(it, 0, -1), null)
  assert.equal(nudge(it, points('9.9'), 1), points('10'))
  assert.equal(nudge(it, null, 1), null)
})

test('after a mark comes the next empty point of the part, from the beginning again if need be', () => {
  const items = ['A', 'B', 'C'].map((p) => ({ ...item('10', '0.1'), point: p }))
  assert.equal(next(items, { A: '1' }, 'A'), 'B')
  assert.equal(next(items, { B: '1', C: '1' }, 'C'), 'A')
  assert.equal(next(items, { A: '1', B: '1', C: '1' }, 'C'), null)
})

/** A small generator, so that a failure can be played again. */
function dice(seed: number): (n: number) => number {
  let s = seed
  return (n) => {
    s = (Math.imul(s, 1664525) + 1013904223) >>> 0
    return Math.floor((s / 2 ** 32) * n)
  }
}

test('5,000 random taps on each scale never make a value out of range or off the step', () => {
  const scales: Item[] = [
    item('12', '0.1', l4), item('7', '0.1', l4), item('5', '0.5', l4), item('100', '1', l4), item('40', '0.05', l4), item('3', '0.1', l4),
    item('10', '0.1'), item('7.5', '0.1'), item('20', '0.5'), item('30', '0.5'), item('100', '1'), item('100', '5'), item('40', '0.25'), item('60', '0.01'), item('12', '0.3'),
    item('100', '0.1', null, 'total'), item('100', '1', null, 'total'), item('50', '0.25', null, 'total'),
  ]
  for (const [n, it] of scales.entries()) {
    const roll = dice(n + 1)
    let choice = nothing()
    let reached = new Set<number>()
    for (let tap = 0; tap < 5_000; tap++) {
      const keys = keysOf(it, choice)
      const step = press(it, choice, keys[roll(keys.length)]!)
      choice = step.choice
      if (step.value === undefined || step.value === null) continue
      assert.ok(inRange(it, step.value), `${step.value} on 0–${it.max} by ${it.step}`)
      reached.add(step.value)
    }
    assert.ok(reached.size >= 10, `scale ${n} reached ${reached.size} values: the taps went nowhere`)
  }
})

test('every value of every graded scale can be reached', () => {
  for (const max of ['3', '5', '6', '7', '8', '10', '12']) {
    const it = item(max, '0.1', l4)
    const reached = new Set<number>()
    for (const band of panel(it, nothing()).bands) {
      const open = press(it, nothing(), band).choice
      for (const key of panel(it, open).keys) {
        if (key.do === 'value') reached.add(key.value)
        else for (const f of panel(it, press(it, open, key).choice).fine) if (f.key?.do === 'value') reached.add(f.key.value)
      }
    }
    assert.equal(reached.size, it.max / it.step + 1, `0–${max}`)
  }
})
