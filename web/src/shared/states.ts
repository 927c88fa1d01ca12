// The words of the states, one file for all pages (http.md, States; ux §2.1). Never a synonym.

export type State =
  | 'waiting'
  | 'called'
  | 'presenting'
  | 'scoring'
  | 'closed'
  | 'verified'
  | 'revealed'
  | 'locked'
  | 'withdrawn'
  | 'absent'
  | 'annulled'

export const stateWords: Record<State, string> = {
  waiting: '待上场',
  called: '已叫号',
  presenting: '汇报中',
  scoring: '打分中',
  closed: '已锁分',
  verified: '已核对',
  revealed: '已亮分',
  locked: '已入榜',
  withdrawn: '弃赛',
  absent: '缺席',
  annulled: '取消成绩',
}

/** The road of an entry, in order; the three others leave it. */
export const road: State[] = ['waiting', 'called', 'presenting', 'scoring', 'closed', 'verified', 'revealed', 'locked']

/** The entry left the contest. */
export const aside = (s: State): boolean => s === 'withdrawn' || s === 'absent' || s === 'annulled'

/** Marks are not taken any more, unless the entry is reopened. */
export const past = (s: State): boolean => road.indexOf(s) >= road.indexOf('closed')

/** Nothing about the entry will change but by a correction. */
export const settled = (s: State): boolean => s === 'locked' || aside(s)

/** The state as a word; a state that a newer server added is shown as it came. */
export const stateWord = (s: string): string => (stateWords as Record<string, string>)[s] ?? s
