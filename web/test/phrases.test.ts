import assert from 'node:assert/strict'
import { test } from 'node:test'
import { typed } from '../src/console/checklist.ts'
import { phrases } from '../src/screen/phrases.ts'

test('a title breaks between words: 党组织 and 2024年 stay whole, brackets stay with what they enclose', () => {
  const title = '交城县2024年村（社区）党组织书记擂台比武（合成数据）'
  const pieces = phrases(title)
  assert.equal(pieces.join(''), title)
  for (const whole of ['党组织', '2024年', '书记', '擂台', '比武', '村（社区）']) assert.ok(pieces.some((p) => p.includes(whole)), `${whole}: ${pieces.join('|')}`)
  for (const p of pieces.slice(1)) assert.doesNotMatch(p, /^[（）。，、]/)
  assert.ok(pieces.length > 4, pieces.join('|'))
})

test('a browser that knows no words gives the title whole', () => {
  const held = Intl.Segmenter
  Object.assign(Intl, { Segmenter: undefined })
  try {
    assert.deepEqual(phrases('党组织书记'), ['党组织书记'])
  } finally {
    Object.assign(Intl, { Segmenter: held })
  }
})

test('what is to be typed is a piece of its own, up to the sentence that goes on', () => {
  assert.deepEqual(typed('请加参数 --listen 0.0.0.0:8080 重新启动。'), ['请加参数 ', '--listen 0.0.0.0:8080', ' 重新启动。'])
  assert.deepEqual(typed('能写入'), ['能写入'])
})
