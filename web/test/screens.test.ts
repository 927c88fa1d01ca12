import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aimOf, away, breakOf, endOfBreak, flow, hallScreens, lacks, pointed, taken, toldWords, turned } from '../src/console/screens.ts'
import { clockOf } from '../src/shared/clock.ts'
import type { EntryPicture, Picture, Screen } from '../src/shared/picture.ts'
import { entry as entryOf, picture as pictureOf, screen as screenOf } from './floor.ts'

const entry = (id: string, state: string, more: Partial<EntryPicture> = {}): EntryPicture => entryOf(id, 1, state, { name: `${id}村`, township: '', ...more })
const screen = (mode: string, step = 0, more: Partial<Screen> = {}): Screen => screenOf({ mode, step, ...more })
const picture = (entries: EntryPicture[], more: Partial<Picture> = {}): Picture => pictureOf(entries, { screens: [], ...more })

test('the main visual by hand is step 1, the turn is step 0', () => {
  assert.deepEqual(aimOf('1', null), { mode: '1', step: 1, page: 0 })
  assert.deepEqual(pointed(screen('5'), flow), { type: 'screen', screen: 'main', mode: '1', step: 0, page: 0 })
})

test('modes about an entry name the one in hand, the others name nobody', () => {
  const e = entry('a', 'scoring')
  assert.equal(aimOf('3', e).entry, 'a')
  assert.equal(aimOf('5', e).entry, undefined)
  assert.deepEqual(pointed(screen('1'), aimOf('3', e)), { type: 'screen', screen: 'main', mode: '3', step: 0, page: 0, entry: 'a' })
})

test('a screen counts as taken away unless it goes with the turn or turns the cards of the entry in hand', () => {
  const p = picture([entry('a', 'revealed'), entry('b', 'locked')], { current: 'b' })
  assert.equal(taken(screen('1'), p), false)
  assert.equal(taken(screen('1', 1), p), true)
  assert.equal(taken(screen('4', 2, { entry: 'a' }), p), false, 'being revealed')
  assert.equal(taken(screen('4', 2, { entry: 'b' }), p), false, 'called last')
  assert.equal(taken(screen('4', 2, { entry: 'x' }), p), true)
  assert.equal(taken(screen('0', 1), p), true)
})

test('a mode with nothing to show says why', () => {
  const p = picture([])
  assert.match(lacks('4', p, entry('a', 'scoring')), /亮分以后/)
  assert.equal(lacks('4', p, entry('a', 'locked')), '')
  assert.match(lacks('3', p, null), /没有/)
  assert.match(lacks('7', p, null), /封榜以后/)
  assert.equal(lacks('7', { ...p, final: true }, null), '')
  assert.match(lacks('9', p, null), /题目/)
  assert.equal(lacks('9', { ...p, question: { entry: 'a', name: '3号题', text: '…' } }, null), '')
  assert.equal(lacks('5', p, null), '')
})

test('a break ends so many minutes later by the clock of the wall, past midnight too', () => {
  assert.equal(endOfBreak('10:25:40', 10), 635)
  assert.equal(clockOf(635), '10:35')
  assert.equal(clockOf(endOfBreak('23:55:00', 10)), '00:05')
  assert.deepEqual(breakOf('10:25:40', 10), { mode: '8', step: 10, page: 635 })
  assert.deepEqual(breakOf('10:25:40', 0), { mode: '8', step: 0, page: 0 })
})

test('a step led by hand stays within what there is', () => {
  assert.equal(turned(screen('7', 2), 1, 3).step, 3)
  assert.equal(turned(screen('7', 3), 1, 3).step, 3)
  assert.equal(turned(screen('7', 0), -1, 3).step, 0)
})

test('only screens of the hall are meant by the keys; one without a kind is one', () => {
  const p = picture([], { screens: [screen('1'), screen('1', 0, { id: 'q', kind: 'cue' }), screen('1', 0, { id: 'h', kind: 'hall' }), screen('1', 0, { id: 'c', kind: 'clock' })] })
  assert.deepEqual(hallScreens(p).map((s) => s.id), ['main', 'h'])
})

test('what a screen was told stands there in words', () => {
  const p = picture([entry('a', 'locked', { order: 7 })])
  assert.equal(toldWords(screen('1'), p), '跟随流程')
  assert.equal(toldWords(screen('1', 1), p), '主视觉')
  assert.equal(toldWords({ ...screen('0'), ...away }, p), '让屏')
  assert.equal(toldWords(screen('0'), p), '黑屏')
  assert.equal(toldWords(screen('8', 10, { page: 635 }), p), '休息 10 分钟，10:35 继续')
  assert.equal(toldWords(screen('4', 0, { entry: 'a' }), p), '亮分 · 第 7 位 a村')
  assert.equal(toldWords(screen('5', 0, { page: 2 }), p), '排名第 2 页')
})
