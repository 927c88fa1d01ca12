import assert from 'node:assert/strict'
import { test } from 'node:test'
import { leaseOf } from '../src/console/lead.ts'
import { matches } from '../src/console/find.ts'
import { commandsOf, stepBack } from '../src/console/press.ts'
import { stopsOf } from '../src/console/reveal.ts'
import { sharing } from '../src/console/tie.ts'
import { heldNext, queueOf, queueWords, stepOf, turnOf } from '../src/console/turn.ts'
import { entry, fact, mark, picture, screen, situation } from './floor.ts'

const marks = [mark('1', '90'), mark('2', '95', 'high'), mark('3', '80', 'low')]
const revealed = entry('a', 1, 'revealed', { marks, score: '90', rank: 1 })
const at = (...states: string[]) => states.map((s, i) => entry('abcdef'[i] ?? '', i + 1, s))
const turn = (late: boolean, ...states: string[]) => turnOf(picture(at(...states)), late)?.id ?? null

test('the turn is who is on the stage, else the first under way, else the next', () => {
  assert.equal(turn(false, 'locked', 'waiting', 'waiting'), 'b')
  assert.equal(turn(false, 'locked', 'closed', 'waiting'), 'b')
  assert.equal(turn(false, 'verified', 'presenting', 'waiting'), 'b')
  assert.equal(turn(false, 'locked', 'withdrawn'), null)
})

test('entries that are held open together are closed in order', () => {
  assert.equal(turn(false, 'scoring', 'scoring', 'scoring', 'waiting'), 'a')
  assert.equal(turn(false, 'closed', 'scoring', 'scoring', 'waiting'), 'a')
  assert.equal(turn(false, 'locked', 'scoring', 'scoring', 'waiting'), 'b')
})

test('the next of the first ones is called while those before it are marked, and no other is', () => {
  const next = (hold: number, ...states: string[]) => heldNext(picture(at(...states)), hold)?.id ?? null
  assert.equal(next(3, 'scoring', 'waiting', 'waiting'), 'b')
  assert.equal(next(3, 'scoring', 'scoring', 'waiting'), 'c')
  assert.equal(next(2, 'scoring', 'scoring', 'waiting'), null)
  assert.equal(next(3, 'scoring', 'presenting', 'waiting'), null)
  assert.equal(next(3, 'locked', 'waiting', 'waiting'), null)
  assert.equal(next(0, 'scoring', 'waiting'), null)
})

test('late: the next is called first, and the one before is revealed when it has finished speaking', () => {
  assert.equal(turn(true, 'verified', 'waiting', 'waiting'), 'b')
  assert.equal(turn(true, 'verified', 'presenting', 'waiting'), 'b')
  assert.equal(turn(true, 'verified', 'scoring', 'waiting'), 'a')
  assert.equal(turn(true, 'revealed', 'scoring', 'waiting'), 'a')
  assert.equal(turn(true, 'locked', 'scoring', 'waiting'), 'b')
  assert.equal(turn(true, 'locked', 'closed', 'waiting'), 'b')
  assert.equal(turn(true, 'verified', 'closed', 'waiting'), 'b', 'nobody is marked now, so what waits for its reveal goes on waiting')
  assert.equal(turn(true, 'locked', 'verified'), 'b')
  assert.deepEqual(queueOf(picture(at('verified', 'scoring', 'verified'))).map((e) => e.id), ['a', 'c'])
})

test('the key names the entry where another is under way', () => {
  const p = picture(at('verified', 'scoring'), { current: 'b' })
  assert.equal(stepOf(situation(p, p.entries[0]!)).label, '亮分第 1 位')
  assert.equal(stepOf(situation(p, p.entries[1]!)).label, '停止第 2 位打分并锁定')
  const alone = picture(at('locked', 'scoring'), { current: 'b' })
  assert.equal(stepOf(situation(alone, alone.entries[1]!)).label, '停止打分并锁定')
})

test('by cards every judge is a step, in four all of them are one; nothing struck is no step, no place is none', () => {
  assert.deepEqual(stopsOf(revealed, 'auto'), [])
  assert.deepEqual(stopsOf(revealed, 'cards').map((s) => s.step), [1, 2, 3, 4, 5, 6])
  assert.deepEqual(stopsOf(revealed, 'four').map((s) => s.step), [3, 4, 5, 6])
  assert.deepEqual(stopsOf(revealed, 'four').map((s) => s.label), ['显示各评委得分', '划去最高最低分', '显示得分', '显示名次'])
  assert.deepEqual(stopsOf({ ...revealed, marks: [mark('1', '90')], rank: null }, 'cards').map((s) => s.step), [1, 3])
  assert.equal(stopsOf({ ...revealed, marks: [mark('1', '9', 'low')] }, 'four')[1]?.label, '划去最低分')
})

test('space leads the screens through the reveal and then into the ranking, and says so', () => {
  const where = (step: number) => picture([revealed], { current: 'a', screens: [screen({ mode: '4', entry: 'a', step })] })
  const label = (step: number) => stepOf(situation(where(step), revealed, { manner: 'cards' })).label
  assert.deepEqual([1, 2, 3, 4, 5, 6].map(label), ['显示下一位评委', '显示下一位评委', '划去最高最低分', '显示得分', '显示名次', '计入排名'])
  assert.equal(stepOf(situation(picture([revealed], { current: 'a' }), revealed, { manner: 'cards' })).deed, 'lock')
  assert.equal(stepOf(situation(where(1), revealed)).deed, 'step', 'led by hand once it is led to its end')
})

test('the screens are pointed before the figures are public, and let go after the lock', () => {
  const verified = { ...revealed, state: 'verified' }
  const p = picture([verified], { current: 'a', screens: [screen(), screen({ id: 'side', mode: '5' }), screen({ id: 'cue', kind: 'cue' })] })
  const step = stepOf(situation(p, verified, { manner: 'cards' }))
  assert.deepEqual(commandsOf(step, p, verified), [{ type: 'screen', screen: 'main', mode: '4', step: 1, page: 0, entry: 'a' }, { type: 'reveal', entry: 'a' }])
  assert.deepEqual(commandsOf(stepOf(situation(p, verified)), p, verified), [{ type: 'reveal', entry: 'a' }])
  const last = picture([revealed], { current: 'a', screens: [screen({ mode: '4', entry: 'a', step: 6 })] })
  assert.deepEqual(commandsOf(stepOf(situation(last, revealed, { manner: 'cards' })), last, revealed), [{ type: 'lock', entry: 'a' }, { type: 'screen', screen: 'main', mode: '1', step: 0, page: 0 }])
})

test('a step back turns a card back and never the first, nor anything before the reveal', () => {
  const where = (step: number) => picture([revealed], { current: 'a', screens: [screen({ mode: '4', entry: 'a', step })] })
  assert.equal(stepBack(where(4), revealed, 'cards')[0]?.step, 3)
  assert.deepEqual(stepBack(where(1), revealed, 'cards'), [])
  assert.deepEqual(stepBack(where(4), { ...revealed, state: 'verified' }, 'cards'), [])
  assert.deepEqual(stepBack(picture([revealed]), revealed, 'cards'), [])
})

test('a dead key sends nothing', () => {
  const p = picture(at('scoring'))
  assert.deepEqual(commandsOf(stepOf(situation(p, p.entries[0]!, { missing: ['评委4'] })), p, p.entries[0]!), [])
})

test('who leads has the keys of the turn; the others read his name and may still verify', () => {
  const p = picture(at('called'), { lead: { name: '主控甲', asked: null } })
  const other = { name: '主控乙', role: 'director' }
  assert.deepEqual(stepOf(situation(p, p.entries[0]!)).reasons, [])
  assert.deepEqual(stepOf(situation(p, p.entries[0]!, { person: other })).reasons, ['主控甲 正在主控'])
  const closed = picture([entry('a', 1, 'closed', { closed_by: '主控甲' })], { lead: { name: '主控甲', asked: null } })
  assert.equal(stepOf(situation(closed, closed.entries[0]!, { person: other, looked: true })).deed, 'verify')
  assert.deepEqual(stepOf(situation(closed, closed.entries[0]!, { person: other, looked: true })).reasons, [])
  assert.deepEqual(stepOf(situation(picture(at('called')), entry('a', 1, 'called'), { person: other })).reasons, [], 'nobody leads yet')
})

test('who typed a paper sheet does not verify, and is told so', () => {
  const closed = picture([entry('a', 1, 'closed', { closed_by: '主控乙' })])
  const step = stepOf(situation(closed, closed.entries[0]!, { looked: true, typists: ['主控甲'] }))
  assert.deepEqual(step.reasons, ['核对的人不能是代录纸质分的人'])
  assert.equal(step.remedy, '录入的人和锁分的人不能核对：主控甲、主控乙。请另一位核分员或主控登录。')
})

test('who asks to take over waits ten seconds for the answer', () => {
  const p = picture([], { lead: { name: '主控甲', asked: '主控乙' } })
  const asked = fact(3, 'lead', { by: '主控乙', payload: { action: 'ask' }, at: '2026-11-24T09:46:30Z' })
  const now = Date.parse('2026-11-24T09:46:33Z')
  const director = (name: string) => ({ name, role: 'director' })
  assert.deepEqual(leaseOf(p, director('主控乙'), [asked], now), { leader: '主控甲', mine: false, asked: '主控乙', left: 7 })
  assert.equal(leaseOf(p, director('主控乙'), [asked], now + 7000).left, 0)
  assert.deepEqual(leaseOf(p, director('主控甲'), [asked], now), { leader: '主控甲', mine: true, asked: '主控乙', left: null })
  assert.equal(leaseOf(picture([]), { name: '核分甲', role: 'verifier' }, [], now).mine, false)
})

test('who shares a place is told by place after the reveal, by the figure before it', () => {
  const a = entry('a', 1, 'locked', { rank: 1, score: '78.67' })
  const b = entry('b', 2, 'locked', { rank: 1, score: '78.67' })
  const ids = (e: typeof a) => sharing(picture([a, b, e]), e).map((o) => o.id)
  assert.deepEqual(sharing(picture([a, b]), a).map((o) => o.id), ['b'])
  assert.deepEqual(ids(entry('c', 3, 'closed', { rank: 1, score: '80.75' })), [], 'the others have their places without it still')
  assert.deepEqual(ids(entry('c', 3, 'closed', { rank: 2, score: '78.67' })), ['a', 'b'])
  const byTotal = (total: string | null, own: string | null) => sharing(picture([entry('a', 1, 'locked', { rank: 1, score: '92.17', total })], {}, { screen: { score: 'stage', ranking: 'total' } }), entry('c', 3, 'closed', { rank: 1, score: '89.45', total: own })).length
  assert.deepEqual([byTotal(null, null), byTotal('90.00', null), byTotal('88.10', '89.10'), byTotal('88.1', '88.10')], [0, 0, 0, 1], 'by the figure that the hall is ranked by, and where it is known')
  assert.deepEqual(ids(entry('c', 3, 'locked', { rank: 3, score: '78.67' })), [], 'the tie chain has set it apart')
})

test('an entry is found by its number as a whole or by any word of it', () => {
  const e = entry('幸福', 7, 'waiting')
  for (const words of ['7', '幸福', '红旗 幸福', '李秀']) assert.equal(matches({ ...e, speaker: '李秀英' }, words), true, words)
  assert.equal(matches(entry('幸福', 17, 'waiting'), '7'), false)
  for (const words of ['17', '石桥', '红旗 石桥']) assert.equal(matches(e, words), false, words)
})

test('while the contest is paused the one key ends the pause, and looking goes on', () => {
  const p = picture(at('locked', 'waiting'), {}, { paused: true })
  const step = stepOf(situation(p, p.entries[1]!, { pauseReason: '设备故障' }))
  assert.deepEqual([step.deed, step.label, step.reasons, step.note], ['resume', '恢复比赛', [], '主控已暂停：设备故障'])
  const checker = stepOf(situation(p, p.entries[1]!, { person: { name: '核分甲', role: 'verifier' } }))
  assert.deepEqual(checker.reasons, ['主控已暂停'])
  const closed = picture([entry('a', 1, 'closed', { closed_by: '主控乙' })], {}, { paused: true })
  assert.equal(stepOf(situation(closed, closed.entries[0]!)).deed, 'look')
  assert.equal(stepOf(situation(closed, closed.entries[0]!, { looked: true })).deed, 'resume')
  assert.deepEqual(stepOf(situation(p, p.entries[1]!, { up: false })).reasons.length, 1)
})

test('when the reveal that waits may come: now, after who speaks next, after who is checked; the last has nobody after it', () => {
  const says = (...states: string[]) => queueWords(picture(at(...states)))
  assert.equal(says('verified', 'waiting'), '第 2 位汇报结束后亮分')
  assert.equal(says('verified', 'presenting', 'waiting'), '第 2 位汇报结束后亮分')
  assert.equal(says('verified', 'scoring', 'waiting'), '现在可以亮分第 1 位')
  assert.equal(says('locked', 'verified'), '现在可以亮分第 2 位')
  assert.equal(says('verified', 'closed'), '第 2 位核对后亮分')
  assert.equal(says('locked', 'waiting'), '')
})

test('a correction that waits is said before the lock and keeps nobody from it', () => {
  const p = picture([revealed], { current: 'a' })
  const step = stepOf(situation(p, revealed, { pending: 1 }))
  assert.deepEqual([step.deed, step.reasons, step.note], ['lock', [], '有 1 处更正待确认'])
  assert.equal(stepOf(situation(p, revealed)).note, undefined)
})

test('after the seal the key leads to the awards and through them, to their end', () => {
  const p = picture([entry('a', 1, 'locked')], { final: true })
  assert.deepEqual([stepOf(situation(p, null)).deed, stepOf(situation(p, null)).label], ['award', '颁奖'])
  assert.equal(stepOf(situation(p, null, { person: { name: '核分甲', role: 'verifier' } })).deed, null)
  const there = { ...p, screens: [screen({ mode: '7' })] }
  assert.deepEqual([stepOf(situation(there, null)).deed, stepOf(situation(there, null)).label], [null, '已封榜'], 'how many there are is not known yet')
  const at = (step: number) => stepOf(situation({ ...p, screens: [screen({ mode: '7', step })] }, null, { awards: 3 }))
  assert.deepEqual([0, 2, 3].map((n) => [at(n).deed, at(n).label]), [['award', '公布下一个（1 / 3）'], ['award', '公布下一个（3 / 3）'], [null, '已封榜']])
})
