// `npm run shots:screen [NAME…]`: every state of the big screen at 16:9 and 4:3, on sheets shots/screen-N.png, to be looked at.
import { mkdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { hall } from '../dev/hall.mjs'
import { settle, states } from './frames.mjs'
import { launch } from './venue.mjs'

const out = fileURLToPath(new URL('../shots/', import.meta.url))
const shapes = [
  ['wide', { width: 1920, height: 1080 }],
  ['square', { width: 1440, height: 1080 }],
]
const onSheet = 8

const browser = await launch()
const fake = await hall()
await mkdir(out, { recursive: true })
const wanted = process.argv.slice(2)
const rows = []
for (const [name, picture] of states.filter(([n]) => !wanted.length || wanted.includes(n))) {
  await fake.show(picture)
  const files = []
  for (const [shape, viewport] of shapes) {
    const page = await browser.newPage({ viewport, reducedMotion: 'reduce' })
    await page.goto(`${fake.url}/screen?round=r`)
    await settle(page, fake.state.picture)
    files.push(`${out}screen-${name.replace(/[^\p{L}\d]+/gu, '-')}-${shape}.png`)
    await page.screenshot({ path: files.at(-1) })
    await page.close()
  }
  rows.push([name, files])
}

const sheet = await browser.newPage({ viewport: { width: 1720, height: 700 } })
const image = async (file) => `<img src="data:image/png;base64,${(await readFile(file)).toString('base64')}">`
for (let n = 0; n * onSheet < rows.length; n++) {
  const cells = await Promise.all(rows.slice(n * onSheet, (n + 1) * onSheet).map(async ([name, files]) => `<figure><figcaption>${name}</figcaption>${(await Promise.all(files.map(image))).join('')}</figure>`))
  await sheet.setContent(`<style>body{display:grid;grid-template-columns:1fr 1fr;gap:8px;margin:8px;background:#999;font:15px sans-serif}figure{margin:0}img{height:265px;margin-right:6px}</style>${cells.join('')}`)
  await sheet.screenshot({ path: `${out}screen-${n + 1}.png`, fullPage: true })
}
await browser.close()
fake.close()
console.log(`${rows.length} states in ${out}`)
