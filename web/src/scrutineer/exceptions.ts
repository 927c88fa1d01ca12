// What did not go the plain way, out of the log alone: each with who, when and why. Pure; the log is checked by chain.ts.
import { deedWord, definitionOf, seatName, type Definition, type Fact } from '../shared/facts.ts'
import { missingAtClose } from './absentees.ts'
import { correctionItems } from './corrections.ts'

export interface Item {
  /** The fact that it stands in. */
  seq: number
  at: string
  by: string
  what: string
  why: string
  /** How many it stands for, where several are told in one line. */
  times?: number
}

export const countOf = (e: Exception): number => e.items.reduce((n, i) => n + (i.times ?? 1), 0)

export interface Exception {
  key: string
  word: string
  items: Item[]
}

/** What every rule below reads. */
export interface Log {
  facts: Fact[]
  definition: Definition | null
  /** Facts that were taken back by `undo`. */
  undone: Set<number>
  entry: (id: string | null) => string
  seat: (id: string | null) => string
}

/** Entries are named as people call them, 第 7 位 幸福村, by the last draw and the last list. */
export function logOf(facts: Fact[]): Log {
  const definition = definitionOf(facts)
  const undone = new Set(facts.filter((f) => f.kind === 'undo').map((f) => Number(f.payload?.of)))
  const order = (facts.filter((f) => f.kind === 'draw').pop()?.payload?.order ?? []) as string[]
  const entry = (id: string) => {
    const place = order.indexOf(id) + 1
    const name = definition?.entries.find((e) => e.entry === id)?.name ?? id
    return place ? `第 ${place} 位 ${name}` : name
  }
  return { facts, definition, undone, entry: (id) => (id ? entry(id) : ''), seat: (id) => (id ? seatName(definition, id) : '') }
}

/** How many entries are through: in the ranking, or out of the contest. */
export function settledIn(log: Log): number {
  const through = log.facts.filter((f) => ['lock', 'withdraw', 'absent', 'annul'].includes(f.kind) && !log.undone.has(f.seq))
  return new Set(through.flatMap((f) => f.entry ?? ((f.payload?.entries ?? []) as string[]))).size
}

export const item = (f: Fact, what: string): Item => ({ seq: f.seq, at: f.at, by: f.by ?? '', what, why: f.reason ?? '' })

const text = (f: Fact, field: string): string => (typeof f.payload?.[field] === 'string' ? (f.payload[field] as string) : '')

/** The facts of a kind that were not taken back, each as one item. */
const every = (log: Log, kind: string, what: (f: Fact) => string): Item[] => log.facts.filter((f) => f.kind === kind && f.payload?.off !== true && !log.undone.has(f.seq)).map((f) => item(f, what(f)))

const at = (log: Log, f: Fact) => [log.entry(f.entry), log.seat(f.seat)].filter(Boolean).join('，')

/** Every kind of exception in the order of the record, also those that did not happen: 重开 0 is an answer too. */
export function exceptionsOf(log: Log): Exception[] {
  const of = (kind: string) => every(log, kind, (f) => at(log, f))
  return [
    { key: 'reopen', word: '重开', items: of('reopen') },
    { key: 'correct', word: '更正', items: correctionItems(log) },
    { key: 'paper', word: '纸质', items: papersOf(log) },
    { key: 'phone', word: '换机', items: phonesOf(log) },
    { key: 'missing', word: '缺评', items: missingAtClose(log) },
    { key: 'judge_absent', word: '评委缺席', items: of('judge_absent') },
    { key: 'recuse', word: '回避', items: recusalsOf(log) },
    { key: 'withdraw', word: '弃赛', items: of('withdraw') },
    { key: 'absent', word: '缺席', items: of('absent') },
    { key: 'annul', word: '取消成绩', items: of('annul') },
    { key: 'undo', word: '撤销', items: undosOf(log) },
    { key: 'deduct', word: '扣分', items: every(log, 'deduct', (f) => pointsAt(log, f)) },
    { key: 'bonus', word: '加分', items: every(log, 'bonus', (f) => pointsAt(log, f)) },
    { key: 'pause', word: '暂停', items: pausesOf(log) },
    { key: 'substitute', word: '换演讲人', items: every(log, 'substitute', (f) => `${log.entry(f.entry)}，改由${text(f, 'name')}演讲`) },
    { key: 'draw', word: '重新抽签', items: every(log, 'draw', (f) => (text(f, 'seed') ? `种子 ${text(f, 'seed')}` : '按手工签号')).slice(1) },
    { key: 'round', word: '名单或规则改动', items: every(log, 'round', () => '重新发卡入册').slice(1) },
    { key: 'part', word: '其他部分改录', items: every(log, 'part', (f) => text(f, 'part')).filter((i) => i.why) },
  ]
}

/** Points are told once the entry is public. */
const pointsAt = (log: Log, f: Fact): string => `${log.entry(f.entry)}${f.payload ? `，${text(f, 'points')} 分` : '，分数亮分后可见'}`

/** Two typings of one seat for one entry by two people are one ballot on paper; one alone waits, until the judge himself sends. */
function papersOf(log: Log): Item[] {
  const first = new Map<string, Fact>()
  const items: Item[] = []
  for (const f of log.facts.filter((f) => f.kind === 'paper' || f.kind === 'ballot')) {
    const key = `${f.entry} ${f.seat}`
    const one = first.get(key)
    if (f.kind === 'ballot') {
      if (one) items.push(item(one, `${at(log, one)}，只录了一次，后来评委自己提交了`))
      first.delete(key)
    } else if (one && one.by !== f.by) {
      items.push({ ...item(f, `${at(log, f)}，${one.by}和${f.by}各录一次`), why: f.reason ?? one.reason ?? '' })
      first.delete(key)
    } else first.set(key, f)
  }
  return [...items, ...[...first.values()].map((f) => item(f, `${at(log, f)}，只录了一次，还没有生效`))].sort((a, b) => a.seq - b.seq)
}

/** A seat that another phone took, or that got a new card. */
function phonesOf(log: Log): Item[] {
  const holder = new Map<string, unknown>()
  const items: Item[] = []
  for (const f of log.facts) {
    if (f.kind === 'reissue_seat') items.push(item(f, `${log.seat(f.seat)}，重发打分卡`))
    if (f.kind !== 'claim' || !f.seat) continue
    const session = f.payload?.session
    if (holder.has(f.seat) && holder.get(f.seat) !== session) items.push({ ...item(f, `${log.seat(f.seat)}，换了一台设备入座`), by: log.seat(f.seat) })
    holder.set(f.seat, session)
  }
  return items
}

/** Those of the list that the judges' cards were issued with, and those said on the day. */
function recusalsOf(log: Log): Item[] {
  const round = log.facts.filter((f) => f.kind === 'round' && f.payload).pop()
  const listed = (log.definition?.seats ?? []).flatMap((s) => {
    const entries = s.recused ?? []
    return round && entries.length ? [{ ...item(round, `${log.seat(s.id)}：${entries.map(log.entry).join('、')}`), why: '名册里登记', times: entries.length }] : []
  })
  return [...listed, ...every(log, 'recuse', (f) => at(log, f))]
}

function undosOf(log: Log): Item[] {
  return every(log, 'undo', (f) => {
    const of = log.facts.find((g) => g.seq === Number(f.payload?.of))
    return of ? `撤销${deedWord(of)} ${log.entry(of.entry)}` : '撤销上一步'
  })
}

/** How long each pause was, or that it still is. */
function pausesOf(log: Log): Item[] {
  return every(log, 'pause', (f) => {
    const end = log.facts.find((g) => g.kind === 'resume' && g.seq > f.seq)
    return end ? `停了 ${Math.max(1, Math.round((Date.parse(end.at) - Date.parse(f.at)) / 60_000))} 分钟` : '还没有恢复'
  })
}
