// What browser tests of the pad stand on: a venue with its server, a bad network, officials at their desks, phones.
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { chromium } from 'playwright-core'

const root = fileURLToPath(new URL('../../', import.meta.url))
const axe = await readFile(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')
export const within = 15_000

export const launch = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--host-resolver-rules=MAP venue.test 127.0.0.1'] })

/** The server under test, which LEITAI_BIN names or which is built here. */
async function binary(folder) {
  if (process.env.LEITAI_BIN) return process.env.LEITAI_BIN
  const path = join(folder, 'leitai')
  await run('go', ['build', '-o', path, './cmd/leitai'], { cwd: root, env: { ...process.env, CGO_ENABLED: '0' } })
  return path
}

/**
 * Starts `leitai demo --json` with these flags; `line` is what it printed. `crash` kills the server without a word,
 * `again` starts it on the same data and port.
 */
export async function demo(...flags) {
  const folder = await mkdtemp(join(tmpdir(), 'leitai-hall-'))
  const program = await binary(folder)
  const data = join(folder, 'data')
  let child
  const start = async (address) => {
    child = spawn(program, ['demo', '--json', '--listen', address, '--data', data, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] })
    let told = ''
    child.stderr.on('data', (d) => (told = (told + d).slice(-10_000)))
    return new Promise((resolve, reject) => {
      let out = ''
      child.once('exit', (code) => reject(new Error(`the demo ended with ${code}: ${told}`)))
      child.stdout.on('data', (d) => (out += d).includes('\n') && resolve(JSON.parse(out)))
    })
  }
  const end = async (signal) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((done) => child.once('exit', done))
    child.kill(signal)
    await gone
  }
  const line = await start('127.0.0.1:0')
  return {
    line,
    /** What `leitai rank --json` says of the export of a round. */
    rank: (round) => ranked(program, data, round, folder),
    crash: () => end('SIGKILL'),
    again: () => start(new URL(line.url).host),
    stop: async () => {
      await end('SIGTERM')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const run = promisify(execFile)

async function ranked(program, data, round, folder) {
  const out = await mkdtemp(join(folder, 'export-'))
  await run(program, ['export', '--round', round, '--data', data, '-o', out])
  const files = ['rules.yaml', 'entries.csv', 'scores.csv', 'adjust.csv'].flatMap((f) => [`--${f.split('.')[0]}`, join(out, f)])
  return JSON.parse((await run(program, ['rank', ...files, '--json'], { maxBuffer: 1e8 })).stdout).groups.flatMap((g) => g.rows)
}

/** A line to the server that can be cut (refused and reset), silenced (open, but nothing passes) or made deaf (asks pass, answers do not). */
export async function badLine(to) {
  const pairs = new Set()
  let state = 'up'
  const server = createServer((phone) => {
    if (state === 'cut') return phone.destroy()
    const hall = connect(to, '127.0.0.1')
    const pair = { phone, hall }
    pairs.add(pair)
    const end = () => (phone.destroy(), hall.destroy(), pairs.delete(pair))
    for (const [from, into] of [[phone, hall], [hall, phone]]) {
      from.on('data', (d) => (state === 'up' || (state === 'deaf' && into === hall)) && into.write(d))
      from.on('error', end).on('close', end)
    }
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  const drop = () => [...pairs].forEach(({ phone, hall }) => (phone.destroy(), hall.destroy()))
  return {
    port: server.address().port,
    cut: () => ((state = 'cut'), drop()),
    silence: () => (state = 'silent'),
    deafen: () => (state = 'deaf'),
    heal: () => ((state = 'up'), drop()), // what was swallowed meanwhile is lost for good, as it is with a dead access point
    close: () => (drop(), server.close()),
  }
}

/** An official with a session of his own; commands carry the version that he sees. */
export async function official(url, user, round) {
  const base = url.replace('venue.test', '127.0.0.1')
  const session = await (await fetch(`${base}/api/v1/sessions`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ name: user.name, password: user.password }) })).json()
  const headers = { Authorization: `Bearer ${session.session}`, 'Content-Type': 'application/json' }
  const picture = async (of = round) => (await fetch(`${base}/api/v1/rounds/${of}/snapshot?view=console`, { headers })).json()
  const tell = async (type, fields = {}, of = round) => {
    const { version } = await picture(of)
    const answer = await fetch(`${base}/api/v1/rounds/${of}/commands`, {
      method: 'POST',
      headers: { ...headers, 'Idempotency-Key': randomBytes(16).toString('hex') },
      body: JSON.stringify({ type, expect_version: version, ...fields }),
    })
    assert.equal(answer.status, 201, `${type}: ${await answer.clone().text()}`)
  }
  /** The page that shows this code becomes a screen of the round; its id. */
  const pair = async (code, name, kind = 'hall') => {
    const answer = await fetch(`${base}/api/v1/rounds/${round}/screens`, { method: 'POST', headers: { ...headers, 'Idempotency-Key': randomBytes(16).toString('hex') }, body: JSON.stringify({ code, name, kind }) })
    assert.equal(answer.status, 201, await answer.clone().text())
    return (await answer.json()).screen
  }
  /** Points a screen once the round is sealed. */
  const point = async (screen, fields) => {
    const answer = await fetch(`${base}/api/v1/rounds/${round}/screens/${screen}`, { method: 'PUT', headers, body: JSON.stringify({ step: 0, page: 0, ...fields }) })
    assert.equal(answer.status, 204, await answer.text())
  }
  const facts = async () => (await (await fetch(`${base}/api/v1/rounds/${round}/facts?limit=1000`, { headers })).json()).facts
  return { tell, pair, point, picture, facts }
}

/** A phone of its own; errors of the page are collected. */
export async function phone(browser, errors, options = {}) {
  const context = await browser.newContext({ viewport: { width: 390, height: 670 }, deviceScaleFactor: 1, locale: 'zh-CN', hasTouch: true, ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(within)
  page.on('pageerror', (e) => errors.push(String(e)))
  page.on('console', (m) => m.type() === 'error' && !/Failed to load resource|ERR_/.test(m.text()) && errors.push(m.text()))
  return page
}

/** Opens the link of a card over some port, says yes and leaves the self-test. */
export async function sit(page, seat, port = new URL(seat.url).port) {
  const { pathname, search, hash } = new URL(seat.url)
  await page.goto(`http://venue.test:${port}${pathname}${search}${hash}`)
  const yes = page.getByRole('button', { name: '是我', exact: true })
  const move = page.getByRole('button', { name: '在这台手机继续' })
  await yes.or(move).waitFor()
  if (await move.isVisible()) {
    await move.tap()
    await page.locator('[name=pin]').fill(seat.pin)
    await page.getByRole('button', { name: '进入' }).tap()
  }
  await yes.tap()
  await page.getByRole('button', { name: /直接开始/ }).tap()
}

export const main = (page) => page.locator('.act .main')

/**
 * Marks every empty point; `taste` varies the judges. Returns the number of taps. Taps are real, and wait as a finger
 * waits for the next point to come up.
 */
export async function mark(page, taste = 0, stopAt = Infinity) {
  let taps = 0
  const tap = async (key) => (await key.tap(), taps++)
  for (let point = 0; point < stopAt && !/提交/.test(await main(page).innerText()); point++) {
    if (/^下一/.test(await main(page).innerText())) await tap(main(page))
    const active = await page.locator('.chips [aria-pressed=true]').getAttribute('data-point')
    const bands = page.locator('.bands[role=group] button')
    if (await bands.count()) await tap(bands.nth(taste % 2))
    const keys = page.locator('.keys .grid .key:not([aria-disabled=true])')
    await tap(keys.nth((point + taste) % (await keys.count())))
    if (await empty(page, active)) await tap(page.locator('.keys .grid').last().locator('.key:not([aria-disabled=true])').first())
    await page.waitForTimeout(280)
  }
  return taps
}

const empty = async (page, point) => (await page.locator(`.chips [data-point="${point}"]`).innerText()).includes('还没打')

/** Review and confirm: two taps. */
export async function submit(page) {
  await main(page).tap()
  const key = page.getByRole('button', { name: /^确认提交/ })
  await key.waitFor()
  await page.waitForTimeout(300)
  await key.tap()
}

/** The receipt on the page. */
export async function receipt(page) {
  await page.getByText(/^✓ 已提交|已提交 .* 分/).first().waitFor()
  return page.locator('.receipt').innerText()
}

/** axe finds nothing at any impact. */
export async function accessible(page, name) {
  await page.evaluate(axe)
  const found = await page.evaluate(async () => (await window.axe.run(document)).violations.map((v) => `${v.id}: ${v.nodes.map((n) => `${n.target.join(' ')} ${n.any[0]?.message ?? ''}`).join(', ')}`))
  assert.deepEqual(found, [], name)
}

/** The box of everything that must be seen without scrolling, and what hangs out of it. */
export const hanging = (page) =>
  page.evaluate(() => [...document.querySelectorAll('.keys button')].filter((b) => { const r = b.getBoundingClientRect(); return r.bottom > innerHeight + 0.5 || r.right > innerWidth + 0.5 || r.left < -0.5 || b.scrollWidth > b.clientWidth + 1 }).map((b) => `${b.textContent} ${JSON.stringify(b.getBoundingClientRect())}`))
