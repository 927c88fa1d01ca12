// A judge's paper sheet, typed by two people (代录纸质分): what waits for the second typing, and whether the sum on the paper fits. Pure.
import type { Fact, SheetRow } from '../shared/facts.ts'
import { parse, points, show, sum, type Points } from '../shared/points.ts'
import { tidy } from './sheet.ts'

/** Who typed the sheet that waits for another person; null where none waits. A newer ballot of the judge himself ends the wait. */
export function typedBy(facts: Fact[], entry: string, seat: string): string | null {
  let by: string | null = null
  for (const f of facts) {
    if (f.entry !== entry || f.seat !== seat) continue
    if (f.kind === 'ballot') by = null
    // The log has no refused typing: another person's that stands in it was the same.
    if (f.kind === 'paper') by = by === null || by === f.by ? f.by : null
  }
  return by
}

export interface Cell {
  row: SheetRow
  text: string
}

export interface Comparison {
  /** The points added up again. */
  sum: string
  /** Written sum less added sum; 0 where they fit, null where no sum was typed. */
  by: Points | null
  /** What probably went wrong, one sentence each, likeliest first. */
  likely: string[]
}

type Slip = 'turned' | 'digit' | null

/** How a hand could have made one figure of the other: two neighbours changed places, or one digit is another, or the point is gone. */
function slip(a: string, b: string): Slip {
  if (a.length !== b.length) return a.replace('.', '') === b.replace('.', '') ? 'digit' : null
  const at = [...a].flatMap((c, i) => (c === b[i] ? [] : [i]))
  const [i = 0, j = 0] = at
  if (at.length === 2 && a[i] === b[j] && a[j] === b[i]) return 'turned'
  return at.length === 1 ? 'digit' : null
}

/** Compares the sum on the paper with the points that were typed; all of them must be marks. */
export function againstSum(cells: Cell[], written: string): Comparison {
  const added = sum(cells.map((c) => points(tidy(c.text))))
  const paper = parse(tidy(written))
  if (paper === null) return { sum: show(added), by: null, likely: [] }
  const by = paper - added
  return { sum: show(added), by, likely: by === 0 ? [] : guesses(cells, added, paper) }
}

function guesses(cells: Cell[], added: Points, paper: Points): string[] {
  const by = paper - added
  const other = (c: Cell) => points(tidy(c.text)) + by
  const could = cells.filter((c) => other(c) >= 0 && other(c) <= points(c.row.max) && other(c) % points(c.row.step) === 0)
  const typed = could.filter((c) => slip(tidy(c.text), show(other(c))))
  if (typed.length) return typed.slice(0, 2).map((c) => `「${c.row.name}」录的是 ${tidy(c.text)}，纸上若是 ${show(other(c))} 就对上了`)
  if (slip(show(added), show(paper)) === 'turned') return ['各项像是没有录错，纸上的合计可能写颠倒了']
  return could.length ? ['多半是录错一项，请逐项对照纸质表'] : ['改一项对不上，多半是评委在纸上加错了']
}
