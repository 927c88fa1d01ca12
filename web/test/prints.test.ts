import assert from 'node:assert/strict'
import { test } from 'node:test'
import { markChanges } from '../src/console/changed.ts'
import { blankSheets, drawWords, headOf, judgeSheets, orderRows } from '../src/console/prints.ts'
import { acrossMost, countedWords, summaryColumns, summaryRows } from '../src/console/summary.ts'
import type { Definition, Fact } from '../src/shared/facts.ts'
import type { EntryPicture, Mark, Picture } from '../src/shared/picture.ts'
import type { Standings } from '../src/shared/standings.ts'
import { entry as entryOf, picture as pictureOf } from './floor.ts'

const mark = (seat: string, total: string, points: Record<string, string>, dropped: Mark['dropped'] = null): Mark => ({ seat, name: seat, total, dropped, points })
const entry = (id: string, order: number, more: Partial<EntryPicture> = {}): EntryPicture => entryOf(id, order, 'locked', { name: `${id}村`, score: '90.00', rank: 1, ...more })
const seat = (n: number, group = '') => ({ id: `s${n}`, name: `评委${n}`, person: '', group })
const picture = (entries: EntryPicture[]): Picture => pictureOf(entries, { screens: [] }, { name: '', contest: '', drawn: false })
const definition: Definition = {
  seats: [seat(1), seat(2), seat(3, 'leader')],
  sheet: [{ point: 'p1', name: '内容真实，反映近一年变化', short: '内容', part: '视频展示', max: '7', step: '0.1' }, { point: 'p2', name: '经济', short: '', part: '登台演说', max: '12', step: '0.1' }, { point: 'total', name: '总分', short: '', part: '', max: '100', step: '0.1' }],
  entries: [{ entry: 'a', name: 'a村' }],
  rules: {},
}
const a = entry('a', 2, { speaker: '李秀英', title: '党建引领', rank: 2, score: '88.40', marks: [mark('s1', '18', { p1: '6', p2: '12' }), mark('s2', '17.5', { p1: '6.5', p2: '11' }, 'low'), mark('s3', '88', { total: '88' }, 'high')], ballots: [{ seat: 's1', state: 'in', version: 1 }, { seat: 's2', state: 'paper', version: 1 }, { seat: 's3', state: 'in', version: 1 }] })
const b = entry('b', 1, { state: 'revealed', rank: 1, corrected: true, marks: [mark('s1', '18.3', { p1: '6.3', p2: '12' })], ballots: [{ seat: 's1', state: 'in', version: 2 }, { seat: 's2', state: 'recused', version: 0 }, { seat: 's3', state: 'none', version: 0 }] })
const hidden = entry('c', 3, { state: 'closed', rank: null, score: '70.00', marks: [mark('s1', '14', { p1: '4', p2: '10' })] })
const gone = entry('d', 4, { state: 'withdrawn', rank: null, score: null })

test('a judge signs for the revealed entries only, in running order, his points across', () => {
  const [one] = judgeSheets(picture([a, b, hidden, gone]), definition, [])
  assert.deepEqual(one?.columns.map((c) => [c.name, c.part]), [['内容', '视频展示'], ['经济', '登台演说']])
  assert.deepEqual(one?.rows.map((r) => [r.order, r.name, r.total, r.note]), [['1', 'b村', '18.3', ''], ['2', 'a村', '18.0', '']])
  assert.ok(!JSON.stringify(judgeSheets(picture([a, b, hidden]), definition, [])).includes('"14"'), 'a mark that is not public')
})

test('figures of a column have the same decimals, and those of a judge who gave a total stand alone', () => {
  const [one, , three] = judgeSheets(picture([a, b]), definition, [])
  assert.deepEqual(one?.rows.map((r) => r.cells), [['6.3', '12'], ['6.0', '12']])
  assert.deepEqual(three?.columns.map((c) => c.point), ['total'])
})

test('who gave no mark has the reason in its place', () => {
  const notes = judgeSheets(picture([a, b]), definition, []).map((s) => s.rows.map((r) => r.note))
  assert.deepEqual(notes, [['', ''], ['回避', '纸质'], ['缺评', '']])
})

test('whoever marks an entry has a blank sheet for it, in running order', () => {
  const recused = { ...definition, seats: definition.seats.map((s, i) => (i === 2 ? { ...s, recused: ['e'] } : s)), rules: { parts: [{ key: 'stage', aggregate: { groups: [{ key: 'leader', total: true }] } }] } }
  const later = entry('e', 5, { state: 'waiting', ballots: undefined })
  const sheets = blankSheets(picture([later, a, b, gone]), recused, 'stage')
  assert.deepEqual(sheets.map((s) => [s.entry.id, s.seat.id]), [['b', 's1'], ['b', 's3'], ['a', 's1'], ['a', 's2'], ['a', 's3'], ['e', 's1'], ['e', 's2']])
  assert.deepEqual(sheets.slice(0, 2).map((s) => s.rows.map((r) => r.point)), [['p1', 'p2', 'total'], ['total']])
  assert.ok(!JSON.stringify(sheets.map((s) => s.rows)).includes('"6.3"'), 'a mark on a blank sheet')
})

test('the summary goes by place, names who left, and strikes what was trimmed', () => {
  const rows = summaryRows(picture([a, b, hidden, gone]), definition, null)
  assert.deepEqual(rows.map((r) => [r.place, r.id, r.score, r.note]), [['1', 'b', '90.00', '已更正'], ['2', 'a', '88.40', ''], ['', 'd', '', '弃赛']])
  assert.deepEqual(rows[1]?.marks, [{ text: '18.0', dropped: false }, { text: '17.5', dropped: true }, { text: '88.0', dropped: true }])
  assert.deepEqual(rows[0]?.marks.map((m) => m.text), ['18.3', '回避', '缺评'])
})

test('points taken stand beside the score', () => {
  const adjusted = { ...a, adjustments: [{ seq: 5, kind: 'deduct' as const, points: '0.5', part: 'stage', reason: '超时', by: '计时甲' }] }
  assert.equal(summaryRows(picture([adjusted]), definition, null)[0]?.note, '扣0.5')
})

test('a panel too wide for a page leaves its marks to the judges’ sheets', () => {
  const many = { ...definition, seats: Array.from({ length: acrossMost + 1 }, (_, i) => seat(i + 1)) }
  assert.deepEqual(summaryRows(picture([a]), many, null)[0]?.marks, [])
})

test('the order has the speakers, and says how it was drawn', () => {
  assert.deepEqual(orderRows(picture([a, b])).map((r) => [r.order, r.id, r.name, r.speaker, r.title]), [['1', 'b', 'b村', '', ''], ['2', 'a', 'a村', '李秀英', '党建引领']])
  const draw = (payload: Fact['payload'], reason: string | null = null): Fact => ({ seq: 2, kind: 'draw', entry: null, seat: null, at: '', by: '主控甲', reason, payload })
  assert.match(drawWords([draw({ seed: '20261124' })]), /按种子“20261124”抽签.*编号.*SHA-256.*从小到大/)
  assert.match(drawWords([draw({ order: ['a'] })]), /手工抽签.*主控甲/)
  assert.match(drawWords([draw({ seed: '1' }), draw({ seed: '2' }, '读错')]), /种子“2”.*第 2 次抽签，原因：读错/)
  assert.match(drawWords([]), /还没有抽签/)
})

test('the head is the hash of the fact that the picture ends with', () => {
  const facts = [1, 2, 3].map((seq) => ({ seq, kind: 'lock', entry: null, seat: null, at: '', by: '', reason: null, payload: null, hash: `h${seq}` }))
  assert.equal(headOf(facts, 2), 'h2')
  assert.equal(headOf(facts, 4), '')
})

const fact = (seq: number, kind: string, more: Partial<Fact>): Fact => ({ seq, kind, entry: null, seat: null, at: '', by: '', reason: null, payload: null, ...more })
const ask = (seq: number, marks: Record<string, string>) => fact(seq, 'correct', { entry: 'b', seat: 's1', by: '主控甲', reason: '录入有误', payload: { marks } })
const yes = (seq: number, of: number) => fact(seq, 'confirm', { entry: 'b', by: '核分甲', payload: { of } })
const given = fact(3, 'ballot', { entry: 'b', seat: 's1', payload: { marks: { p1: '5.3', p2: '12' } } })

test('a judge signs what was corrected of his marks: that mark only, before and after, why and by whom', () => {
  const facts = [given, ask(4, { p1: '6.3', p2: '12' }), ask(5, { p2: '9' }), yes(6, 4)]
  const [one, two] = judgeSheets(picture([a, b]), definition, facts)
  assert.deepEqual(one?.changes, [{ order: '1', name: 'b村', text: '内容 5.3→6.3，录入有误，核分甲确认' }])
  assert.deepEqual(one?.rows.map((r) => [r.note, r.changed]), [['已更正', [true, false]], ['', [false, false]]])
  assert.deepEqual([two?.changes, two?.rows.map((r) => r.note)], [[], ['回避', '纸质']])
})

test('corrections of one mark follow each other as they were confirmed; a paper typed once has no mark yet', () => {
  const twice = markChanges([given, ask(4, { p1: '6' }), yes(5, 4), ask(6, { p1: '7' }), yes(7, 6)])
  assert.deepEqual(twice.map((c) => [c.from, c.to]), [['5.3', '6'], ['6', '7']])
  const paper = fact(3, 'paper', { entry: 'b', seat: 's1', payload: { marks: { p1: '4' }, first: true } })
  assert.deepEqual(markChanges([paper, ask(4, { p1: '6' }), yes(5, 4)]).map((c) => c.from), [null])
  assert.deepEqual(markChanges([given, ask(4, { p1: '6' })]), [])
})

const row = (entry: string, rank: number | null, screen: number | null, award: string | null) => ({ entry, name: entry, rank, shared: false, total: rank === null ? null : '80', parts: {}, screen_rank: screen, award })
const result = (...groups: Standings['groups']): Standings => ({ log: 'l', version: 9, final: true, groups })
const totalled = [{ ...a, total: '90.10' }, { ...b, total: '80.20' }, gone]

test('after the seal the summary goes by the total and agrees with the awards; before it by the places on the screens', () => {
  const standings = result({ key: '', rows: [row('a', 1, 2, '一等奖'), row('b', 2, 1, null), row('d', null, null, null)] })
  const sealed = { ...picture(totalled), final: true }
  const rows = summaryRows(sealed, definition, standings)
  assert.deepEqual(rows.map((r) => [r.id, r.place, r.totalPlace, r.award]), [['a', '2', '1', '一等奖'], ['b', '1', '2', ''], ['d', '', '', '']])
  assert.deepEqual(summaryColumns(sealed, rows), { total: true, totalPlace: true, award: true })
  const open = summaryRows(picture(totalled), definition, standings)
  assert.deepEqual(open.map((r) => [r.id, r.award]), [['b', ''], ['a', ''], ['d', '']])
  assert.deepEqual(summaryColumns(picture([a, b]), summaryRows(picture([a, b]), definition, null)), { total: false, totalPlace: false, award: false })
})

test('lists that are ranked apart stand one after the other, each with its awards', () => {
  const rows = summaryRows({ ...picture(totalled), final: true }, definition, result({ key: '社区', rows: [row('b', 1, 1, '一等奖')] }, { key: '农村', rows: [row('a', 1, 1, '一等奖')] }))
  assert.deepEqual(rows.map((r) => [r.id, r.award]), [['b', '社区 一等奖'], ['a', '农村 一等奖'], ['d', '']])
})

test('the foot claims no trimming where too few judges were there', () => {
  const panel = { key: '', name: '', weight: '1', trim_high: 1, trim_low: 1, trim_min: 3 }
  const said = (entries: EntryPicture[]) => countedWords({ ...picture(entries), round: { ...picture([]).round, panels: [panel] } })
  assert.equal(said([a]), '去掉一个最高分和一个最低分后取平均')
  assert.equal(said([a, b]), '去掉一个最高分和一个最低分后取平均；第 1 位有效评委不足3人，不去最高分和最低分')
  assert.equal(said([b]), '有效评委不足3人，不去最高分和最低分，取平均')
})
