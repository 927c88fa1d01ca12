// Which keys a point has, and what a tap on one does (ux §4.1). Pure: the components draw what stands here. No tap can
// make a value that is off the step or beyond the maximum, because no such key exists.
import { one, parse, show, type Points } from '../shared/points.ts'
import { feasible } from './digits.ts'
import { bandOf, inRange, type Item } from './sheet.ts'

export type Kind = 'bands' | 'whole' | 'tens' | 'top' | 'digits'

/** What is half chosen at the active point. A whole number without its decimal is not a value. */
export interface Choice {
  band: number | null
  whole: Points | null
  page: number
  text: string
}

export type Key =
  | { do: 'band'; band: number; label: string; hint: string }
  | { do: 'value'; value: Points; label: string }
  | { do: 'whole'; whole: Points; label: string }
  | { do: 'page'; page: number; label: string }
  | { do: 'type'; text: string; label: string }
  | { do: 'back'; label: string }
  | { do: 'clear'; label: string }

/** Where a pad is held from outside, by a page that shows how it is used. */
export interface Hand {
  point: string
  choice: Choice
  reviewing: boolean
}

/** What a tap leads to. `value` undefined: the mark stays; null: it is empty now. `done`: on to the next point. */
export interface Step {
  choice: Choice
  value?: Points | null
  done: boolean
}

export interface Panel {
  kind: Kind
  bands: Key[]
  /** Whole values, or values outright. Null stands for a place without a key. */
  keys: Key[]
  /** Decimals or units of the chosen whole, `null` where the maximum forbids one; the label is for before a choice. */
  fine: { label: string; key: Key | null }[]
  /** 更低, 更高. */
  pages: Key[]
  /** What is to be done now. */
  prompt: string
}

export const nothing = (): Choice => ({ band: null, whole: null, page: 0, text: '' })

const most = 18
const pagesAbove = 21

export function kindOf(item: Item): Kind {
  const fine = one % item.step === 0 && one / item.step <= 10
  const coarse = item.step % one === 0
  if (item.bands.length) return 'bands'
  if (item.point === 'total' && (fine || coarse)) return 'top'
  if (coarse && item.max / item.step < pagesAbove) return 'whole'
  if (item.step === one && item.max <= 100 * one) return 'tens'
  if (fine && item.max <= 30 * one) return 'whole'
  return 'digits'
}

/** The half-made choice that shows a mark as it is: its band, its whole number, its page. */
export function choiceOf(item: Item, value: Points | null): Choice {
  if (value === null) return nothing()
  const band = bandOf(item, value)
  const kind = kindOf(item)
  const whole = kind === 'tens' ? value - (value % (10 * one)) : value - (value % Math.max(one, item.step))
  const at = wholes(item, band?.low ?? 0, band?.high ?? item.max).indexOf(whole)
  const page = paged(item) && at >= 0 ? Math.floor(at / most) : 0
  return { band: band ? item.bands.indexOf(band) : null, whole, page, text: kind === 'digits' ? show(value) : '' }
}

/** Whole numbers (or tens) from the top of a range down. */
function wholes(item: Item, low: Points, high: Points): Points[] {
  const unit = kindOf(item) === 'tens' ? 10 * one : Math.max(one, item.step)
  const list: Points[] = []
  for (let n = high - (high % unit); n >= low - (low % unit) && n >= 0; n -= unit) list.push(n)
  return list
}

const paged = (item: Item): boolean => kindOf(item) === 'top' || wholes(item, 0, item.max).length > pagesAbove

/** Values that begin with a whole number, within a range. */
function within(item: Item, whole: Points, low: Points, high: Points): Points[] {
  const unit = kindOf(item) === 'tens' ? 10 * one : Math.max(one, item.step)
  const list: Points[] = []
  for (let n = whole; n < whole + unit; n += item.step) if (n >= low && n <= high) list.push(n)
  return list
}

const valueKey = (item: Item, value: Points): Key => ({ do: 'value', value, label: show(value, item.places) })

export function panel(item: Item, choice: Choice): Panel {
  const kind = kindOf(item)
  if (kind === 'digits') return digits(item)
  const bands: Key[] = item.bands.map((b, i) => ({ do: 'band', band: i, label: b.name, hint: b.high === b.low ? show(b.low) : `${show(b.low)}–${show(b.high)}` }))
  if (kind === 'bands' && choice.band === null) return { kind, bands, keys: [], fine: [], pages: [], prompt: '先点等次，再点分数' }
  const band = kind === 'bands' ? item.bands[choice.band!]! : null
  const [low, high] = band ? [band.low, band.high] : [0, item.max]
  const count = (high - low) / item.step + 1
  if (band && (count <= most || one % item.step !== 0 || one / item.step > 10)) {
    return { kind, bands, keys: Array.from({ length: count }, (_, i) => valueKey(item, high - i * item.step)), fine: [], pages: [], prompt: `${band.name}：请点分数` }
  }
  return { kind, bands, ...grid(item, choice, low, high) }
}

/** Whole numbers, and beside them what completes the chosen one. */
function grid(item: Item, choice: Choice, low: Points, high: Points): Omit<Panel, 'kind' | 'bands'> {
  const all = wholes(item, low, high)
  const shown = paged(item) ? all.slice(choice.page * most, choice.page * most + most) : all
  const keys = shown.map((whole): Key => {
    const inside = within(item, whole, low, high)
    return inside.length === 1 ? valueKey({ ...item, places: 0 }, inside[0]!) : { do: 'whole', whole, label: show(whole) }
  })
  const pages: Key[] = []
  if (paged(item) && choice.page > 0) pages.push({ do: 'page', page: choice.page - 1, label: '更高' })
  if (paged(item) && (choice.page + 1) * most < all.length) pages.push({ do: 'page', page: choice.page + 1, label: '更低' })
  const fine = fineKeys(item, choice, low, high)
  const chosen = choice.whole !== null && all.includes(choice.whole)
  const tens = kindOf(item) === 'tens'
  const prompt = fine.length === 0 ? '请点分数' : !chosen ? (tens ? '先点十位' : '先点整数') : tens ? `${half(item, choice)} 请选个位` : `${half(item, choice)} 请选小数`
  return { keys, fine, pages, prompt }
}

function fineKeys(item: Item, choice: Choice, low: Points, high: Points): Panel['fine'] {
  const tens = kindOf(item) === 'tens'
  if (!tens && item.step >= one) return []
  const unit = tens ? 10 * one : one
  const list: Panel['fine'] = []
  for (let add = 0; add < unit; add += item.step) {
    const label = tens ? show(add) : show(add, item.places).slice(1)
    const value = choice.whole === null ? null : choice.whole + add
    list.push({ label, key: value !== null && value >= low && value <= high ? { do: 'value', value, label } : null })
  }
  return list
}

function digits(item: Item): Panel {
  const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '.', '0', '⌫'].map((label): Key => ({ do: 'type', text: label, label }))
  return { kind: 'digits', bands: [], keys, fine: [], pages: [], prompt: `0–${show(item.max)}` }
}

/** Whether typing a character leads to a value. */
export const typeable = (item: Item, choice: Choice, char: string): boolean => char === '⌫' ? choice.text !== '' : feasible(item, choice.text + char)

/** What stands in the chip while a mark is half made: `8.` before its decimal, `9_` before its units, what was typed. */
export function half(item: Item, choice: Choice): string {
  if (kindOf(item) === 'digits') return choice.text
  if (choice.whole === null) return ''
  return kindOf(item) === 'tens' ? `${show(choice.whole).slice(0, -1)}_` : `${show(choice.whole)}.`
}

export function press(item: Item, choice: Choice, key: Key): Step {
  switch (key.do) {
    case 'band':
      return { choice: { ...nothing(), band: key.band }, done: false }
    case 'page':
      return { choice: { ...choice, page: key.page, whole: null }, done: false }
    case 'back':
      return { choice: { ...choice, whole: null }, value: null, done: false }
    case 'whole':
      return { choice: { ...choice, whole: key.whole }, value: null, done: false }
    case 'value':
      return inRange(item, key.value) ? { choice, value: key.value, done: true } : { choice, done: false }
    case 'clear':
      return { choice: nothing(), value: null, done: false }
    case 'type':
      return type(item, choice, key.text)
  }
}

function type(item: Item, choice: Choice, char: string): Step {
  if (!typeable(item, choice, char)) return { choice, done: false }
  const text = char === '⌫' ? choice.text.slice(0, -1) : choice.text + char
  const value = parse(text)
  return { choice: { ...choice, text }, value: value !== null && inRange(item, value) ? value : null, done: false }
}

/** The mark one step up or down, where there is one. */
export function nudge(item: Item, value: Points | null, by: 1 | -1): Points | null {
  if (value === null) return null
  const next = value + by * item.step
  return inRange(item, next) ? next : null
}

/** The next empty point of the same part, after the active one and then from its beginning. Null: the part is done. */
export function next(items: Item[], marks: Record<string, string>, active: string): string | null {
  const at = items.findIndex((i) => i.point === active)
  const turned = [...items.slice(at + 1), ...items.slice(0, Math.max(at, 0))]
  return turned.find((i) => marks[i.point] === undefined)?.point ?? null
}
