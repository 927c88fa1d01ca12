import assert from 'node:assert/strict'
import { test } from 'node:test'
import { promised } from '../src/console/afterwards.ts'
import { pauseCommands, resumeCommands, resumeReason } from '../src/console/pause.ts'
import { isMinutes } from '../src/console/questions.ts'
import { trimWords } from '../src/console/trim.ts'
import { entry, fact, picture, screen } from './floor.ts'

const told = (seq: number, payload: object, on: string | null = null) => fact(seq, 'screen', { entry: on, payload: { screen: 'main', step: 0, page: 0, ...payload } })

test('a pause says on the screens until when; one that was handed to a film keeps it, a prompter goes by itself', () => {
  const p = picture([], { screens: [screen(), screen({ id: 'film', mode: '0', step: 1 }), screen({ id: 'cue', kind: 'cue' })] })
  assert.deepEqual(pauseCommands(p, '10:25:40', 10, '中场休息'), [{ type: 'pause', reason: '中场休息' }, { type: 'screen', screen: 'main', mode: '8', step: 10, page: 635 }])
  assert.deepEqual(pauseCommands(p, '10:25:40', 0, '停电')[1], { type: 'screen', screen: 'main', mode: '8', step: 0, page: 0 })
})

test('going on takes the screens that show the pause back to the turn, and no others', () => {
  const p = picture([entry('a', 1, 'scoring')], { screens: [screen({ mode: '8', step: 10 }), screen({ id: 'side', mode: '5' }), screen({ id: 'cue', kind: 'cue', mode: '8' })] })
  assert.deepEqual(resumeCommands(p, [], '休息结束'), [{ type: 'resume', reason: '休息结束' }, { type: 'screen', screen: 'main', mode: '1', step: 0, page: 0 }])
})

test('cards that a hand was turning are taken up where they lay, as long as they are being turned', () => {
  const log = [told(1, { mode: '4', step: 3 }, 'a'), told(2, { mode: '8', step: 10 })]
  const on = (state: string) => resumeCommands(picture([entry('a', 1, state)], { screens: [screen({ mode: '8' })] }), log, '可以继续')[1]
  assert.deepEqual(on('revealed'), { type: 'screen', screen: 'main', mode: '4', step: 3, page: 0, entry: 'a' })
  assert.equal(on('locked')?.mode, '1')
})

test('the one key ends a pause with a reason that fits', () => {
  assert.deepEqual(['中场休息', '设备故障', '现场秩序'].map(resumeReason), ['休息结束', '故障已排除', '可以继续'])
})

test('minutes may be left out, and are whole', () => {
  assert.deepEqual(['', '10', '240', '241', '1.5', 'x'].map(isMinutes), [true, true, true, false, false, false])
})

test('the key promises nothing of screens that a hand points', () => {
  const step = { deed: 'call' as const, label: '', reasons: [], shows: '第 3 位' }
  const where = (...screens: Parameters<typeof screen>[0][]) => promised(step, picture([], { screens: screens.map((s) => screen(s)) }))
  assert.deepEqual(where({}), { shows: '第 3 位', hand: '' })
  assert.deepEqual(where({ mode: '8', step: 10 }), { shows: '', hand: '大屏已手动，按空格不变；G 跟随流程' })
  assert.deepEqual(where({}, { id: 'side', name: '左屏', mode: '5' }), { shows: '第 3 位', hand: '左屏已手动，不变；G 跟随流程' })
  assert.deepEqual(where({}, { id: 'c', kind: 'cue', mode: '5' }), { shows: '第 3 位', hand: '' })
  const resume = promised({ ...step, deed: 'resume' }, picture([], { screens: [screen({ mode: '8', step: 10 })] }))
  assert.deepEqual(resume, { shows: '第 3 位', hand: '' }, 'the pause is what the press ends')
})

test('with some missing it is said of each group what is struck of those who are there', () => {
  const panel = (more: object) => ({ key: '', name: '', weight: '1', trim_high: 1, trim_low: 1, trim_min: 5, ...more })
  const e = (n: number) => entry('a', 1, 'scoring', { ballots: Array.from({ length: 10 }, (_, i) => ({ seat: `s${i}`, state: i < n ? (i === 0 ? 'paper' : 'in') : i === n ? 'recused' : 'none', version: 0 })) })
  const says = (n: number, ...panels: ReturnType<typeof panel>[]) => trimWords(picture([], {}, { panels }), Array.from({ length: 10 }, (_, i) => ({ id: `s${i}`, name: '', person: '', group: i < 4 ? 'leader' : 'expert' })), e(n))
  assert.deepEqual(says(4, panel({})), ['实到 4 位，不足 5 位，不去最高最低分'])
  assert.deepEqual(says(9, panel({})), ['实到 9 位，仍去一个最高一个最低'])
  assert.deepEqual(says(4, panel({ trim_low: 0 })), ['实到 4 位，不足 5 位，不去最高分'])
  assert.deepEqual(says(9, panel({ trim_high: 2, trim_low: 2 })), ['实到 9 位，仍去两个最高两个最低'])
  assert.deepEqual(says(9, panel({ trim_high: 0, trim_low: 0 })), ['实到 9 位，全部计入'])
  assert.deepEqual(says(7, panel({ key: 'leader', name: '领导', trim_min: 3 }), panel({ key: 'expert', name: '专家' })), ['领导实到 4 位，仍去一个最高一个最低', '专家实到 3 位，不足 5 位，不去最高最低分'])
  assert.deepEqual(says(3, panel({ key: 'expert', name: '专家' })), ['专家实到 0 位，这一组没有得分'])
})
