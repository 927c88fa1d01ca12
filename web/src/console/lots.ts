// Lots drawn by hand and typed in: each number once, and none left out. Pure.

export interface Lot {
  id: string
  name: string
  /** As typed. */
  text: string
}

export type Lots = { order: string[]; faults: [] } | { order: null; faults: string[] }

/** The order by what was typed, or what is wrong with it, each fault naming its entries. */
export function orderOf(lots: Lot[]): Lots {
  const n = lots.length
  const numbers = lots.map((l) => (/^[1-9][0-9]{0,3}$/.test(l.text.trim()) ? Number(l.text.trim()) : NaN))
  const names = (pick: (i: number) => boolean) => lots.filter((_, i) => pick(i)).map((l) => l.name).join('、')
  const empty = names((i) => lots[i]?.text.trim() === '')
  const odd = names((i) => lots[i]?.text.trim() !== '' && !(numbers[i] !== undefined && numbers[i] >= 1 && numbers[i] <= n))
  const twice = [...new Set(numbers.filter((k, i) => numbers.indexOf(k) !== i))]
  const faults = [
    empty ? `还没有签号：${empty}` : '',
    odd ? `签号应当是 1 到 ${n} 的整数：${odd}` : '',
    ...twice.filter((k) => k >= 1).map((k) => `${k} 号有两个：${names((i) => numbers[i] === k)}`),
  ].filter(Boolean)
  if (faults.length) return { order: null, faults }
  return { order: lots.map((l, i) => ({ id: l.id, k: numbers[i] ?? 0 })).sort((a, b) => a.k - b.k).map((l) => l.id), faults: [] }
}
