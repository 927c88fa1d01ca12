// The pad on a phone, against the real server, at a venue's plain http address.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { accessible, badLine, demo, hanging, launch, main, mark, official, phone, receipt, sit, submit } from './venue.mjs'

let hall, browser, director, verifier, round, rehearsal
const errors = []

before(async () => {
  hall = await demo('--judges', '9', '--entries', '12')
  browser = await launch()
  round = hall.line.contests[0].rounds[0]
  rehearsal = hall.line.contests[hall.line.contests.length - 1].rounds[0]
  const user = (role) => hall.line.users.find((u) => u.role === role)
  director = await official(hall.line.url, user('director'), round.id)
  verifier = await official(hall.line.url, user('verifier'), round.id)
})

after(async () => {
  await browser?.close()
  await hall?.stop()
})

const order = async () => (await director.picture()).entries.filter((e) => e.order !== null).sort((a, b) => a.order - b.order)
const onStage = async () => (await director.picture()).entries.find((e) => e.state === 'scoring')?.id

/** The next waiting entry goes as far as scoring. */
async function turn(entry) {
  const id = entry ?? (await order()).find((e) => e.state === 'waiting').id
  for (const type of ['call', 'start', 'open']) await director.tell(type, { entry: id })
  return id
}

/** The one on stage leaves it, marked by whom it may be. */
async function clear() {
  const entry = await onStage()
  if (!entry) return
  await director.tell('close', { entry, reason: '试验' })
  await verifier.tell('verify', { entry })
  await director.tell('reveal', { entry })
  await director.tell('lock', { entry })
}

/** The page has its pad, for an entry that is being marked; one is called where none is. */
async function pad(page) {
  if (!(await director.picture()).entries.some((e) => ['called', 'presenting', 'scoring'].includes(e.state))) await turn()
  await page.locator('.pad').waitFor()
}
const seat = (n) => round.seats[n]
const said = (page, text) => page.getByText(text).first().waitFor()

/** Facts of a kind about a seat and an entry. */
const facts = async (kind, s, entry) => (await director.facts()).filter((f) => f.kind === kind && f.seat === s.id && f.entry === entry)

test('a sheet of 13 points takes two taps a point, one a part, and two: nothing else', async () => {
  const page = await phone(browser, errors)
  await sit(page, seat(0))
  await pad(page)
  const entry = await onStage()
  const taps = await mark(page)
  assert.ok(taps <= 2 * 13 + 3, `${taps} taps`)
  await submit(page)
  const paper = await receipt(page)
  const [fact, ...more] = await facts('ballot', seat(0), entry)
  assert.equal(more.length, 0)
  assert.match(paper, /^[0-9A-HJKMNP-TV-Z]{4}$/)
  assert.ok(fact.seq > 0)
  await accessible(page, 'receipt')
  await page.getByRole('button', { name: '记亮点和不足（可以不记）' }).tap()
  await page.locator('fieldset').first().locator('button').first().tap()
  await accessible(page, 'words')
  await page.getByRole('button', { name: '记下' }).tap()
  await said(page, '亮点和不足已记下')
  assert.equal((await facts('words', seat(0), entry)).length, 1)
  await page.context().close()
})

test('a reload at every step loses nothing and asks nothing twice', async () => {
  const page = await phone(browser, errors)
  const { pathname, hash } = new URL(seat(1).url)
  await page.goto(hall.line.url.replace('127.0.0.1', 'venue.test') + pathname + hash)
  await page.getByRole('button', { name: '是我', exact: true }).waitFor()
  assert.equal(await page.evaluate(() => location.hash), '', 'the token does not stay in the address')
  await page.reload()
  await page.getByRole('button', { name: '是我', exact: true }).tap()
  await page.reload()
  await page.getByRole('button', { name: /直接开始/ }).tap()
  await pad(page)
  await mark(page, 1, 4)
  const before = await page.locator('.bar .total').innerText()
  await page.reload()
  await pad(page)
  assert.equal(await page.locator('.bar .total').innerText(), before)
  await mark(page, 1)
  await main(page).tap()
  await page.reload()
  await submit(page)
  const paper = await receipt(page)
  await page.reload()
  assert.equal(await receipt(page), paper)
  await page.context().close()
})

test('a revision is editing on the phone: what was sent counts until the new one is confirmed', async () => {
  const page = await phone(browser, errors)
  await sit(page, seat(2))
  await pad(page)
  const entry = await onStage()
  await mark(page)
  await submit(page)
  const first = await receipt(page)
  await page.getByRole('button', { name: '撤回修改' }).tap()
  await said(page, /已提交的 .* 分一直有效/)
  assert.equal((await facts('ballot', seat(2), entry)).length, 1)
  await page.locator('.chips button').first().tap()
  await page.locator('.bands[role=group] button').nth(2).tap()
  await page.locator('.keys .grid .key').first().tap()
  await page.waitForTimeout(300)
  await submit(page)
  await page.waitForFunction((old) => document.querySelector('.receipt')?.textContent !== old && document.querySelector('.receipt'), first)
  assert.equal((await facts('ballot', seat(2), entry)).length, 2)
  await page.context().close()
})

test('network cut for 8 s: the chip says so, marking goes on, and it is back within 5 s', async () => {
  const line = await badLine(Number(new URL(hall.line.url).port))
  const page = await phone(browser, errors)
  await sit(page, seat(3), line.port)
  await pad(page)
  line.cut()
  await page.locator('[data-link=down]').waitFor({ timeout: 3_000 })
  await mark(page, 0, 3)
  await said(page, '连不上比赛服务器')
  await page.waitForTimeout(5_000)
  line.heal()
  await page.locator('[data-link=up]').waitFor({ timeout: 6_500 })
  assert.match(await main(page).innerText(), /还差 10 项|下一部分/)
  await page.context().close()
  line.close()
})

test('silent for 20 s, submitted in the dark, the director moves on: within 12 s it is noticed, and nothing is counted twice', async () => {
  const line = await badLine(Number(new URL(hall.line.url).port))
  const page = await phone(browser, errors)
  await sit(page, seat(4), line.port)
  await pad(page)
  const entry = await onStage()
  await mark(page)
  const began = Date.now()
  line.silence()
  await submit(page)
  await said(page, '正在提交')
  await page.locator('[data-link=down]').waitFor({ timeout: 13_000 })
  assert.ok(Date.now() - began < 13_000)
  await page.waitForTimeout(Math.max(0, 20_000 - (Date.now() - began)))
  line.heal()
  await receipt(page)
  assert.equal((await facts('ballot', seat(4), entry)).length, 1)
  await page.context().close()
  line.close()
})

test('the stage goes on while a judge is in the dark: the page says so, keeps his marks and does not jump', async () => {
  const line = await badLine(Number(new URL(hall.line.url).port))
  const page = await phone(browser, errors)
  await sit(page, seat(5), line.port)
  await pad(page)
  const entry = await onStage()
  await mark(page)
  line.cut()
  await page.locator('[data-link=down]').waitFor()
  await submit(page)
  await clear()
  const next = await turn()
  line.heal()
  await said(page, /已停止打分，您的分数没有计入。请示意核分员。/)
  assert.equal((await facts('ballot', seat(5), entry)).length, 0)
  await page.getByRole('button', { name: /^去第/ }).first().tap()
  await pad(page)
  const name = (await order()).find((e) => e.id === next)
  await said(page, name.name)
  await page.context().close()
  line.close()
})

test('a draft of an entry that was closed stays on the phone, and the page offers the way on', async () => {
  const page = await phone(browser, errors)
  await sit(page, seat(5))
  await pad(page)
  await mark(page, 0, 2)
  await clear()
  const next = await turn()
  await said(page, /现场已到第 \d+ 位，第 \d+ 位已停止打分/)
  await page.getByRole('button', { name: /^去第/ }).first().tap()
  await pad(page)
  assert.equal(await onStage(), next)
  await page.context().close()
})

test('a phone swapped in mid-score: PIN, the old one stops with its draft kept and can take the seat back', async () => {
  const old = await phone(browser, errors)
  await sit(old, seat(6))
  await pad(old)
  await mark(old, 0, 2)
  const fresh = await phone(browser, errors)
  const { pathname, hash } = new URL(seat(6).url)
  await fresh.goto(hall.line.url.replace('127.0.0.1', 'venue.test') + pathname + hash)
  await said(fresh, '已在另一台手机登录')
  await fresh.getByRole('button', { name: '在这台手机继续' }).tap()
  await fresh.locator('[name=pin]').fill('000000' === seat(6).pin ? '000001' : '000000')
  await fresh.getByRole('button', { name: '进入' }).tap()
  await said(fresh, 'PIN 不对')
  await fresh.locator('[name=pin]').fill(seat(6).pin)
  await fresh.getByRole('button', { name: '进入' }).tap()
  await fresh.getByRole('button', { name: '是我', exact: true }).waitFor()
  await said(old, '这一台停下了')
  await said(old, '草稿都还在')
  await accessible(old, 'seat moved')
  await old.getByRole('button', { name: '在这台手机继续' }).tap()
  await old.locator('[name=pin]').fill(seat(6).pin)
  await old.getByRole('button', { name: '进入' }).tap()
  await pad(old)
  assert.match(await main(old).innerText(), /还差 11 项/)
  await old.context().close()
  await fresh.context().close()
})

test('six digits and a PIN open the pad where the code cannot be scanned', async () => {
  const page = await phone(browser, errors)
  await page.goto(hall.line.url.replace('127.0.0.1', 'venue.test') + '/j')
  await accessible(page, 'the door')
  await page.getByRole('button', { name: '进入' }).tap()
  await said(page, '桌卡上的号码是六位数字')
  await page.locator('[name=code]').fill(seat(7).code)
  await page.locator('[name=pin]').fill(seat(7).pin)
  await page.getByRole('button', { name: '进入' }).tap()
  await page.getByRole('button', { name: '是我', exact: true }).tap()
  await page.getByRole('button', { name: /直接开始/ }).waitFor()
  await accessible(page, 'the self-test')
  await page.getByRole('button', { name: '9', exact: true }).tap()
  await page.getByRole('button', { name: '.5', exact: true }).tap()
  await said(page, '打对了')
  await page.getByRole('button', { name: '都好了，开始' }).tap()
  await pad(page)
  await page.context().close()
})

test('a card of nowhere is named', async () => {
  const page = await phone(browser, errors)
  await page.goto(hall.line.url.replace('127.0.0.1', 'venue.test') + '/j#AAAAAAAAAAAAAAAAAAAAAA')
  await said(page, '这张卡不是这场比赛的')
  await page.context().close()
})

test('paused, recused, reopened with the reason, withdrawn: each is said', async () => {
  const page = await phone(browser, errors)
  await sit(page, seat(0))
  await pad(page)
  const entry = await onStage()
  await director.tell('pause', { reason: '设备检查' })
  await said(page, '比赛暂停，已打的分都在')
  await director.tell('resume', { reason: '好了' })
  await mark(page)
  await submit(page)
  await receipt(page)
  await director.tell('close', { entry, reason: '试验' })
  await said(page, '打分已停止。需要更正请举手示意核分员')
  await accessible(page, 'locked')
  await director.tell('reopen', { entry, reason: '现场表现打得与材料不符' })
  await said(page, '核分员请您重新核对')
  await said(page, '现场表现打得与材料不符')
  await page.getByRole('button', { name: '重新核对' }).tap()
  await pad(page)
  await clear()
  const next = (await order()).find((e) => e.state === 'waiting').id
  await director.tell('recuse', { entry: next, seat: seat(0).id, reason: '同一乡镇' })
  await turn(next)
  await said(page, '本位您需要回避').catch(async (e) => { console.error(await page.locator('#app').innerText()); throw e })
  await accessible(page, 'recused')
  await clear()
  const last = (await order()).find((e) => e.state === 'waiting').id
  await director.tell('call', { entry: last })
  await pad(page)
  await director.tell('withdraw', { entry: last, reason: '身体不适' })
  await said(page, '已弃赛，不用打分')
  await page.context().close()
})

test('marks may be made while the speaker is on, and are sent when marking opens', async () => {
  const page = await phone(browser, errors)
  await sit(page, seat(1))
  await clear()
  const entry = (await order()).find((e) => e.state === 'waiting').id
  await director.tell('call', { entry })
  await director.tell('start', { entry })
  await pad(page)
  await mark(page)
  assert.equal(await main(page).innerText(), '汇报结束后提交')
  await director.tell('open', { entry })
  await page.waitForFunction(() => /核对并提交/.test(document.querySelector('.act .main').textContent))
  await submit(page)
  await receipt(page)
  await page.context().close()
})

test('5,000 random taps never make a value out of range or off the step', async () => {
  const page = await phone(browser, errors)
  await sit(page, seat(2))
  await pad(page)
  const sheet = Object.fromEntries(round.sheet.map((p) => [p.point, p]))
  const seen = await page.evaluate(async () => {
    let s = 7
    const roll = (n) => ((s = (Math.imul(s, 1664525) + 1013904223) >>> 0), Math.floor((s / 2 ** 32) * n))
    const drafts = new Set()
    const real = performance.now.bind(performance)
    let ahead = 0
    performance.now = () => real() + ahead // taps a third of a second apart, without waiting for it
    for (let i = 0; i < 5_000; i++) {
      const keys = [...document.querySelectorAll('.pad button')].filter((b) => !/核对并提交/.test(b.textContent))
      keys[roll(keys.length)].click()
      ahead += 333
      if (i % 5 === 0) await new Promise((done) => setTimeout(done, 0))
      for (let k = 0; k < localStorage.length; k++) {
        const key = localStorage.key(k)
        if (key.startsWith('leitai/')) for (const [p, m] of Object.entries(JSON.parse(localStorage.getItem(key)).marks)) drafts.add(`${p} ${m}`)
      }
    }
    performance.now = real
    return [...drafts]
  })
  assert.ok(seen.length > 200, `${seen.length} values seen`)
  for (const text of seen) {
    const [point, m] = text.split(' ')
    const { max, step } = sheet[point]
    assert.match(m, /^(0|[1-9]\d*)(\.\d{1,4})?$/)
    const [n, top, by] = [m, max, step].map((x) => Math.round(Number(x) * 10_000))
    assert.ok(n <= top && n % by === 0, text)
  }
  await page.context().close()
})

for (const [name, size, key, text] of [
  ['390×670', { width: 390, height: 670 }, 56, 1],
  ['390×844', { width: 390, height: 844 }, 56, 1],
  ['320×568', { width: 320, height: 568 }, 44, 1],
  ['390×670 with text ×1.4', { width: 390, height: 670 }, 56, 1.4],
  ['820×1180', { width: 820, height: 1180 }, 56, 1],
  ['1180×820', { width: 1180, height: 820 }, 56, 1],
]) {
  test(`the pad and its one key fit ${name} without scrolling, keys at least ${key}`, async () => {
    const page = await phone(browser, errors, { viewport: size, reducedMotion: 'reduce' })
    await sit(page, seat(3))
    await page.evaluate((t) => (document.documentElement.style.fontSize = `${18 * t}px`), text)
    await pad(page)
    for (let band = 0; band < 4; band++) {
      const keys = page.locator('.bands[role=group] button')
      if (await keys.count()) await keys.nth(band).tap()
      await page.waitForTimeout(50)
      assert.deepEqual(await hanging(page), [], `band ${band}`)
      const small = await page.evaluate((least) => [...document.querySelectorAll('.keys .grid button, .keys .bands button')].map((b) => b.getBoundingClientRect()).filter((r) => r.height < least - 0.5 || r.width < Math.min(least, 44) - 0.5).length, key)
      assert.equal(small, 0, `${small} keys are too small in band ${band}`)
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, 'no scrolling sideways')
    }
    await accessible(page, name)
    await page.context().close()
  })
}

test('one document of at most 40 KB, no other file, and a press is painted within 50 ms', async () => {
  const page = await phone(browser, errors)
  const files = []
  page.on('response', (r) => !/\/api\//.test(r.url()) && files.push(r.url()))
  await sit(page, seat(4))
  await pad(page)
  assert.equal(files.filter((f) => !f.startsWith('data:')).length, 1, files.join())
  const slow = await page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))
    const times = []
    for (let i = 0; i < 8; i++) {
      const key = document.querySelectorAll('.bands[role=group] button')[i % 4]
      await frame()
      const began = performance.now()
      key.click()
      await frame()
      times.push(performance.now() - began)
    }
    return times.sort((a, b) => a - b)[4]
  })
  assert.ok(slow < 50, `${slow} ms in the middle`)
  await page.context().close()
})

test('a rehearsal is amber', async () => {
  const page = await phone(browser, errors)
  await sit(page, rehearsal.seats[0])
  await said(page, '彩排数据，不计入成绩')
  await accessible(page, 'rehearsal')
  await page.context().close()
})

test('the cards lead to another round: every pad moves there by itself and stays there through a reload', async () => {
  const page = await phone(browser, errors)
  await sit(page, seat(8))
  const second = hall.line.contests[0].rounds[1]
  const stage = await official(hall.line.url, hall.line.users.find((u) => u.role === 'director'), second.id)
  await stage.tell('use')
  await said(page, `已经转到「${second.name}」`)
  await said(page, second.entries[0].name)
  await page.reload()
  await said(page, second.entries[0].name)
  await director.tell('use')
  await said(page, `已经转到「${round.name}」`)
  await page.context().close()
})

test('no page had an error', () => assert.deepEqual(errors, []))
