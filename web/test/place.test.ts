import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keyStore } from '../src/shared/keystore.ts'
import { addressed, forget, oldId, remember, remembered } from '../src/screen/place.ts'

const refusing = () => keyStore(() => { throw new Error('SecurityError') })

test('the address comes first, then the last pairing', () => {
  const store = refusing()
  assert.equal(remembered(store), null)
  assert.equal(oldId(store), undefined)
  remember(store, 'screen-1')
  assert.deepEqual([remembered(store), oldId(store)], [null, 'screen-1'])
  remember(store, 'screen-1', 'r')
  assert.deepEqual(remembered(store), { round: 'r', screen: 'screen-1' })
  forget(store)
  assert.equal(oldId(store), undefined)
  assert.deepEqual(addressed(new URLSearchParams('round=a&screen=b')), { round: 'a', screen: 'b' })
  assert.deepEqual(addressed(new URLSearchParams('round=a')), { round: 'a', screen: null })
  assert.equal(addressed(new URLSearchParams('screen=b')), null)
})

test('what is kept and cannot be read is as if nothing were', () => {
  const store = refusing()
  for (const text of ['{', 'null', '7', '{"screen":1,"round":"r"}']) {
    store.set('leitai/screen', text)
    assert.deepEqual([remembered(store), oldId(store)], [null, undefined], text)
  }
})
