import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keyOf, ready, type Press } from '../src/console/keys.ts'

const press = (code: string, more: Partial<Press> = {}): Press => ({ code, isComposing: false, repeat: false, ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, focus: 'BODY', dialog: false, ...more })

test('space, enter and the clicker are the one key', () => {
  for (const code of ['Space', 'Enter', 'PageDown']) assert.equal(keyOf(press(code), true), 'primary', code)
})

test('a press inside a field, a dialog, a composition, held down or with a modifier means nothing', () => {
  const cases: Partial<Press>[] = [{ focus: 'INPUT' }, { focus: 'TEXTAREA' }, { focus: 'SELECT' }, { dialog: true }, { isComposing: true }, { repeat: true }, { ctrlKey: true }, { altKey: true }, { metaKey: true }]
  for (const c of cases) {
    assert.equal(keyOf(press('Space', c), true), null, JSON.stringify(c))
    assert.equal(keyOf(press('KeyU', c), true), null, JSON.stringify(c))
  }
})

test('a button in focus keeps its own space, the clicker stays the one key', () => {
  assert.equal(keyOf(press('Space', { focus: 'BUTTON' }), true), null)
  assert.equal(keyOf(press('PageDown', { focus: 'BUTTON' }), true), 'primary')
})

test('single keys can be turned off, the one key cannot', () => {
  assert.equal(keyOf(press('KeyU'), false), null)
  assert.equal(keyOf(press('Digit5'), false), null)
  assert.equal(keyOf(press('Space'), false), 'primary')
  assert.equal(keyOf(press('KeyB'), true), 'screen0')
})

test('back is an arrow or the clicker, and an arrow among focused buttons moves there', () => {
  assert.equal(keyOf(press('ArrowLeft'), true), 'back')
  assert.equal(keyOf(press('PageUp'), false), 'back')
  assert.equal(keyOf(press('ArrowLeft', { focus: 'BUTTON' }), true), null)
  assert.equal(keyOf(press('PageUp', { focus: 'BUTTON' }), true), 'back')
})

test('a slash looks for an entry, with shift it is the map of the keys', () => {
  assert.equal(keyOf(press('Slash'), true), 'find')
  assert.equal(keyOf(press('Slash', { shiftKey: true }), true), 'help')
  assert.equal(keyOf(press('Slash'), false), null)
  assert.equal(keyOf(press('Slash', { key: '?' }), true), 'help', 'a question mark without the shift being told')
  assert.equal(keyOf(press('Slash', { key: '？', shiftKey: true }), true), 'help', 'as a Chinese input method writes it')
  assert.equal(keyOf(press('Slash', { key: 'Process', shiftKey: true }), true), 'help')
  assert.equal(keyOf(press('Slash', { key: '、' }), true), 'find')
  assert.equal(keyOf(press('Minus', { key: '?', shiftKey: true }), true), 'help', 'a German layout')
  assert.equal(keyOf(press('Digit7', { key: '/', shiftKey: true }), true), 'find')
  assert.equal(keyOf(press('Digit7', { key: '7' }), true), 'screen7')
})

test('right after a change a key is dead, the one key longer', () => {
  assert.equal(ready('undo', 399, 0, -1e4), false)
  assert.equal(ready('undo', 400, 0, -1e4), true)
  assert.equal(ready('primary', 799, 0, 0), false)
  assert.equal(ready('primary', 800, 0, 0), true)
})
