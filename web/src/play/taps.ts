// The taps with which the phone's judge makes his marks, and what the pad shows between them. Pure.
import { choiceOf, nothing, panel, press, type Choice, type Hand, type Key } from '../judge/pad.ts'
import { bandOf, type Item } from '../judge/sheet.ts'
import { points } from '../shared/points.ts'

/** A tap on the pad: on which key, and what there is afterwards. */
export interface Tap {
  at: number
  point: string
  label: string
  choice: Choice
  /** The mark is made by it. */
  done: boolean
}

/** The keys to a value, as the pad offers them. */
function keysTo(item: Item, value: number): { key: Key; choice: Choice }[] {
  const way: { key: Key; choice: Choice }[] = []
  let choice = nothing()
  for (let i = 0; i < 4; i++) {
    const p = panel(item, choice)
    const fine = p.fine.flatMap((f) => (f.key ? [f.key] : []))
    const key =
      [...p.keys, ...fine].find((k) => k.do === 'value' && k.value === value) ??
      (choice.whole === null ? p.keys.find((k) => k.do === 'whole' && k.whole <= value) : undefined) ??
      (choice.band === null ? p.bands.find((k) => k.do === 'band' && item.bands[k.band] === bandOf(item, value)) : undefined)
    if (!key) break
    const step = press(item, choice, key)
    choice = step.choice
    way.push({ key, choice })
    if (step.done) break
  }
  return way
}

/** The taps for all marks, evenly from one moment to another. */
export function tapsOf(items: Item[], marks: Record<string, string>, from: number, to: number): Tap[] {
  const list = items.flatMap((item) => {
    const way = keysTo(item, points(marks[item.point] ?? '0'))
    return way.map(({ key, choice }, i) => ({ point: item.point, label: key.label, choice, done: i === way.length - 1 }))
  })
  return list.map((tap, i) => ({ ...tap, at: from + ((to - from) * (i + 0.5)) / list.length }))
}

/** How long a finger shows on a key before its tap counts, in seconds. */
export const pressing = 0.2

export interface Pressed {
  /** The marks that are made. */
  marks: Record<string, string>
  hand: Hand
}

/** The pad after the first n taps; `reviewing` when the judge looks at all marks before he confirms. */
export function padAfter(items: Item[], marks: Record<string, string>, taps: Tap[], n: number, reviewing: boolean): Pressed {
  const gone = taps.slice(0, n)
  const made: Record<string, string> = {}
  for (const t of gone) if (t.done) made[t.point] = marks[t.point]!
  const next = taps[n]
  const last = gone.at(-1)
  const point = next?.point ?? last?.point ?? items[0]!.point
  const item = items.find((i) => i.point === point)!
  const half = last && !last.done && last.point === point ? last.choice : nothing()
  const choice = made[point] === undefined ? half : choiceOf(item, points(made[point]!))
  return { marks: made, hand: { point, choice, reviewing: next === undefined && reviewing } }
}
