// A confirmed correction of a figure that the hall has seen, from the picture before it and the one after.
import { minus } from '../shared/decimal.ts'
import { isPublic, nameOf, type EntryPicture, type Picture } from '../shared/picture.ts'
import { byTotal, placeWords, valueOf } from '../shared/rows.ts'
import { scoreWords } from '../shared/rule.ts'

export interface Change {
  entry: string
  /** The entry on the stage when it came: at the next call it is old. */
  current: string | null
  from: string
  to: string
  rankFrom: number | null
  rankTo: number | null
}

/** The correction between two pictures of one round; null where there is none. Places of others that move with it are no correction. */
export function changeOf(before: Picture | null, after: Picture): Change | null {
  if (!before || before.log !== after.log) return null
  for (const e of after.entries) {
    const old = before.entries.find((b) => b.id === e.id)
    if (!old || !isPublic(old) || !isPublic(e) || !e.corrected) continue
    const [from, to] = [valueOf(before, old, 'score'), valueOf(after, e, 'score')]
    if (from === null || to === null || Number(minus(from, to).replace('−', '-')) === 0) continue
    // A total moves with other parts too: only the first mark of a correction, or a new score, is one.
    if (old.corrected && old.score === e.score) continue
    return { entry: e.id, current: after.current, from, to, rankFrom: old.rank, rankTo: e.rank }
  }
  return null
}

/** The correction as it is announced; empty once the next entry is called. */
export function changeWords(picture: Picture, change: Change | null): string {
  const e = change && picture.entries.find((x: EntryPicture) => x.id === change.entry)
  if (!change || !e || change.current !== picture.current) return ''
  const place = change.rankTo === null ? '' : change.rankTo === change.rankFrom ? '，名次不变' : `，现为${placeWords(picture, change.rankTo)}`
  return `更正：${nameOf(e)}${scoreWords({ ...picture.round, weight: '' }, byTotal(picture, 'score'))}由 ${change.from} 改为 ${change.to}${place}。`
}
