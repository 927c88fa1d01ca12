// Figures of a screen, worked out again from what stands beside them. Exact: whole numbers of the last decimal place.
import assert from 'node:assert/strict'

const scale = (texts) => Math.max(0, ...texts.map((t) => (t.split('.')[1] ?? '').length))

/** A decimal as a whole number of 10^-places. */
export function units(text, places) {
  assert.match(text, /^−?(0|[1-9]\d*)(\.\d+)?$/, `${text} is a figure`)
  const [whole, part = ''] = text.replace('−', '').split('.')
  const n = BigInt(whole + part.padEnd(places, '0'))
  return text.startsWith('−') ? -n : n
}

/** The sum of these decimals, without trailing zeros. */
export function sum(texts) {
  const places = scale(texts)
  return plain(texts.reduce((n, t) => n + units(t, places), 0n), places)
}

/** Their mean to so many decimals, halves up; marks are never negative. */
export function mean(texts, decimals) {
  const places = scale(texts)
  const of = BigInt(texts.length) * 10n ** BigInt(places)
  const n = texts.reduce((all, t) => all + units(t, places), 0n) * 10n ** BigInt(decimals)
  return printed((2n * n + of) / (2n * of), decimals)
}

/** The mean to two decimals without one highest and one lowest, as the demo's rules have it for five judges and more. */
export function trimmed(texts) {
  const places = scale(texts)
  const counted = texts.toSorted((a, b) => Number(units(a, places) - units(b, places))).slice(1, -1)
  return mean(counted, 2)
}

/** a − b with the places of the longer one. */
export function minus(a, b) {
  const places = scale([a, b])
  return printed(units(a, places) - units(b, places), places)
}

function printed(n, places) {
  const digits = String(n < 0n ? -n : n).padStart(places + 1, '0')
  return `${n < 0n ? '−' : ''}${digits.slice(0, digits.length - places)}${places ? `.${digits.slice(-places)}` : ''}`
}

const plain = (n, places) => (places ? printed(n, places).replace(/\.?0+$/, '') : printed(n, 0))

/** A reveal as it stands on a screen when its last card has turned. */
export const revealOf = (screen) =>
  screen.evaluate(() => ({
    cards: [...document.querySelectorAll('li b')].map((c) => c.textContent.trim()),
    struck: [...document.querySelectorAll('li s')].map((c) => c.textContent.trim()),
    score: document.querySelector('.score').textContent.trim(),
    rank: document.querySelector('.rank')?.textContent.trim() ?? null,
  }))

/** The rows of a ranking as they stand on a screen: place, name, figure, distance to the row above. */
export const rankingOf = (screen) =>
  screen.evaluate(() =>
    [...document.querySelectorAll('tbody tr')].map((row) => {
      const cell = (n) => (row.cells[n].querySelector('.name') ?? row.cells[n]).firstChild?.textContent.trim() ?? ''
      return { rank: cell(0), name: cell(1), value: cell(3), gap: cell(4) }
    }),
  )

/** Where a ranking is wrong in itself: out of order, a distance that is not the difference, a place that was not left empty after a tie. */
export function rankingFaults(rows, from = 1) {
  const faults = []
  rows.forEach((row, i) => {
    const above = rows[i - 1]
    if (!above) return
    const tied = row.rank === above.rank
    if (!tied && Number(row.rank) !== from + i) faults.push(`${row.name} is ${row.rank} in row ${from + i}`)
    const gap = tied ? '并列' : minus(above.value, row.value)
    if (row.gap !== gap) faults.push(`${row.name} is said to be ${row.gap} behind, it is ${gap}`)
    if (gap.startsWith('−')) faults.push(`${row.name} is above ${above.name}`)
  })
  return faults
}
