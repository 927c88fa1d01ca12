// The timekeeper's own desk against the real server: what it says is what the stage clock says, what it sends the director sees,
// and nothing of the console's view ever reaches it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { inState, pagesOf, press, shot } from './desk.mjs'
import { accessible, demo, launch, official, within } from './venue.mjs'

let hall, browser, pages, round
const errors = []

before(async () => {
  hall = await demo('--judges', '3', '--entries', '2')
  browser = await launch()
  pages = pagesOf(browser, hall.line, errors)
  round = hall.line.contests[0].rounds[0]
})

after(async () => {
  await browser?.close()
  await hall?.stop()
})

const phone = { width: 390, height: 844 }
const laptop = { width: 1366, height: 768 }

/** Signs the timekeeper in; `answers` gathers every answer of the server, `events` what its streams say: {name, data}. */
async function keeper(answers, events) {
  const page = await pages.open('/console', laptop)
  const network = await page.context().newCDPSession(page)
  network.on('Network.eventSourceMessageReceived', (e) => events.push({ name: e.eventName, data: e.data }))
  await network.send('Network.enable')
  page.on('response', (r) => r.url().includes('/api/') && answers.push({ url: r.url(), status: r.status(), text: r.url().includes('/events') ? Promise.resolve('') : r.text().catch(() => '') }))
  const user = pages.user('timekeeper')
  await page.locator('[name=name]').fill(user.name)
  await page.locator('[name=password]').fill(user.password)
  await page.locator('button.primary').click()
  await page.locator(`[data-round="${round.id}"]`).click()
  await page.locator('#timer').waitFor()
  return page
}

/** One seat's ballot, by a request. */
async function ballot(seat, entry, share) {
  const ask = async (method, path, body, head = {}) => {
    const answer = await fetch(`${hall.line.url}/api/v1${path}`, { method, headers: { 'Content-Type': 'application/json', ...head }, body: body && JSON.stringify(body) })
    assert.ok(answer.ok, `${path}: ${answer.status}`)
    return answer.json()
  }
  const { session } = await ask('POST', '/seats/claim', { code: seat.code, pin: seat.pin, move: true })
  const head = { Authorization: `Bearer ${session}` }
  const { sheet } = await ask('GET', '/seat', undefined, head)
  await ask('PUT', `/entries/${entry}/ballot`, { marks: Object.fromEntries(sheet.map((p) => [p.point, String(Math.floor(Number(p.max) * share))])), based_on: 0 }, { ...head, 'Idempotency-Key': `keeper-${entry}-${seat.id}` })
}

/** What the drawn clock says. */
const drawn = (page) => page.locator('main[data-kind=clock]').evaluate((m) => ['header h1', 'header p', '.word', '.figure', '.foot p'].map((s) => m.querySelector(s).textContent.trim()).join(' | '))

/** Presses a key of the timer once a press counts. */
async function key(page, code) {
  await page.waitForTimeout(500)
  await page.keyboard.press(code)
}

test('a timekeeper keeps time at his own desk', async (t) => {
  const answers = []
  const events = []
  const desk = await keeper(answers, events)
  const director = await pages.console('director', round.id)
  const server = await official(hall.line.url, pages.user('director'), round.id)
  const checker = await official(hall.line.url, pages.user('verifier'), round.id)
  await server.tell('screen', { screen: 'clock', name: '台前', kind: 'clock', mode: '1', step: 0, page: 0 })
  const stage = await pages.screen(round.id, { width: 1920, height: 1080 }, { id: 'clock' })
  await server.tell('plan', { starts: new Date().toISOString(), parts: [{ name: '视频展示', seconds: 60 }, { name: '登台演说', seconds: 60 }] })
  const entry = (await server.picture()).entries.find((e) => e.order === 1).id
  const entryOf = async () => (await server.picture()).entries.find((e) => e.id === entry)
  const timer = async () => (await server.picture()).timer
  const dead = desk.locator('#timer[aria-disabled=true]')
  const live = desk.locator('#timer[aria-disabled=false]')

  await t.test('until somebody speaks the keys are dead and say why, and a press sends nothing', async () => {
    await desk.getByText('台上还没有人，等主控叫号').waitFor()
    await press(director, 'call')
    await desk.getByText('第 1 位已叫号，等主控按「开始计时」').waitFor()
    await shot(desk, 'keeper-1-called')
    await accessible(desk, 'called')
    const before = (await server.facts()).length
    await key(desk, 't')
    await desk.waitForTimeout(300)
    assert.equal((await server.facts()).length, before)
    assert.equal(await dead.count(), 1)
  })

  await t.test('T pauses and starts, the brackets take and give half a minute', async () => {
    await press(director, 'start')
    await live.waitFor()
    await key(desk, 't')
    await desk.locator('#timer').getByText('继续计时').waitFor()
    assert.equal((await timer()).since, null)
    await director.getByText('计时暂停').waitFor()
    const elapsed = (await timer()).elapsed
    await key(desk, '[')
    await desk.waitForTimeout(600)
    assert.equal((await timer()).elapsed, elapsed + 30, 'half a minute less is left')
    await key(desk, ']')
    await desk.waitForTimeout(600)
    assert.equal((await timer()).elapsed, elapsed)
    await stage.getByText('（已暂停计时）').waitFor()
    await stage.waitForFunction((said) => ['header h1', 'header p', '.word', '.figure', '.foot p'].map((s) => document.querySelector('main[data-kind=clock]').querySelector(s)?.textContent.trim()).join(' | ') === said, await drawn(desk))
    await desk.getByRole('button', { name: '继续计时' }).click()
    await desk.locator('#timer').getByText('暂停计时').waitFor()
    assert.notEqual((await timer()).since, null)
  })

  await t.test('the over-run is said as on the stage, and becomes half a point off', async () => {
    await server.tell('timer', { action: 'add', seconds: 120 })
    await desk.locator('.clock').getByText('已超时').waitFor()
    await stage.getByText('已超时').waitFor()
    await desk.getByRole('group', { name: '超时' }).waitFor()
    await shot(desk, 'keeper-2-over')
    await accessible(desk, 'over')
    await desk.setViewportSize(phone)
    await desk.waitForTimeout(300)
    await shot(desk, 'keeper-3-over-phone')
    await accessible(desk, 'over on a phone')
    assert.equal(await desk.evaluate(() => document.documentElement.scrollWidth), phone.width)
    const box = await desk.locator('#timer').boundingBox()
    assert.ok(box.y + box.height <= phone.height, 'the key is in sight without scrolling')
    await desk.getByRole('button', { name: '应用扣分' }).click()
    const dialog = desk.locator('dialog[open]')
    assert.match(await dialog.locator('[name=reason]').inputValue(), /^超时 \d\d:\d\d$/)
    assert.equal(await dialog.locator('[type=submit]').isDisabled(), true, 'points are typed')
    await dialog.locator('[name=points]').fill('0.5')
    await shot(desk, 'keeper-4-ask-phone')
    await accessible(desk, 'deduction on a phone')
    await dialog.locator('[type=submit]').click()
    await dialog.waitFor({ state: 'detached' })
    await desk.locator(`[data-sent="${entry}"]`, { hasText: /扣 0\.5 分：超时 \d\d:\d\d，已记/ }).waitFor()
    await desk.getByRole('group', { name: '超时' }).waitFor({ state: 'detached' })
    await shot(desk, 'keeper-5-sent-phone')
    await desk.setViewportSize(laptop)
  })

  await t.test('the director’s console has it, and asks no more about the over-run', async () => {
    await director.getByRole('group', { name: '超时' }).waitFor({ state: 'detached' })
    const fact = (await server.facts()).find((f) => f.kind === 'deduct')
    assert.equal(fact.by, pages.user('timekeeper').name)
    const log = director.locator('li', { hasText: '扣分' }).filter({ hasText: pages.user('timekeeper').name })
    await log.first().waitFor()
    await shot(director, 'keeper-6-director')
  })

  await t.test('an answer that is lost is asked for again, and counts once', async () => {
    let lost = true
    await desk.route('**/commands', async (route) => {
      if (!lost) return route.continue()
      lost = false
      const asked = route.request()
      const { host: _, origin: __, 'content-length': ___, ...headers } = await asked.allHeaders()
      const answer = await fetch(asked.url().replace('venue.test', '127.0.0.1'), { method: 'POST', headers, body: asked.postData() })
      assert.equal(answer.status, 201)
      await route.abort()
    })
    const deductions = async () => (await server.facts()).filter((f) => f.kind === 'deduct').length
    await desk.locator('#deduct').click()
    const dialog = desk.locator('dialog[open]')
    await dialog.getByText('这台设备已经发过：扣 0.5 分').waitFor()
    await dialog.locator('[name=points]').fill('0.25')
    await dialog.getByRole('button', { name: '违反比赛纪律' }).click()
    await dialog.locator('[type=submit]').click()
    const again = desk.getByRole('button', { name: '再送一次' })
    await again.waitFor()
    assert.equal(await deductions(), 2, 'it is there')
    await shot(desk, 'keeper-7-unsure')
    await accessible(desk, 'an answer is lost')
    await desk.reload() // it is known after a reload, too
    await again.click()
    await again.waitFor({ state: 'detached' })
    assert.equal(await deductions(), 2, 'and not there twice')
    await desk.unroute('**/commands')
  })

  await t.test('the total after the reveal contains it', async () => {
    await press(director, 'open')
    await inState(director, entry, 'scoring')
    await desk.getByText('第 1 位汇报已结束，计时停在这里').waitFor()
    await shot(desk, 'keeper-8-scoring')
    for (const seat of round.seats) await ballot(seat, entry, 0.8)
    await press(director, 'close')
    await inState(director, entry, 'closed')
    await desk.getByText('第 1 位已锁分，要扣分请主控走更正').waitFor()
    await checker.tell('verify', { entry })
    await press(director, 'reveal')
    await inState(director, entry, 'revealed')
    const e = await entryOf()
    const mean = e.marks.reduce((n, m) => n + Number(m.total), 0) / e.marks.length
    assert.equal(Number(e.score).toFixed(2), (mean - 0.75).toFixed(2))
    const row = (await hall.rank(round.id)).find((r) => r.entry === entry)
    assert.deepEqual([row.parts.stage.value, row.total], [e.score, e.total], 'the export counts the same')
    assert.deepEqual(row.adjustments.map((x) => [x.kind, x.points, x.part]), [['deduct', '0.5', 'stage'], ['deduct', '0.25', 'stage']])
  })

  await t.test('nothing of the console’s view has reached him, and he may not ask for it', async () => {
    assert.ok(answers.some((a) => a.url.includes('/events?view=hall')))
    assert.deepEqual(answers.filter((a) => /view=(?!hall)|\/facts|\/pads/.test(a.url)).map((a) => a.url), [])
    assert.deepEqual(events.filter((e) => !['snapshot', 'version', 'count', 'beat', 'screen'].includes(e.name)), [])
    const told = [...(await Promise.all(answers.map((a) => a.text))), ...events.map((e) => e.data)]
    for (const word of ['"ballots"', '"closed_by"', '"verified_by"', '"lead"', '"comments"']) assert.deepEqual(told.filter((t) => t.includes(word)), [], word)
    const pictures = told.filter((t) => t.includes('"entries"') && t.includes('"view"')).map((t) => JSON.parse(t))
    assert.ok(events.some((e) => e.name === 'snapshot') && pictures.length > 2, 'pictures were looked at')
    for (const p of pictures) {
      assert.equal(p.view, 'hall')
      for (const e of p.entries.filter((x) => !['revealed', 'locked'].includes(x.state))) assert.deepEqual([e.score, e.total, e.rank, e.marks, e.adjustments ?? null], [null, null, null, null, null], `${e.state} at ${p.version}`)
    }
    const asked = await desk.evaluate(async (id) => Promise.all([`snapshot?view=console`, 'facts?after=0', 'events?view=console'].map(async (p) => (await fetch(`/api/v1/rounds/${id}/${p}`)).status)), round.id)
    assert.deepEqual(asked, [403, 403, 403])
  })

  await t.test('the sign-out leads back to the sign-in', async () => {
    await desk.locator('summary').click()
    await desk.getByRole('button', { name: '退出登录' }).click()
    await desk.locator('[name=password]').waitFor({ timeout: within })
  })

  assert.deepEqual(errors, [])
})
