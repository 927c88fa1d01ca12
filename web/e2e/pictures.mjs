// `npm run pictures`: the pictures of README.md, taken from a demo that plays: the minute, and its three surfaces.
import { fileURLToPath } from 'node:url'
import { demo, launch, within } from './venue.mjs'

const out = fileURLToPath(new URL('../../docs/pictures/', import.meta.url))
const browser = await launch()
const shown = await demo('--play', '--speed', '20')
const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', reducedMotion: 'reduce' })
page.setDefaultTimeout(within)
await page.goto(shown.line.play)
await page.locator('.play[data-at="60.0"]').waitFor()

/** Holds the minute at a moment of a scene. */
async function at(scene, seconds) {
  await page.locator('nav li button').nth(scene).click()
  await page.keyboard.press('Space')
  await page.waitForFunction((s) => Number(document.querySelector('.play').dataset.at) >= s, seconds)
  await page.keyboard.press('Space')
  await page.waitForTimeout(300)
}
const whole = (name) => page.screenshot({ path: `${out}${name}.png` })
const part = (selector, name) => page.locator(selector).screenshot({ path: `${out}${name}.png` })

await at(2, 20.6)
await whole('play')
await at(4, 40.5)
await part('.play > .hall', 'hall')
await at(1, 11.6)
await page.setViewportSize({ width: 1366, height: 1000 })
await page.waitForTimeout(300)
await part('.phone .room > div', 'pad')

const director = shown.line.users.find((u) => u.role === 'director')
const desk = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })
await desk.goto(`${shown.line.url}/console?round=${shown.line.contests[0].rounds[0].id}`)
await desk.locator('[name=name]').fill(director.name)
await desk.locator('[name=password]').fill(director.password)
await desk.keyboard.press('Enter')
await desk.locator('#primary').waitFor()
await desk.waitForTimeout(600)
await desk.screenshot({ path: `${out}desk.png` })

await browser.close()
await shown.stop()
