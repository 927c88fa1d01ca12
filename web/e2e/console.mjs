// The director's keyboard against the real server: a turn with a paper sheet, an over-run, a reveal by steps, a correction,
// a reveal that waits for the next speaker, and a console that is taken over. Judges are requests here; pads have their own tests.
import assert from 'node:assert/strict'
import { mkdtemp, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { accessible, demo, launch, official, within } from './venue.mjs'

let venue, browser, base, shots
const errors = []
const consoles = []

before(async () => {
  shots = process.env.LEITAI_SHOTS ?? (await mkdtemp(join(tmpdir(), 'leitai-console-')))
  await mkdir(shots, { recursive: true })
  venue = await demo('--judges', '6', '--entries', '4')
  base = venue.line.url.replace('127.0.0.1', 'venue.test')
  browser = await launch()
})

after(async () => {
  await browser?.close()
  await venue?.stop()
})

const round = () => venue.line.contests[0].rounds[0]
const user = (name) => venue.line.users.find((u) => u.name === name)

/** A console of his own for an official, signed in and at the round. */
async function desk(name, viewport = { width: 1366, height: 768 }) {
  const context = await browser.newContext({ viewport, locale: 'zh-CN' })
  const page = await context.newPage()
  page.setDefaultTimeout(within)
  page.on('pageerror', (e) => errors.push(`${name}: ${e}`))
  page.on('console', (m) => m.type() === 'error' && !/status of (401|409)/.test(m.text()) && errors.push(`${name}: ${m.text()}`))
  await page.goto(`${base}/console?round=${round().id}`)
  await page.locator('[name=name]').fill(user(name).name)
  await page.locator('[name=password]').fill(user(name).password)
  await page.locator('button.primary').click()
  await page.locator('#primary').waitFor()
  consoles.push(page)
  return page
}

/** Presses the one key once it stands for the deed and is alive. */
async function press(page, deed, label) {
  const key = page.locator(`#primary[data-deed=${deed}][aria-disabled=false]`)
  await key.waitFor()
  if (label) assert.match(await key.innerText(), label)
  await page.waitForTimeout(850) // a press sooner after the label has changed is not meant
  await page.keyboard.press('Space')
}

const inState = (page, entry, state) => page.locator(`[data-entry="${entry}"][data-state=${state}]`).waitFor()

/** Sessions of all seats, by the codes on their cards. */
async function sit() {
  const held = new Map()
  for (const s of round().seats) {
    const { session } = await ask('POST', '/seats/claim', { code: s.code, pin: s.pin, move: true })
    held.set(s.id, session)
  }
  return held
}

async function ask(method, path, body, head = {}) {
  const answer = await fetch(`${venue.line.url}/api/v1${path}`, { method, headers: { 'Content-Type': 'application/json', ...head }, body: body && JSON.stringify(body) })
  const said = await answer.json()
  assert.ok(answer.ok, `${path}: ${answer.status} ${said.code}`)
  return said
}

/** A ballot of a seat, every point at this share of its maximum. */
async function ballot(session, entry, share) {
  const head = { Authorization: `Bearer ${session}` }
  const { sheet } = await ask('GET', '/seat', undefined, head)
  const marks = Object.fromEntries(sheet.map((p) => [p.point, String(Math.floor(Number(p.max) * share))]))
  await ask('PUT', `/entries/${entry}/ballot`, { marks, based_on: 0 }, { ...head, 'Idempotency-Key': `console-${entry}-${session.slice(0, 12)}` })
}

const shot = (page, name) => page.screenshot({ path: join(shots, `${name}.png`), animations: 'disabled' })

/** The same page at the sizes at which a console is used. */
async function sizes(page, name) {
  for (const [width, height] of [[1024, 768], [1920, 1080], [1366, 768]]) {
    await page.setViewportSize({ width, height })
    await page.waitForTimeout(200)
    await shot(page, `${name}-${width}`)
  }
}

/** Types a paper sheet with the keyboard alone: figures and Enter. */
async function type(page, marks, written) {
  for (const mark of marks) {
    await page.keyboard.type(mark)
    await page.keyboard.press('Enter')
  }
  await page.keyboard.type(written)
}

test('a day at the console', async (t) => {
  const first = await desk('主控甲')
  const second = await desk('主控乙')
  const verifier = await desk('核分甲')
  const server = await official(venue.line.url, user('主控甲'), round().id)
  const checker = await official(venue.line.url, user('核分乙'), round().id)
  const seats = await sit()
  const [a, b, c] = (await server.picture()).entries.map((e) => e.id)
  const due = async (entry) => (await server.picture()).entries.find((e) => e.id === entry).ballots.filter((x) => x.state === 'none').map((x) => x.seat)
  const open = (page) => page.locator('dialog[open]')
  let marks, written

  await t.test('the plan gives the timer its parts, and an over-run becomes points off', async () => {
    await server.tell('plan', { starts: new Date().toISOString(), parts: [{ name: '视频展示', seconds: 1 }, { name: '登台演说', seconds: 2 }] })
    await press(first, 'call')
    await press(first, 'start')
    await first.locator('[role=timer]').waitFor()
    await first.getByText(/预计 \d\d:\d\d 结束，/).waitFor()
    await first.getByText(/超时 00:0/).first().waitFor()
    await first.waitForTimeout(450)
    await first.keyboard.press('e')
    await first.locator('p.part', { hasText: '视频展示 还剩' }).waitFor()
    await server.tell('timer', { action: 'add', seconds: 60 })
    await shot(first, '01-over')
    await first.getByRole('button', { name: '应用扣分' }).click()
    await open(first).locator('[name=points]').fill('0.5')
    await open(first).locator('[type=submit]').click()
    await open(first).waitFor({ state: 'detached' })
    await first.getByRole('group', { name: '超时' }).waitFor({ state: 'detached' })
    const chip = (page) => page.getByRole('list', { name: '扣分和加分' })
    await chip(first).getByText(/^扣 0\.5 超时/).waitFor()
    await chip(second).getByText(/^扣分 超时/).waitFor() // who did not type it reads no figure before the close
    await press(first, 'open')
    await inState(first, a, 'scoring')
  })

  await t.test('R reminds who is missing', async () => {
    await first.waitForTimeout(450)
    await first.keyboard.press('r')
    await first.getByText(/已提醒 \d\d:\d\d:\d\d/).waitFor()
  })

  await t.test('a paper sheet: a sum that does not fit, another person, a figure that differs', async () => {
    const [paper, ...others] = await due(a)
    for (const [i, seat] of others.entries()) await ballot(seats.get(seat), a, [0.9, 0.85, 0.8, 0.88][i % 4])
    const { sheet } = await ask('GET', '/seat', undefined, { Authorization: `Bearer ${seats.get(paper)}` })
    marks = sheet.map((p) => String(Math.floor(Number(p.max) * 0.8)))
    const sum = marks.reduce((n, m) => n + Number(m), 0)
    written = String(sum)
    await sizes(verifier, '02-scoring')
    await verifier.keyboard.press('p')
    await open(verifier).getByRole('button').first().waitFor()
    await shot(verifier, '03-paper-seats')
    await verifier.keyboard.press('Enter')
    await type(verifier, [String(Number(marks[0]) - 1), ...marks.slice(1)], written)
    await open(verifier).getByText(`纸上的合计多 1 分。`).waitFor()
    await open(verifier).getByText(new RegExp(`纸上若是 ${marks[0]} 就对上了`)).waitFor()
    await shot(verifier, '04-paper-sum')
    await accessible(verifier, 'paper form')
    await open(verifier).locator('input').first().fill(marks[0])
    await open(verifier).getByText('与纸上合计一致').waitFor()
    await open(verifier).locator('[type=submit]').click()
    await open(verifier).waitFor({ state: 'detached' })
    await first.getByText('纸质待复录').waitFor()
    await shot(first, '05-paper-waits')
    await accessible(first, 'scoring')

    await second.waitForTimeout(450)
    await second.keyboard.press('p')
    await open(second).getByText('核分甲 已录一次，等您复录').click()
    const wrong = String(Number(marks[1]) - 1)
    await type(second, [marks[0], wrong, ...marks.slice(2)], String(sum - 1))
    const body = await open(second).innerText()
    assert.doesNotMatch(body, new RegExp(`\\b${written}\\b`), 'the second person sees nothing of the first typing')
    await second.keyboard.press('Enter')
    await second.keyboard.press('Enter')
    await open(second).getByText('和第一次录的不同').waitFor()
    assert.equal(await open(second).getByText('和第一次录的不同').count(), 1)
    assert.doesNotMatch(await open(second).getByRole('alert').innerText(), /代码|paper_differs/, 'no fault of the machine')
    await shot(second, '06-paper-differs')
    await open(second).locator('input').nth(1).fill(marks[1])
    await open(second).locator('[name=written]').fill(written)
    await open(second).locator('[type=submit]').click()
    await open(second).waitFor({ state: 'detached' })
    await first.locator('[data-seat]').getByText(/纸质$/).waitFor()
  })

  await t.test('who typed does not verify; what is unusual stands first and its figures are covered', async () => {
    await press(first, 'close')
    await inState(verifier, a, 'closed')
    await verifier.getByText('核对的人不能是代录纸质分的人').waitFor()
    await verifier.getByText('纸质，核分甲、主控乙 录入').waitFor()
    await verifier.getByText('扣分：超时').waitFor()
    await verifier.getByRole('heading', { name: /有 1 笔扣分/ }).waitFor()
    assert.equal(await verifier.getByText('−0.5').count(), 0)
    assert.equal(await verifier.locator('table').count(), 0)
    await verifier.waitForTimeout(450)
    await verifier.keyboard.down('v')
    await verifier.locator('table').waitFor()
    await verifier.getByText('，扣 0.5（超时').waitFor()
    await verifier.getByText('亮分后暂列第 1 名').waitFor()
    assert.equal(await verifier.getByText('不一致').count(), 0)
    await sizes(verifier, '07-check')
    await accessible(verifier, 'check')
    await verifier.keyboard.up('v')
    await verifier.locator('table').waitFor({ state: 'detached' })
    await checker.tell('verify', { entry: a })
  })

  await t.test('a reveal in four steps: space goes on, left goes back, and nothing un-reveals', async () => {
    await first.getByRole('button', { name: '分四步' }).click()
    const step = async () => (await server.picture()).screens.find((s) => s.id === 'main').step
    const n = (await server.picture()).entries.find((e) => e.id === a).marks.length
    await first.getByText(`第 1 位，${n} 位评委的得分`).waitFor()
    await shot(first, '08-reveal')
    await press(first, 'reveal')
    await inState(first, a, 'revealed')
    assert.equal(await step(), n)
    await press(first, 'step', /划去最高最低分/)
    await press(first, 'step', /显示得分/)
    await first.locator('#primary').getByText('显示名次').waitFor()
    await first.waitForTimeout(450)
    await first.keyboard.press('ArrowLeft')
    await first.locator('#primary').getByText('显示得分').waitFor()
    assert.equal(await step(), n + 1)
    await sizes(first, '09-step')
    await accessible(first, 'reveal by steps')
    await press(first, 'step', /显示得分/)
    await press(first, 'step', /显示名次/)
    await press(first, 'lock', /计入排名/)
    await inState(first, a, 'locked')
    await first.locator('#primary[data-deed=call][aria-disabled=false]').waitFor() // the screens have been let go, too
    assert.equal(await step(), 0)
  })

  await t.test('a correction waits for another person, with before and after', async () => {
    await verifier.waitForTimeout(450)
    await verifier.keyboard.press('/')
    await verifier.keyboard.type('1')
    await verifier.keyboard.press('Enter')
    const ask = async () => {
      await verifier.getByRole('button', { name: '更正成绩' }).click()
      const point = open(verifier).locator('.grid input').first()
      await point.fill(String(Number(await point.getAttribute('placeholder')) - 1))
      await open(verifier).getByRole('button', { name: '录入有误' }).click()
      await shot(verifier, '10-correct')
      await accessible(verifier, 'correction form')
      await open(verifier).locator('[type=submit]').click()
      await verifier.getByText('提出的是您，要由另一人').waitFor()
    }
    const box = second.locator('[data-correction]')
    const drop = async (page, button) => {
      await page.getByRole('button', { name: button }).click()
      await open(page).locator('.chips button').first().click()
      await open(page).locator('[type=submit]').click()
      await box.waitFor({ state: 'detached' })
    }
    await ask()
    await shot(verifier, '10-own-pending')
    await drop(verifier, '撤回…')
    await ask()
    await drop(second, '不同意…')
    await ask()
    await box.getByText('这位评委合计').waitFor()
    await shot(second, '11-pending')
    await accessible(second, 'pending correction')
    await second.getByRole('button', { name: /^确认更正/ }).click()
    await box.waitFor({ state: 'detached' })
    await verifier.getByText('核分甲 提出，主控乙').waitFor()
    await shot(verifier, '12-corrected')
  })

  await t.test('late: the next is called first, and the one before is revealed when he has spoken', async () => {
    await first.getByRole('button', { name: '设置' }).click()
    await open(first).getByRole('radio', { name: '自动播放' }).check()
    await shot(first, '13-settings')
    await first.keyboard.press('Escape')
    for (const deed of ['call', 'start', 'open']) await press(first, deed)
    await inState(first, b, 'scoring')
    for (const [i, seat] of (await due(b)).entries()) await ballot(seats.get(seat), b, [0.9, 0.85, 0.8, 0.88][i % 4])
    await press(first, 'close')
    await inState(first, b, 'closed')
    await checker.tell('verify', { entry: b })
    await first.locator('#primary[data-deed=reveal]').waitFor()
    await first.getByRole('group', { name: '亮分方式' }).getByLabel('下一位讲完再公布上一位').click() // it goes with the step that it ends
    await press(first, 'call', /叫第 3 位上场/)
    await inState(first, c, 'called')
    await first.getByRole('region', { name: '待公布' }).getByText('第 3 位汇报结束后亮分').waitFor()
    await shot(first, '14-queue')
    for (const deed of ['start', 'open']) await press(first, deed)
    await first.getByRole('region', { name: '待公布' }).getByText('现在可以亮分第 2 位').waitFor()
    await press(first, 'reveal', /亮分第 2 位/)
    await inState(first, b, 'revealed')
    await press(first, 'lock', /第 2 位计入排名/)
    await inState(first, b, 'locked')
    await first.locator('#primary[data-deed=close]').waitFor()
  })

  await t.test('a comment is written down with who said it', async () => {
    await first.getByRole('button', { name: '记点评' }).click()
    await open(first).locator('[name=name]').fill('县委组织部 王部长')
    await open(first).locator('[name=text]').fill('数字讲得实，打算还不够具体。')
    await open(first).locator('[type=submit]').click()
    await first.getByRole('heading', { name: '点评', exact: true }).waitFor()
    await first.getByText('数字讲得实，打算还不够具体。').first().waitFor()
  })

  await t.test('another director asks, is given the round, and the first one’s key is dead', async () => {
    await second.getByText('主控甲 正在主控').first().waitFor()
    assert.match(await second.locator('#why').innerText(), /主控甲 正在主控/)
    await second.getByRole('button', { name: '申请接管' }).click()
    await first.getByText('主控乙 申请接管').waitFor()
    await shot(first, '15-asked')
    await accessible(first, 'asked to hand over')
    await first.getByRole('button', { name: '交给主控乙' }).click()
    await first.locator('#primary[aria-disabled=true]').waitFor()
    await first.getByText('主控乙 正在主控').first().waitFor()
    await shot(first, '16-lost')
    assert.doesNotMatch(await second.locator('#why').innerText(), /正在主控/)
  })

  await t.test('a leader who does not answer is taken over after ten seconds', async () => {
    await first.getByRole('button', { name: '申请接管' }).click()
    const take = first.getByRole('button', { name: '接管主控' })
    assert.equal(await take.count(), 0)
    await take.click()
    await second.getByText('主控甲 正在主控').first().waitFor()
  })

  assert.deepEqual(errors, [])
})
