// One turn, through the pages that people use, at a venue's plain http address: three phones mark, the hall counts,
// one director closes, another person verifies, the cards turn, and `leitai rank` of the export says the same figure.
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { chromium } from 'playwright-core'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../', import.meta.url))
const axe = await readFile(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')
const within = 15_000

let folder, binary, server, demo, browser, base, shots
const errors = []

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leitai-turn-'))
  shots = process.env.LEITAI_SHOTS ?? join(folder, 'shots')
  await mkdir(shots, { recursive: true })
  binary = process.env.LEITAI_BIN
  if (!binary) {
    binary = join(folder, 'leitai')
    await run('go', ['build', '-o', binary, './cmd/leitai'], { cwd: root, env: { ...process.env, CGO_ENABLED: '0' } })
  }
  ;[server, demo] = await startDemo()
  const port = new URL(demo.url).port
  base = `http://venue.test:${port}`
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--host-resolver-rules=MAP venue.test 127.0.0.1'] })
})

after(async () => {
  await browser?.close()
  if (server) {
    const gone = new Promise((done) => server.once('exit', done))
    server.kill('SIGTERM')
    await gone
  }
  if (folder) await rm(folder, { recursive: true, force: true })
})

/** Starts the demo and waits for its one line. */
async function startDemo() {
  const child = spawn(binary, ['demo', '--json', '--judges', '3', '--entries', '2', '--listen', '127.0.0.1:0', '--data', join(folder, 'data')], { stdio: ['ignore', 'pipe', 'pipe'] })
  let told = ''
  child.stderr.on('data', (d) => (told += d))
  const line = await new Promise((resolve, reject) => {
    let text = ''
    child.once('exit', (code) => reject(new Error(`the demo ended with ${code}: ${told}`)))
    child.stdout.on('data', (d) => {
      text += d
      if (text.includes('\n')) resolve(text)
    })
  })
  return [child, JSON.parse(line)]
}

/** A browser of his own for each person, as on a device of his own. */
async function open(path, viewport, mobile = false) {
  const context = await browser.newContext({ viewport, locale: 'zh-CN', isMobile: mobile, hasTouch: mobile })
  const page = await context.newPage()
  page.setDefaultTimeout(within)
  page.on('pageerror', (e) => errors.push(`${path}: ${e}`))
  page.on('console', (m) => {
    // A browser notes every refusal as an error: 401 before the sign-in.
    if (m.type() === 'error' && !/status of 401/.test(m.text())) errors.push(`${path}: ${m.text()}`)
  })
  await page.goto(base + path)
  return page
}

async function signIn(role, nth = 0) {
  const user = demo.users.filter((u) => u.role === role)[nth]
  const page = await open('/console', { width: 1366, height: 768 })
  await page.locator('[name=name]').fill(user.name)
  await page.locator('[name=password]').fill(user.password)
  await page.locator('button.primary').click()
  await page.locator(`[data-round="${round().id}"]`).click()
  await page.locator('#primary').waitFor()
  page.user = user
  return page
}

/** Every byte that the hall's stream sends, until it is stopped. */
function eavesdrop() {
  const stop = new AbortController()
  const heard = { text: '' }
  const reading = (async () => {
    const answer = await fetch(`${demo.url}/api/v1/rounds/${round().id}/events?view=hall`, { signal: stop.signal })
    for await (const bytes of answer.body) heard.text += Buffer.from(bytes).toString()
  })().catch((e) => {
    if (e.name !== 'AbortError') throw e
  })
  return { heard, stop: () => (stop.abort(), reading) }
}

const round = () => demo.contests[0].rounds[0]

async function shot(page, name) {
  await page.screenshot({ path: join(shots, `${name}.png`), animations: 'disabled' })
}

/** axe finds nothing at any impact. */
async function accessible(page, name) {
  await page.evaluate(axe)
  const found = await page.evaluate(async () => (await window.axe.run(document)).violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`))
  assert.deepEqual(found, [], name)
}

/** Presses the one key once it stands for the deed and is alive. */
async function press(page, deed) {
  await page.locator(`#primary[data-deed=${deed}][aria-disabled=false]`).waitFor()
  await page.waitForTimeout(900) // a press sooner after the label has changed is not meant
  await page.keyboard.press('Space')
}

/** The state of an entry as the console's list has it. */
const inState = (page, entry, state) => page.locator(`[data-entry="${entry}"][data-state=${state}]`).waitFor()

/** Sits down with the card. */
async function phone(seat) {
  const url = new URL(seat.url)
  const page = await open(`${url.pathname}${url.search}${url.hash}`, { width: 390, height: 670 }, true)
  await page.getByRole('button', { name: '是我', exact: true }).tap()
  await page.getByRole('button', { name: '直接开始' }).tap()
  return page
}

/** Marks every point: a band where there is one, then figures until the point is done; `taste` varies the judges. */
async function mark(page, taste) {
  const ready = page.getByRole('button', { name: /^核对并提交/ })
  const keys = (label) => page.getByRole('group', { name: label }).getByRole('button')
  await page.getByRole('button', { name: /^还差/ }).waitFor()
  for (let i = 0; i < 60 && !(await ready.isVisible()); i++) {
    const onward = page.getByRole('button', { name: /^下一部分/ })
    if (await onward.isVisible()) await onward.tap()
    else if (await keys('等次').first().isVisible()) {
      await keys('等次').first().tap()
      await keys(/分数|整数/).nth(taste % (await keys(/分数|整数/).count())).tap()
    } else {
      await keys(/分数|整数/).nth(3).tap()
      await page.waitForTimeout(50)
      if (await keys('小数').first().isVisible()) await keys('小数').nth(taste).tap()
    }
    await page.waitForTimeout(320) // the pad is deaf for a moment while it moves on to the next point
  }
  await ready.tap()
  const submit = page.getByRole('button', { name: /^确认提交/ })
  const total = /确认提交 ([0-9.]+) 分/.exec(await submit.innerText())[1]
  await page.waitForTimeout(320)
  await submit.tap()
  await page.getByText('已提交').first().waitFor()
  return total
}

const text = async (page, selector) => (await page.locator(selector).first().innerText()).trim()

test('a turn from the call to the ranking, and rank says the same', async (t) => {
  const screen = await open(`/screen?round=${round().id}`, { width: 1920, height: 1080 })
  const ear = eavesdrop()
  const stage = (mode) => screen.locator(`main[data-mode="${mode}"]`).waitFor()
  const director = await signIn('director')
  const verifier = await signIn('verifier')
  let entry, phones, totals

  await t.test('before the first call the hall sees the contest', async () => {
    await stage('1')
    assert.match(await text(screen, 'h1'), /擂台比武/)
    entry = await director.locator('[data-entry] [aria-current=step]').locator('..').getAttribute('data-entry')
    await shot(director, '01-console-before')
    await shot(screen, '01-screen-before')
    await accessible(director, 'console before')
    await accessible(screen, 'screen before')
  })

  await t.test('the phones take their seats and the console sees them', async () => {
    phones = []
    for (const seat of round().seats) phones.push(await phone(seat))
    await director.getByText('评委 3/3 在线').waitFor()
    await shot(phones[0], '02-phone-before')
  })

  await t.test('called, then speaking: the hall sees who', async () => {
    await press(director, 'call')
    await inState(director, entry, 'called')
    await stage('2')
    const name = round().entries.find((e) => e.id === entry).name
    assert.equal(await text(screen, 'h2'), name)
    await shot(screen, '03-screen-called')
    await shot(director, '03-console-called')
    await press(director, 'start')
    await inState(director, entry, 'presenting')
    await shot(director, '04-console-presenting')
    await accessible(screen, 'screen called')
  })

  await t.test('marking: the hall counts, the key says who is missing', async () => {
    await press(director, 'open')
    await stage('3')
    totals = [await mark(phones[0], 1)]
    await screen.getByText('已提交 1 / 3').waitFor()
    await shot(screen, '05-screen-one')
    await shot(phones[0], '05-phone-sent')
    await director.getByText('打分中 1/3').waitFor()
    assert.match(await text(director, '#why'), /还不能锁定：评委2 .*未提交.*评委3 .*未提交/s)
    await shot(director, '05-console-one')
    await accessible(director, 'console marking')
    await accessible(screen, 'screen marking')
    await director.keyboard.press('Space')
    await director.waitForTimeout(300)
    await inState(director, entry, 'scoring')
    totals.push(await mark(phones[1], 2), await mark(phones[2], 4))
    await screen.getByText('已提交 3 / 3').waitFor()
    await shot(screen, '06-screen-all')
  })

  await t.test('closed: who closed may not verify, and figures are covered', async () => {
    await press(director, 'close')
    await inState(director, entry, 'closed')
    await director.locator('#why p').waitFor()
    assert.match(await text(director, '#why'), /核对的人不能是锁分的人.*请核分员/s)
    await shot(director, '07-console-closed')
    for (const total of totals) assert.ok(!(await director.locator('body').innerText()).includes(total), `the covered page shows ${total}`)
    await accessible(director, 'console closed')
  })

  await t.test('another person uncovers the check page and verifies', async () => {
    await press(verifier, 'look')
    await verifier.locator('table').waitFor()
    await shot(verifier, '08-console-check')
    await accessible(verifier, 'console check')
    const shown = await verifier.locator('td.sum').allInnerTexts()
    assert.deepEqual(shown.map(Number), totals.map(Number))
    await press(verifier, 'verify')
    await inState(verifier, entry, 'verified')
  })

  await t.test('nothing that the hall was sent had a mark in it', async () => {
    const picture = await (await fetch(`${demo.url}/api/v1/rounds/${round().id}/snapshot?view=hall`)).text()
    await ear.stop()
    assert.match(ear.heard.text, /"state":"verified"/)
    for (const body of [ear.heard.text, picture, await screen.content()]) for (const total of totals) assert.ok(!body.includes(`"${total}"`) && !body.includes(`>${total}<`), `the hall was sent ${total}`)
  })

  await t.test('revealed: cards, score and place, then the ranking', async () => {
    await press(director, 'reveal')
    await stage('4')
    await screen.locator('.rank').waitFor() // the last card has turned
    await screen.locator('.rank').waitFor()
    const cards = await screen.locator('li b, li s').allInnerTexts()
    assert.deepEqual(cards.map(Number), totals.map(Number))
    assert.equal(await text(screen, '.rank'), '现场暂列第 1 名')
    assert.equal(await text(screen, '.label'), '现场得分')
    await shot(screen, '09-screen-revealed')
    await shot(director, '09-console-revealed')
    await accessible(screen, 'screen revealed')
    await press(director, 'lock')
    await inState(director, entry, 'locked')
    await stage('5')
    await shot(screen, '10-screen-ranking')
    await shot(director, '10-console-locked')
    await shot(phones[0], '10-phone-locked')
    await accessible(screen, 'screen ranking')
    await accessible(director, 'console locked')
  })

  await t.test('rank of the exported files gives the figure of the screen', async () => {
    const out = join(folder, 'out')
    await run(binary, ['export', '--round', round().id, '--data', join(folder, 'data'), '-o', out])
    const files = ['--rules', 'rules.yaml', '--entries', 'entries.csv', '--scores', 'scores.csv', '--adjust', 'adjust.csv'].map((a) => (a.startsWith('--') ? a : join(out, a)))
    const ranked = JSON.parse((await run(binary, ['rank', ...files, '--json'])).stdout)
    const row = ranked.groups.flatMap((g) => g.rows).find((r) => r.entry === entry)
    const shown = (await screen.locator('tbody td').allInnerTexts()).map((s) => s.trim())
    assert.equal(shown[3], row.parts.stage.value)
    assert.equal(shown[0], String(row.screen_rank))
    assert.equal(await text(director, `[data-entry="${entry}"] .state`), row.parts.stage.value)
  })

  await t.test('a director cut off cannot press anything, and is told so', async () => {
    await director.context().setOffline(true)
    await director.locator('#primary[aria-disabled=true]').waitFor({ timeout: 20_000 })
    assert.match(await text(director, '#why'), /命令没有送达。现场请先口头组织，恢复后再操作。/)
    assert.equal(await director.getByRole('button', { name: '暂停比赛' }).isDisabled(), true)
    await shot(director, '11-console-offline')
    await director.context().setOffline(false)
    await director.locator('#primary[aria-disabled=false]').waitFor()
  })

  assert.deepEqual(errors, [])
})

test('the side roads: undo, a judge who leaves, a missing mark, reopening, a new card, a pause', async (t) => {
  const director = await signIn('director', 1)
  const verifier = await signIn('verifier', 1)
  const screen = await open(`/screen?round=${round().id}`, { width: 1440, height: 1080 })
  const entry = await director.locator('[data-entry] [aria-current=step]').locator('..').getAttribute('data-entry')
  const [first, second, third] = round().seats
  /** Answers the open dialog with its first reason. */
  const agree = async (page, button) => {
    const dialog = page.locator('dialog[aria-labelledby=ask-title]')
    assert.equal(await dialog.locator('[type=submit]').isDisabled(), true, 'a reason is needed')
    await dialog.locator('.chips button').first().click()
    assert.match(await dialog.locator('[type=submit]').innerText(), button)
    await dialog.locator('[type=submit]').click()
    await dialog.waitFor({ state: 'detached' })
  }
  const judge = async (page, seat, button) => {
    await page.locator(`[data-seat="${seat.id}"]`).click()
    await page.locator('dialog[open]').getByRole('button', { name: button }).click()
  }

  await t.test('a call is taken back with U', async () => {
    await press(director, 'call')
    await inState(director, entry, 'called')
    await director.waitForTimeout(500)
    await director.keyboard.press('u')
    await inState(director, entry, 'waiting')
  })

  await t.test('a withdrawal needs a reason, shows in the hall, and is taken back', async () => {
    await press(director, 'call')
    await inState(director, entry, 'called')
    await director.getByRole('button', { name: '本位弃赛' }).click()
    await agree(director, /弃赛$/)
    await inState(director, entry, 'withdrawn')
    await screen.getByText('本位弃赛').waitFor()
    await shot(screen, '21-screen-withdrawn')
    await director.waitForTimeout(500)
    await director.keyboard.press('u')
    await inState(director, entry, 'called')
  })

  await t.test('a pause stops the key and says why', async () => {
    await director.getByRole('button', { name: '暂停比赛' }).click()
    await agree(director, /暂停比赛/)
    await director.getByText('主控已暂停：设备故障').waitFor()
    await screen.locator('main[data-mode="8"]').waitFor()
    await shot(director, '22-console-paused')
    await director.getByRole('button', { name: '恢复比赛' }).click()
    await agree(director, /恢复比赛/)
    await screen.locator('main[data-mode="2"]').waitFor()
  })

  await t.test('the timer is stopped and corrected by keys', async () => {
    await press(director, 'start')
    await inState(director, entry, 'presenting')
    await director.waitForTimeout(500)
    await director.keyboard.press('BracketRight')
    await director.getByText(/^00:3\d$/).waitFor()
    await director.keyboard.press('t')
    await director.getByRole('button', { name: '继续' }).waitFor()
  })

  await t.test('a verifier takes a judge out, a director closes without another', async () => {
    await press(director, 'open')
    await inState(verifier, entry, 'scoring')
    const phone = await claim(first)
    await phone(entry)
    await judge(verifier, second, /回避/)
    await agree(verifier, /回避/)
    await director.getByText('打分中 1/2').waitFor()
    await director.getByRole('button', { name: '缺 1 位也锁定' }).click()
    await shot(director, '23-console-anyway')
    await accessible(director, 'console, a judge missing')
    await agree(director, new RegExp(`^缺${third.name}，仍然锁分$`))
    await inState(director, entry, 'closed')
  })

  await t.test('what is unusual stands first, and reopening lets the marks stand', async () => {
    const note = await text(director, '.unusual')
    assert.ok(note.includes(`${second.name} 回避`) && note.includes(`${third.name} 未提交`), note)
    await director.getByRole('button', { name: /^重开/ }).click()
    await agree(director, /^重开/)
    await inState(director, entry, 'scoring')
    await director.locator(`[data-seat="${first.id}"].in`).waitFor()
  })

  await t.test('a card issued anew is shown until it is handed over, and works', async () => {
    await judge(director, third, /重发打分卡/)
    await agree(director, /重发打分卡/)
    await director.locator('dialog[open] dl').waitFor()
    await shot(director, '24-console-card')
    const [code, pin] = await director.locator('dialog[open] dd').allInnerTexts()
    await director.getByRole('button', { name: '已交给评委，收起' }).click()
    const phone = await claim({ code: code.replace(/\D/g, ''), pin: pin.replace(/\D/g, '') })
    await phone(entry)
    await director.getByText('打分中 2/2').waitFor()
  })

  await t.test('the screen is pointed by hand and given back to the turn', async () => {
    await director.keyboard.press('5')
    await screen.locator('main[data-mode="5"]').waitFor()
    await director.getByText('大屏已手动').waitFor()
    await shot(director, '25-console-hand')
    await director.waitForTimeout(500)
    await director.keyboard.press('g')
    await screen.locator('main[data-mode="3"]').waitFor()
  })

  await t.test('another director verifies; locking ends the round but for the seal by another person', async () => {
    await press(director, 'close')
    const other = await signIn('director')
    await press(other, 'look')
    await press(other, 'verify')
    await press(director, 'reveal')
    await inState(director, entry, 'revealed')
    await press(director, 'lock')
    await inState(director, entry, 'locked')
    await director.locator('#primary[data-deed=seal][aria-disabled=true]').waitFor()
    assert.match(await text(director, '#why'), /封榜的人不能是最后一位入榜的操作人.*请核分员/s)
    await shot(director, '26-console-same-person')
    await press(verifier, 'seal')
    await shot(verifier, '27-console-seal')
    await verifier.locator('dialog[open] [type=submit]').click()
    await verifier.getByText('已封榜，成绩为最终成绩').waitFor()
    await shot(verifier, '28-console-sealed')
    await shot(screen, '28-screen-sealed')
    await accessible(verifier, 'console sealed')
    await accessible(screen, 'screen sealed')
  })

  assert.deepEqual(errors, [])
})

/** A phone without its page: sits down with a card and marks an entry with nine tenths of every point. */
async function claim(card) {
  const ask = async (method, path, body, head = {}) => {
    const answer = await fetch(`${demo.url}/api/v1${path}`, { method, headers: { 'Content-Type': 'application/json', ...head }, body: body && JSON.stringify(body) })
    const said = await answer.json()
    assert.ok(answer.ok, `${path}: ${answer.status} ${said.code}`)
    return said
  }
  const { session } = await ask('POST', '/seats/claim', { code: card.code, pin: card.pin, move: true })
  const head = { Authorization: `Bearer ${session}` }
  return async (entry) => {
    const { sheet } = await ask('GET', '/seat', undefined, head)
    const marks = Object.fromEntries(sheet.map((p) => [p.point, String(Math.floor(Number(p.max) * 0.9))]))
    await ask('PUT', `/entries/${entry}/ballot`, { marks, based_on: 0 }, { ...head, 'Idempotency-Key': `turn-${entry}-${session.slice(0, 12)}` })
  }
}
