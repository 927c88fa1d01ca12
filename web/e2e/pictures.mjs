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
  if ((await page.locator('.play').getAttribute('data-playing')) === 'false') await page.keyboard.press('Space')
  await page.waitForFunction((s) => Number(document.querySelector('.play').dataset.at) >= s, seconds)
  await page.keyboard.press('Space')
  await page.waitForTimeout(300)
}
const whole = (name) => page.screenshot({ path: `${out}${name}.png` })
const part = (selector, name) => page.locator(selector).screenshot({ path: `${out}${name}.png` })

await at(5, 44)
await page.waitForTimeout(2_000) // the score has counted up
await whole('play')
await at(4, 39.6)
await page.waitForTimeout(2_000)
await part('.play > .hall', 'hall')
await at(1, 9.5)
await page.setViewportSize({ width: 1366, height: 1000 })
await page.locator('.phone iframe').evaluate((frame) => {
  const hidden = new frame.contentWindow.CSSStyleSheet()
  hidden.replaceSync('.finger { display: none }') // it would lie over what it touches
  frame.contentDocument.adoptedStyleSheets = [...frame.contentDocument.adoptedStyleSheets, hidden]
})
await page.waitForTimeout(300)
await part('.phone .room > div', 'pad')

// The console with everybody there and every ballot in: the key is alive.
const round = shown.line.contests[0].rounds[0]
const { current } = await (await fetch(`${shown.line.url}/api/v1/rounds/${round.id}/snapshot?view=hall`)).json()
const seats = await Promise.all(round.seats.map(async ({ token }) => (await post('/seats/claim', { token })).session))
const marks = Object.fromEntries(round.sheet.map(({ point, max, step }) => [point, (Math.floor((max * 0.9) / step) * step).toFixed(1)]))
await post(`/entries/${current}/ballot`, { marks, based_on: 0 }, seats[0], 'PUT')
const here = () => Promise.all(seats.map((session, i) => post('/seat/presence', { entry: current, done: round.sheet.length, of: round.sheet.length, rtt: 9 + i }, session)))
async function post(path, body, session, method = 'POST') {
  const answer = await fetch(`${shown.line.url}/api/v1${path}`, {
    method,
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'picture-0001', ...(session && { Authorization: `Bearer ${session}` }) },
    body: JSON.stringify(body),
  })
  return answer.status === 204 ? null : answer.json()
}
const director = shown.line.users.find((u) => u.role === 'director')
const desk = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })
await desk.goto(`${shown.line.url}/console?round=${round.id}`)
await desk.locator('[name=name]').fill(director.name)
await desk.locator('[name=password]').fill(director.password)
await desk.keyboard.press('Enter')
await desk.locator('#primary').waitFor()
await here()
await desk.waitForTimeout(1_000)
await desk.screenshot({ path: `${out}desk.png` })

await browser.close()
await shown.stop()
