import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withAimed, type Picture, type Screen } from '../src/shared/picture.ts'

const screen = (id: string, mode: string): Screen => ({ id, name: id, kind: 'hall', mode, entry: null, step: 0, page: 0 })
const picture = { log: 'l', version: 1, screens: [screen('main', '1'), screen('side', '5')] } as unknown as Picture

test('a screen pointed after the seal stands over that of the picture, the others stay', () => {
  const shown = withAimed(picture, new Map([['main', screen('main', '7')], ['new', screen('new', '0')]]))
  assert.deepEqual(shown.screens?.map((s) => `${s.id} ${s.mode}`), ['main 7', 'side 5', 'new 0'])
  assert.equal(withAimed(picture, new Map()), picture)
})
