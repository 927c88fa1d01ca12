// Pictures and people for tests of the console.
import type { Situation } from '../src/console/turn.ts'
import type { Fact } from '../src/shared/facts.ts'
import type { EntryPicture, Mark, Picture, Screen } from '../src/shared/picture.ts'

export const entry = (id: string, order: number | null, state: string, more: Partial<EntryPicture> = {}): EntryPicture => ({ id, name: `${id}村党支部`, township: '红旗镇', batch: '', speaker: '', title: '', order, state, score: null, total: null, rank: null, marks: null, corrected: false, ...more })

export const mark = (seat: string, total: string, dropped: Mark['dropped'] = null): Mark => ({ seat, name: `评委${seat}`, total, dropped })

export const screen = (more: Partial<Screen> = {}): Screen => ({ id: 'main', name: '大屏', kind: 'hall', mode: '1', entry: null, step: 0, page: 0, ...more })

export const picture = (entries: EntryPicture[], more: Partial<Picture> = {}, round: Partial<Picture['round']> = {}): Picture => ({
  log: 'L', version: 9, at: null, view: 'console', current: null, timer: null, final: false, question: null, screens: [screen()], entries,
  round: {
    id: 'r', name: '第一批', contest: 'c', contest_name: '', rehearsal: false, mode: 'sequential', part: 'stage', part_name: '现场得分', paused: false, rules_hash: '', drawn: true, weight: '', mean: 'arithmetic', panels: [],
    parts: [], across: false, adjusted: false, screen: { score: 'stage', ranking: 'stage' }, seed: null, plan: null, backdrop: null, ...round,
  },
  ...more,
})

export const situation = (p: Picture, e: EntryPicture | null, more: Partial<Situation> = {}): Situation => ({
  picture: p, entry: e, person: { name: '主控甲', role: 'director' }, missing: [], looked: false, up: true, pauseReason: '', lockedBy: null, typists: [], manner: 'auto', ...more,
})

export const fact = (seq: number, kind: string, more: Partial<Fact> = {}): Fact => ({ seq, kind, entry: 'a', seat: null, at: '2026-11-24T09:46:30Z', by: '主控甲', reason: null, payload: null, ...more })
