// Decimals as the server wrote them, at any length: handled as text and whole numbers, never as floating point.

/** How many decimal places the longest of them has. */
export const placesOf = (list: string[]): number => Math.max(0, ...list.map((t) => (t.split('.')[1] ?? '').length))

/** A decimal as text with at least so many places, so that a column of figures lines up: 91 → 91.0. */
export function padded(text: string, places: number): string {
  const [whole = '', fraction = ''] = text.split('.')
  return places || fraction ? `${whole}.${fraction.padEnd(places, '0')}` : whole
}

/** a − b in exact decimals, with the places of the longer one. */
export function minus(a: string, b: string): string {
  const places = placesOf([a, b])
  const n = (t: string) => {
    const [whole = '0', part = ''] = t.replace('−', '-').split('.')
    return BigInt(whole + part.padEnd(places, '0'))
  }
  const d = n(a) - n(b)
  const digits = String(d < 0n ? -d : d).padStart(places + 1, '0')
  return `${d < 0n ? '−' : ''}${digits.slice(0, digits.length - places)}${places ? `.${digits.slice(-places)}` : ''}`
}

/** A weight as people say it: '0.4' is 40%, '0.125' is 12.5%. */
export function percent(weight: string): string {
  const [whole = '0', frac = ''] = weight.split('.')
  if (!/^\d+$/.test(whole + frac)) return weight
  const digits = `${whole}${frac.padEnd(2, '0')}`
  const at = whole.length + 2
  const rest = digits.slice(at).replace(/0+$/, '')
  return `${String(BigInt(digits.slice(0, at)))}${rest ? `.${rest}` : ''}%`
}
