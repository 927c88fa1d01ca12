// The order in which a reveal that is public already is shown: cards, what is struck, the score, the place (ux §4.3, mode 4).

/** Where a reveal of n cards stands: 1…n cards turned, n+1 struck, n+2 the score, n+3 the place. */
export interface Act {
  turned: number
  struck: boolean
  score: boolean
  place: boolean
}

export const lastStep = (n: number): number => n + 3

export const actAt = (step: number, n: number): Act => ({ turned: Math.min(step, n), struck: step > n, score: step > n + 1, place: step > n + 2 })

/** Milliseconds from one step to the next where it plays by itself; null at the end. */
export function waitAt(step: number, n: number): number | null {
  if (step >= lastStep(n)) return null
  if (step < n) return step === 0 ? 900 : 600
  return step === n ? 1_200 : 1_600
}

/** A judge group and who is in it: 评委1～评委3 where they sit together. */
export interface Seated {
  key: string
  name: string
  weight: string
  who: string
}

/** The groups of a panel in the order of the rules; none where it has none. */
export function groupsOf(marks: { name: string; group?: string }[], panels: { key: string; name: string; weight: string }[]): Seated[] {
  if (panels.length < 2) return []
  return panels.flatMap(({ key, name, weight }) => {
    const at = marks.flatMap((m, i) => (m.group === key ? [i] : []))
    const names = at.map((i) => marks[i]?.name ?? '')
    const together = names.length > 1 && at.every((i, k) => i === (at[0] ?? 0) + k)
    return names.length ? [{ key, name: name || key, weight, who: together ? `${names[0]}～${names.at(-1)}` : names.join('、') }] : []
  })
}

/** How many cards stand side by side: rows as equal as they can be, 6 wide up to 12 cards, then 8. */
export function columnsOf(n: number): number {
  const most = n <= 12 ? 6 : 8
  return Math.ceil(n / Math.max(1, Math.ceil(n / most)))
}

export type Size = 'huge' | 'big' | 'mid' | 'small'

/** The size of the cards that leaves room for all of them; a line that names the groups takes some of it. */
export function sizeOf(n: number, groups = false): Size {
  const at = n <= 6 ? 0 : n <= 16 ? 1 : n <= 24 ? 2 : 3
  return (['huge', 'big', 'mid', 'small'] as const)[Math.min(3, at + (groups ? 1 : 0))] ?? 'small'
}

/** A figure on its way up: whole points, so that no photograph has a score that was not given; itself at the end. */
export function countUp(value: string, share: number): string {
  const whole = /^\d+/.exec(value)?.[0]
  return share >= 1 || whole === undefined ? value : String(Math.floor(Number(whole) * share))
}
