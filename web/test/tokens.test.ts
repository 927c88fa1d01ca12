import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'

const web = process.cwd()
const { colors, pairs } = JSON.parse(readFileSync(`${web}/tokens.json`, 'utf8')) as { colors: Record<string, string>; pairs: { fg: string; bg: string; min: number; use: string }[] }

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}

function contrast(a: string, b: string): number {
  const [hi, lo] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (hi! + 0.05) / (lo! + 0.05)
}

const css = (page: string) => /<style>([\s\S]*?)<\/style>/.exec(readFileSync(`${web}/dist/${page}.html`, 'utf8'))![1]!

test('every pair of colours has the contrast that its use needs', () => {
  for (const { fg, bg, min, use } of pairs) {
    const c = contrast(colors[fg]!, colors[bg]!)
    assert.ok(c >= min, `${fg} on ${bg} (${use}): ${c.toFixed(2)}, at least ${min}`)
  }
})

test('the shipped style has the colours of tokens.json and defines none of them otherwise', () => {
  for (const page of ['judge', 'console', 'screen']) {
    let found = 0
    for (const [, name, value] of css(page).matchAll(/--([a-z0-9-]+):(#[0-9a-f]+)/g)) {
      if (!(name! in colors)) continue
      found++
      const long = value!.length === 4 ? `#${[...value!.slice(1)].map((d) => d + d).join('')}` : value!
      assert.equal(long, colors[name!]!.toLowerCase(), `--${name} in ${page}.html`)
    }
    assert.ok(found > 5, `${page}.html uses ${found} tokens`)
  }
})

test('grey text of the pad is readable on every ground it stands on', () => {
  for (const ground of ['#ece8e4', '#efebe8', '#e4deda']) {
    for (const fg of ['ink-900', 'ink-700', 'ink-500']) {
      const c = contrast(colors[fg]!, ground)
      if (css('judge').includes(ground)) assert.ok(c >= 4.3, `${fg} on ${ground}: ${c.toFixed(2)}`)
    }
  }
})

test('no page forbids zooming and every page says its language', () => {
  for (const page of ['judge', 'console', 'screen']) {
    const html = readFileSync(`${web}/dist/${page}.html`, 'utf8')
    assert.doesNotMatch(html, /user-scalable|maximum-scale/)
    assert.match(html, /<html lang="zh-CN">/)
  }
})
