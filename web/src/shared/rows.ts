// The rows of the ranking and the distances between them, for the screens and the console's sheets, from the figures that the server sent: nothing is computed here but differences.
import { minus } from './decimal.ts'
import { byOrder, isPublic, type EntryPicture, type Picture } from './picture.ts'
import { aside, settled, stateWord, type State } from './states.ts'

export interface Row {
  entry: EntryPicture
  /** 0: left the contest, and stands at the end without a place. */
  rank: number
  value: string
  /** Behind the row above; null for the first, 并列 where the place is shared. */
  gap: string | null
}

/** Whether the hall is shown the total, by the rules' `screen.score` or `screen.ranking`. */
export const byTotal = (picture: Picture, what: 'score' | 'ranking'): boolean => picture.round.screen[what] !== picture.round.part

export const valueOf = (picture: Picture, e: EntryPicture, what: 'score' | 'ranking'): string | null => (byTotal(picture, what) ? e.total : e.score)

/** The revealed entries in order of place, with the distance to the one above. */
export function rowsOf(picture: Picture): Row[] {
  const listed = byOrder(picture.entries).filter((e) => isPublic(e) && e.rank !== null)
  const rows: Row[] = listed.map((entry) => ({ entry, rank: entry.rank ?? 0, value: valueOf(picture, entry, 'ranking') ?? '', gap: null })).sort((a, b) => a.rank - b.rank)
  rows.forEach((row, i) => {
    const above = rows[i - 1]
    if (above) row.gap = above.rank === row.rank ? '并列' : minus(above.value, row.value)
  })
  return rows
}

/** Those who left the contest, in their order, with the word for how. */
export const leftOf = (picture: Picture): Row[] =>
  byOrder(picture.entries).filter((e) => aside(e.state as State)).map((entry) => ({ entry, rank: 0, value: stateWord(entry.state), gap: '' }))

/** How far an entry is from its neighbours, in words; a shared place says with how many. */
export function distancesOf(rows: Row[], id: string): string[] {
  const i = rows.findIndex((r) => r.entry.id === id)
  const me = rows[i]
  if (!me) return []
  const peers = rows.filter((r) => r.rank === me.rank).length - 1
  const above = rows.filter((r) => r.rank < me.rank).at(-1)
  const below = rows.find((r) => r.rank > me.rank)
  return [
    peers ? `与另外 ${peers} 家并列` : '',
    below ? `领先第 ${below.rank} 名 ${minus(me.value, below.value)} 分` : '',
    above ? `落后第 ${above.rank} 名 ${minus(above.value, me.value)} 分` : '',
  ].filter(Boolean)
}

/** So many rows leave room for larger ones. */
export const fewRows = 6

/** What the ranking ranks by is in its heading: what comes later may rank otherwise. */
export function rankingTitle(picture: Picture): string {
  const what = byTotal(picture, 'ranking') ? '总成绩' : '现场得分'
  return picture.final ? `${what}排名` : `${what}暂列排名`
}

/** Rows on one page of 1080 stage pixels. */
export const perPage = 10

export const pagesOf = (rows: number): number => Math.max(1, Math.ceil(rows / perPage))

export const settledCount = (picture: Picture): number => picture.entries.filter((e) => settled(e.state as State)).length

/** 第 2 名, or 暂列第 2 名 until the round is sealed; of a part that is not the whole 现场 comes first. */
export function placeWords(picture: Picture, rank: number, total = byTotal(picture, 'ranking')): string {
  return `${total ? '' : '现场'}${picture.final ? '' : '暂列'}第 ${rank} 名`
}
