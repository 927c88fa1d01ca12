// The console's surroundings on the real server: what must be ready before the start, two screens, what is printed, and
// the scrutineer's page, whose counts, chain and figures are held against the log and the standings.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { pagesOf, press, shot } from './desk.mjs'
import { judge, marksOf } from './judges.mjs'
import { accessible, demo, launch, official } from './venue.mjs'

let venue, browser, line, round, pages, directing, checking, second
const errors = []

before(async () => {
  venue = await demo('--judges', '3', '--entries', '4')
  line = venue.line
  round = line.contests[0].rounds[0]
  browser = await launch()
  pages = pagesOf(browser, line, errors)
  ;[directing, checking, second] = await Promise.all([['director', 0], ['verifier', 0], ['verifier', 1]].map(([role, n]) => official(line.url, pages.user(role, n), round.id)))
})

after(async () => {
  await browser?.close()
  await venue?.stop()
})

const wide = { width: 1366, height: 768 }
const small = { width: 960, height: 540 }

/** A page that asks who it is first. */
async function signIn(path, role, page) {
  const opened = page ?? (await pages.open(path, wide))
  const user = pages.user(role)
  await opened.locator('[name=name]').fill(user.name)
  await opened.locator('[name=password]').fill(user.password)
  await opened.locator('button.primary').click()
  return opened
}

/** One turn to the lock; the receipts of its ballots. */
async function turn(entry, judges, { deduct, reopen, missing } = {}) {
  const reason = missing ? { reason: '评委临时离席' } : {}
  await directing.tell('call', { entry })
  await directing.tell('start', { entry })
  if (deduct) await directing.tell('deduct', { entry, points: '0.5', reason: '超时 00:23' })
  await directing.tell('open', { entry })
  const receipts = []
  for (const [i, seat] of judges.entries()) if (!missing || i > 0) receipts.push((await seat.send(entry, marksOf((await seat.seat()).sheet, i))).said)
  await directing.tell('close', { entry, ...reason })
  if (reopen) {
    await directing.tell('reopen', { entry, reason: '评委要求修改' })
    await directing.tell('close', { entry, ...reason })
  }
  await checking.tell('verify', { entry })
  await directing.tell('reveal', { entry })
  await directing.tell('lock', { entry })
  return receipts
}

const standings = async () => (await fetch(`${line.url}/api/v1/rounds/${round.id}/standings`)).json()

test('before the first call the console says what is ready, and takes the plan', async () => {
  const page = await signIn(`/console?round=${round.id}`, 'director')
  const check = (key) => page.locator(`[data-check=${key}]`)
  await page.getByRole('heading', { name: /^开场准备/ }).waitFor()
  await page.locator('[data-check=database][data-light=ok]').waitFor()
  assert.equal(await check('draw').getAttribute('data-light'), 'ok')
  assert.match(await check('tls').innerText(), /不加密的 http/)
  await page.locator('.phone svg').waitFor()
  assert.match(await page.locator('.phone .url').innerText(), /^https?:\/\/.+\/hello\//)
  await accessible(page, 'start')
  await shot(page, 'room-start')

  await check('paper').locator('input').check()
  assert.equal(await check('paper').getAttribute('data-light'), 'ok')

  await check('timer').getByRole('button').click()
  await check('timer').getByText('正在走，请看台前计时').waitFor()
  await check('timer').getByRole('group', { name: '台前计时走了吗' }).waitFor()
  assert.equal(await check('timer').getAttribute('data-light'), 'todo', 'a trial is no tick')
  await check('timer').getByRole('button', { name: '没有' }).click()
  await page.locator('[data-check=timer][data-light=warn]').waitFor()
  await check('timer').getByRole('button', { name: '试 3 秒' }).click()
  await check('timer').getByRole('button', { name: '有', exact: true }).click()
  await page.locator('[data-check=timer][data-light=ok]').waitFor()
  assert.equal((await directing.picture()).timer.since, null, 'stopped again')

  await check('plan').getByRole('button').click()
  await page.locator('[type=datetime-local]').fill('2026-11-24T09:00')
  await page.locator('.minutes').nth(1).fill('8')
  await accessible(page, 'plan')
  await page.getByRole('button', { name: '定下赛程' }).click()
  await page.locator('dialog[open]').waitFor({ state: 'detached' }) // the server has it; a plan was there before
  assert.equal(await check('plan').getAttribute('data-light'), 'ok')
  const { plan } = (await directing.picture()).round
  assert.equal(plan.starts.slice(0, 16), '2026-11-24T09:00')
  assert.deepEqual(plan.parts.map((p) => p.seconds), [120, 480, 120])
  await page.context().close()
})

test('the lots are drawn again, typed by hand, and shown one by one', async () => {
  const page = await signIn(`/console?round=${round.id}`, 'director')
  const screen = await pages.screen(round.id, small)
  await page.getByRole('button', { name: '重新抽签' }).click()
  await page.getByRole('button', { name: '手工抽签，录入签号' }).click()
  const fields = page.locator('dialog[open] ol input')
  const names = await page.locator('dialog[open] ol label span').allInnerTexts()
  for (let i = 0; i < 4; i++) await fields.nth(i).fill(String(i === 3 ? 1 : 4 - i))
  await page.locator('[name=reason]').fill('签号读错')
  const submit = page.locator('dialog[open] [type=submit]')
  assert.equal(await submit.isDisabled(), false)
  await fields.nth(0).fill('3')
  assert.equal(await submit.isDisabled(), true)
  assert.match(await page.locator('dialog[open] .faults').innerText(), /3 号有两个/)
  await fields.nth(0).fill('4')
  await submit.click()
  await page.getByRole('button', { name: '大屏转到抽签' }).click()
  await screen.locator('main[data-mode="6"]').waitFor()
  await page.getByRole('button', { name: '公布第 1 位' }).click()
  await page.getByRole('button', { name: '公布第 2 位' }).waitFor()
  const entries = (await directing.picture()).entries
  const first = entries.find((e) => e.order === 1)
  assert.ok(names[3].includes(first.name), `${names[3]} has lot 1, not ${first.name}`)
  await shot(page, 'room-draw')
  await page.getByRole('button', { name: '公布完，跟随流程' }).click()
  await screen.locator('main[data-mode="1"]').waitFor()
  await page.context().close()
  await screen.context().close()
})

test('a second screen is paired by its code, pointed alone, and taken away', async () => {
  const page = await signIn(`/console?round=${round.id}`, 'director')
  const first = await pages.screen(round.id, small)
  const other = await pages.open('/screen', small)
  const code = /\d{4}/.exec(await other.getByText(/在控制台输入 \d{4} 配对/).innerText())[0]
  await page.getByRole('button', { name: '全部大屏、配对' }).click()
  await page.locator('[name=code]').fill(code === '0001' ? '0002' : '0001')
  await page.locator('dialog[open]').getByRole('button', { name: '配对', exact: true }).click()
  await page.locator('dialog[open]').getByText('没有显示这个配对码的屏，请看屏上的四位数字').waitFor()
  assert.equal((await page.locator('dialog[open] form [role=status]').innerText()).match(/请看屏上/g).length, 1, 'said once')
  await page.locator('[name=code]').fill(code)
  await page.locator('[name=screen-name]').fill('东侧屏')
  await page.locator('dialog[open] [type=submit]').click()
  const card = page.locator('.screens li').filter({ hasText: '东侧屏' })
  await card.waitFor()
  await other.locator('main[data-mode="1"]').waitFor()
  await shot(page, 'room-screens')
  await accessible(page, 'screens')

  await card.getByRole('button', { name: '黑屏' }).click()
  await other.locator('main[data-mode="0"]').waitFor()
  assert.equal(await first.locator('main').getAttribute('data-mode'), '1', 'the other one stays')
  await page.keyboard.press('Escape')
  await page.locator('#shows').getByText('东侧屏已手动，不变').waitFor()
  await page.waitForTimeout(500)
  await page.keyboard.press('8')
  await page.getByRole('button', { name: '15 分钟' }).click()
  await page.getByRole('button', { name: /^大屏显示“休息 15 分钟/ }).click()
  await first.getByText('休息 15 分钟').waitFor()
  await other.getByText('休息 15 分钟').waitFor()
  await page.waitForTimeout(500)
  await page.keyboard.press('g')
  await first.locator('main[data-mode="1"]').waitFor()
  await other.locator('main[data-mode="1"]').waitFor()

  await page.getByRole('button', { name: '全部大屏、配对' }).click()
  await card.getByRole('button', { name: '撤下这块屏' }).click()
  await card.waitFor({ state: 'detached' })
  assert.deepEqual((await directing.picture()).screens.map((s) => s.id), ['main'])
  for (const p of [page, first, other]) await p.context().close()
})

test('the last row is worked out, and an own background keeps the contrast of the text', async () => {
  const page = await signIn(`/console?round=${round.id}`, 'director')
  const form = async (button) => {
    await page.getByRole('button', { name: '全部大屏、配对' }).click()
    await page.getByRole('button', { name: button }).click()
  }
  await form('最后一排看得清吗')
  const [height, distance] = await page.locator('dialog[open] input').all()
  await height.fill('2.25')
  await distance.fill('8')
  await page.getByText('所有画面最后一排都看得清').waitFor()
  await distance.fill('13')
  await page.getByText('名字和分数最后一排都看得清').waitFor()
  await distance.fill('20')
  await page.getByText(/排名.*最后一排看不清名字或分数/).waitFor()
  await accessible(page, 'sizes')
  await shot(page, 'room-sizes')
  await page.keyboard.press('Escape')

  await form('换背景图')
  // A white picture of one pixel: text on it would have no contrast at all.
  const white = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4//8/AAX+Av4N70a4AAAAAElFTkSuQmCC', 'base64')
  await page.locator('dialog[open] [type=file]').setInputFiles({ name: 'white.png', mimeType: 'image/png', buffer: white })
  const words = await page.getByText(/盖暗 \d+% 后对比/).innerText()
  const [, cover, after] = /盖暗 (\d+)% 后对比 ([0-9.]+):1/.exec(words)
  assert.ok(after >= 7, words)
  await page.locator(`dialog[open] .behind i[style*="opacity: ${cover / 100}"]`).waitFor() // as the screen will cover it
  await accessible(page, 'background')
  await page.getByRole('button', { name: '用这张图' }).click()
  await page.locator('dialog[open]').waitFor({ state: 'detached' })
  const { backdrop } = (await directing.picture()).round
  const sent = await fetch(`${line.url}/api/v1/backdrops/${backdrop}`)
  assert.equal(sent.status, 200)
  assert.match(sent.headers.get('Content-Type'), /^image\/png/)
  assert.deepEqual(Buffer.from(await sent.arrayBuffer()), white, 'sent as it is')
  await page.context().close()
})

const judges = []
test('where the cards of the panel are is counted, and a rehearsal is told how it ends', async () => {
  const rehearsal = line.contests.find((c) => c.rehearsal).rounds[0]
  for (const seat of round.seats) judges.push(await judge(line.url, seat))
  const page = await signIn(`/console?round=${rehearsal.id}`, 'director')
  await page.getByText('彩排数据，不计入成绩').waitFor()
  await page.getByText('工具', { exact: true }).click()
  await page.getByRole('button', { name: '结束彩排' }).click()
  await page.locator('dialog select').selectOption(round.id)
  await page.getByText('正式 3 / 彩排 0').waitFor()
  await accessible(page, 'rehearsal')
  await shot(page, 'room-rehearsal')
  await page.getByRole('button', { name: '彩排结束，打分卡切换到正式' }).click()
  await page.getByRole('button', { name: '到正式场的控制台' }).click()
  await page.getByText('演示').first().waitFor()
  assert.ok((await directing.facts()).some((f) => f.kind === 'use'), 'the real round is in use')
  await page.context().close()
})

let receipts
test('a contest with what can go wrong', async () => {
  const entries = (await directing.picture()).entries.sort((a, b) => a.order - b.order).map((e) => e.id)
  receipts = await turn(entries[0], judges, { reopen: true })
  await directing.tell('withdraw', { entry: entries[1], reason: '本人申请' })
  await turn(entries[2], judges, { missing: true, deduct: true })
  await directing.tell('pause', { reason: '设备故障' })
  await directing.tell('resume', { reason: '故障已排除' })
  await checking.tell('correct', { entry: entries[0], seat: round.seats[1].id, marks: { [round.sheet[0].point]: '6.9' }, reason: '录入有误' })
  const asked = (await directing.facts()).at(-1)
  await second.tell('confirm', { of: asked.seq, entry: entries[0] })
  assert.equal(receipts.length, 3)
})

test('what is printed has the figures of the standings, and prints to A4', async () => {
  const page = await signIn(`/console?round=${round.id}&print=summary`, 'director')
  await page.locator('tr[data-entry]').first().waitFor()
  const result = await standings()
  const rows = result.groups.flatMap((g) => g.rows).filter((r) => r.screen_rank !== null)
  assert.equal(rows.length, 2)
  for (const row of rows) {
    const shown = await page.locator(`tr[data-entry="${row.entry}"]`).locator('th, td').allInnerTexts()
    assert.equal(shown[0], String(row.screen_rank), row.name)
    assert.ok(shown.includes(row.parts.stage.value), `${row.name}: ${shown.join(' ')} lacks ${row.parts.stage.value}`)
  }
  const facts = await directing.facts()
  assert.equal(await page.locator('[data-head]').getAttribute('data-head'), facts.at(-1).hash)
  await accessible(page, 'summary')
  await shot(page, 'room-summary')
  const pdf = async (name) => {
    const bytes = await page.pdf({ preferCSSPageSize: true })
    assert.equal(bytes.subarray(0, 5).toString(), '%PDF-', name)
  }
  await pdf('summary')

  await page.getByRole('button', { name: '空白打分表', exact: true }).click()
  const blank = page.locator(`section[data-seat="${round.seats[0].id}"]`).first()
  assert.equal(await blank.locator('tbody tr').count(), round.sheet.length)
  assert.equal(await page.locator('section[data-seat] tbody td:last-child').evaluateAll((tds) => tds.map((td) => td.innerText.trim()).join('')), '', 'a blank sheet has no mark')
  await accessible(page, 'blank sheets')
  await pdf('blank')

  await page.getByRole('button', { name: '评委签认单', exact: true }).click()
  const sheets = page.locator('section[data-seat]')
  assert.equal(await sheets.count(), 3)
  const picture = await directing.picture()
  for (const seat of round.seats) {
    const shown = await sheets.and(page.locator(`[data-seat="${seat.id}"]`)).locator('tbody tr').evaluateAll((trs) => trs.map((tr) => [...tr.querySelectorAll('td')].map((td) => td.innerText.trim())))
    for (const cells of shown) {
      const marks = cells.slice(1, -2).filter(Boolean).map((t) => Math.round(Number(t) * 10))
      const total = cells.at(-2)
      const entry = picture.entries.find((e) => String(e.order) === cells[0])
      const mark = entry.marks.find((m) => m.seat === seat.id)
      if (!mark) assert.equal(cells.at(-1), '缺评')
      else {
        assert.equal(Number(total), Number(mark.total))
        assert.equal(marks.reduce((a, b) => a + b, 0), Math.round(Number(mark.total) * 10), 'the points make the total')
      }
    }
  }
  await accessible(page, 'judges’ sheets')
  await pdf('judges')
  await page.getByRole('button', { name: '出场顺序表', exact: true }).click()
  await page.getByText('第 2 次抽签，原因：签号读错').waitFor()
  await pdf('order')
  await page.context().close()
})

test('the scrutineer reads what happened, and his browser finds the chain whole', async () => {
  const page = await signIn(`/scrutineer?round=${round.id}`, 'scrutineer')
  const facts = await directing.facts()
  await page.locator('.verdict').getByText(`已核对 1–${facts.length} 条，链完整`).waitFor()
  const count = async (key) => Number(await page.locator(`[data-exception=${key}] b`).innerText())
  const expected = { reopen: 1, correct: 1, paper: 0, phone: 0, missing: 1, withdraw: 1, deduct: 1, pause: 1, draw: 1, undo: 0 }
  for (const [key, n] of Object.entries(expected)) assert.equal(await count(key), n, key)
  assert.equal(await page.locator('[data-head]').getAttribute('data-head'), facts.at(-1).hash)
  const held = facts.find((f) => f.seq === receipts[0].seq)
  await page.locator('#receipt').fill(receipts[0].receipt.toLowerCase())
  assert.match(await page.locator('.kept').last().innerText(), new RegExp(`评委1.*第 1 位.*记录第 ${held.seq} 条`))
  await page.locator('#receipt').fill('ZZZ')
  await accessible(page, 'scrutineer')
  await shot(page, 'room-scrutineer')
  await page.setViewportSize({ width: 390, height: 844 })
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390, 'nothing hangs out on a phone')
  await shot(page, 'room-scrutineer-390')
  await page.emulateMedia({ media: 'print' })
  await page.getByRole('heading', { name: '监督记录表' }).waitFor()
  assert.equal(await page.getByRole('heading', { name: '例外情况', exact: true }).isVisible(), false)
  await page.context().close()
})

test('a log that was changed on its way is found broken at that fact', async () => {
  const page = await pages.open(`/scrutineer?round=${round.id}`, wide)
  const victim = receipts[1].seq
  await page.route(/\/facts\?/, async (route) => {
    const answer = await route.fetch({ url: route.request().url().replace('venue.test', '127.0.0.1') })
    const body = await answer.json()
    for (const f of body.facts) if (f.seq === victim) f.payload.total = '99'
    await route.fulfill({ response: answer, json: body })
  })
  await signIn('', 'auditor', page)
  await page.locator('.verdict').getByText(`链在第 ${victim} 条断开：内容和它的摘要对不上`).waitFor()
  await page.context().close()
})

test('after the seal the awards are given one by one, and taken back one', async () => {
  const last = (await directing.picture()).entries.find((e) => e.state === 'waiting').id
  await turn(last, judges)
  await checking.tell('seal')
  const page = await signIn(`/console?round=${round.id}`, 'director')
  const screen = await pages.screen(round.id, small)
  await page.getByText('已封榜').first().waitFor()
  await page.getByRole('region', { name: '最终成绩' }).getByText('名次和奖项按').waitFor()
  await shot(page, 'room-sealed')
  await press(page, 'award')
  await screen.locator('main[data-mode="7"][data-step="0"]').waitFor()
  const result = await standings()
  const honoured = result.groups.flatMap((g) => g.rows).filter((r) => r.award !== null && r.rank !== null).sort((a, b) => b.rank - a.rank)
  await page.getByText(`0 / ${honoured.length}`).waitFor()
  await press(page, 'award')
  await screen.locator('main[data-step="1"]').getByText(honoured[0].name).first().waitFor()
  for (const row of honoured.slice(1)) assert.equal(await screen.getByText(row.name).count(), 0, 'only what was pressed appears')
  await page.getByText(`1 / ${honoured.length}`).waitFor()
  await page.getByRole('button', { name: '上一个' }).click()
  await screen.locator('main[data-step="0"]').waitFor()
  for (let n = 1; n <= honoured.length; n++) {
    await press(page, 'award')
    await screen.locator(`main[data-step="${n}"]`).waitFor()
  }
  await page.locator('#primary').getByText('已封榜').waitFor()
  await shot(page, 'room-awards')
  await accessible(page, 'awards')
  for (const p of [page, screen]) await p.context().close()
})

test('nothing went wrong in any page', () => assert.deepEqual(errors, []))
