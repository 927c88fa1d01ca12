// Officials at their consoles and the screens of the hall, each in a browser of his own, at the venue's plain http address.
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { within } from './venue.mjs'

/** Where pictures of the steps are put: the folder that LEITAI_SHOTS names, or one of this run. */
const shots = process.env.LEITAI_SHOTS ?? join(tmpdir(), `leitai-shots-${process.pid}`)

export async function shot(page, name) {
  await mkdir(shots, { recursive: true })
  await page.screenshot({ path: join(shots, `${name}.png`), animations: 'disabled' })
}

/**
 * Pages of one demo. `port` is that of a bad line where one is in between. What a page throws or logs as an error is
 * added to `errors`; a refused request is noted by the browser itself and is no error of the page.
 */
export function pagesOf(browser, line, errors, port = new URL(line.url).port) {
  const user = (role, nth = 0) => line.users.filter((u) => u.role === role)[nth]

  /** `clock`: all time of the page can be put forward. `hasty`: only that which tells how long ago something was, by ahead(ms). */
  async function open(path, viewport, { clock = false, hasty = false, over = port, ...options } = {}) {
    const context = await browser.newContext({ viewport, locale: 'zh-CN', ...options })
    const page = await context.newPage()
    page.setDefaultTimeout(within)
    page.on('pageerror', (e) => errors.push(`${path}: ${e}`))
    page.on('console', (m) => m.type() === 'error' && !/Failed to load resource|ERR_/.test(m.text()) && errors.push(`${path}: ${m.text()}`))
    page.clocked = clock
    page.hasty = hasty
    if (clock) await page.clock.install()
    if (hasty) await page.addInitScript(hurry)
    await page.goto(`http://venue.test:${over}${path}`)
    return page
  }

  /** Signs in at a console of this round. */
  async function console(role, round, nth = 0, options = {}) {
    const page = await open('/console', options.viewport ?? { width: 1366, height: 768 }, options)
    page.user = user(role, nth)
    await page.locator('[name=name]').fill(page.user.name)
    await page.locator('[name=password]').fill(page.user.password)
    await page.locator('button.primary').click()
    await page.locator(`[data-round="${round}"]`).click()
    await page.locator('#primary').waitFor()
    return page
  }

  /** A screen of this round, by its id where it is not the first. */
  const screen = (round, viewport, { id, ...options } = {}) => open(`/screen?round=${round}${id ? `&screen=${id}` : ''}`, viewport, options)

  return { user, open, console, screen }
}

function hurry() {
  const now = performance.now.bind(performance)
  let more = 0
  performance.now = () => now() + more
  window.ahead = (ms) => (more += ms)
}

/** Lets time pass on a page: at once where it can be put forward. */
export const pass = (page, ms) => (page.clocked ? page.clock.runFor(ms) : page.hasty ? page.evaluate((n) => void window.ahead(n), ms) : page.waitForTimeout(ms))

/** Presses space once the one key stands for the deed and is alive; sooner after its label has changed a press is not meant. */
export async function press(page, deed) {
  await page.locator(`#primary[data-deed=${deed}][aria-disabled=false]`).waitFor()
  await pass(page, 900)
  await page.keyboard.press('Space')
}

/** The state of an entry as the console's list has it. */
export const inState = (page, entry, state) => page.locator(`[data-entry="${entry}"][data-state=${state}]`).waitFor()

/** The screen shows this mode. */
export const stage = (page, mode) => page.locator(`main[data-mode="${mode}"]`).waitFor()

export const text = async (page, selector) => (await page.locator(selector).first().innerText()).trim()

/** The entry whose turn it is. */
export const turnOf = (page) => page.locator('[data-entry] [aria-current=step]').locator('..').getAttribute('data-entry')

/** Every byte that the hall's stream of a round sends, until it is stopped. */
export function eavesdrop(url, round) {
  const stop = new AbortController()
  const heard = { text: '' }
  const reading = (async () => {
    const answer = await fetch(`${url}/api/v1/rounds/${round}/events?view=hall`, { signal: stop.signal })
    for await (const bytes of answer.body) heard.text += Buffer.from(bytes).toString()
  })().catch((e) => {
    if (e.name !== 'AbortError') throw e
  })
  return { heard, stop: () => (stop.abort(), reading) }
}

/** What a stream said in its events of this name. */
export const heard = (bytes, event) => [...bytes.matchAll(new RegExp(`event: ?${event}\\r?\\n(?:id: ?.*\\r?\\n)?data: ?(.*)\\r?\\n`, 'g'))].map((m) => JSON.parse(m[1]))
