// Marks are integers in ten-thousandths of a point, as on the server: no floating point figure is ever shown or sent.

/** Ten-thousandths of a point. */
export type Points = number

export const one: Points = 10_000

const form = /^(0|[1-9][0-9]{0,5})(?:\.([0-9]{1,4}))?$/

/** Reads a decimal as the contract writes it; null for anything else. */
export function parse(text: string): Points | null {
  const m = form.exec(text)
  if (!m) return null
  return Number(m[1]) * one + Number((m[2] ?? '').padEnd(4, '0'))
}

/** Reads a decimal that the server wrote. Throws where it did not. */
export function points(text: string | number): Points {
  const n = parse(String(text))
  if (n === null) throw new Error(`not a decimal: ${text}`)
  return n
}

/** Decimals that every multiple of the step can be written with: 0.1 → 1, 0.25 → 2, 5 → 0. */
export function decimals(step: Points): number {
  for (let d = 0; d < 4; d++) if (step % 10 ** (4 - d) === 0) return d
  return 4
}

/** Writes a figure; with `places` it has at least so many decimals, without none that is not needed. */
export function show(n: Points, places = 0): string {
  const sign = n < 0 ? '−' : ''
  const digits = String(Math.abs(n)).padStart(5, '0')
  const fraction = digits.slice(-4).replace(/0+$/, '').padEnd(places, '0')
  return sign + digits.slice(0, -4) + (fraction && `.${fraction}`)
}

/** The least multiple of step at or above a share (ten-thousandths) of max. */
export function edge(max: Points, share: number, step: Points): Points {
  return Math.ceil((max * share) / (one * step)) * step
}

export const sum = (list: Iterable<Points>): Points => {
  let total = 0
  for (const n of list) total += n
  return total
}
