// The big screens: every mode's layout at four sizes, the reveal step by step, pairing, and one round of the real server. The
// layouts are shown by dev/hall.mjs, which can bring a screen into any state.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { hall as fakeHall, longest, pictureOf, standingsOf } from '../dev/hall.mjs'
import { eavesdrop, pagesOf, shot, stage, text } from './desk.mjs'
import { judge } from './judges.mjs'
import { adjusted, by, left, settle, states } from './frames.mjs'
import { faults, sizes } from './layout.mjs'
import { accessible, demo, launch, official, within } from './venue.mjs'

let browser, fake
const errors = []

before(async () => {
  browser = await launch()
  fake = await fakeHall()
})

after(async () => {
  await browser?.close()
  fake?.close()
})

/** A screen on the fake hall. */
async function open(viewport, path = '?round=r', options = {}) {
  const context = await browser.newContext({ viewport, locale: 'zh-CN', ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(within)
  page.on('pageerror', (e) => errors.push(String(e)))
  page.on('console', (m) => m.type() === 'error' && !/Failed to load resource|ERR_/.test(m.text()) && errors.push(m.text()))
  await page.goto(`${fake.url}/screen${path}`)
  return page
}

const shown = (page, version) => page.locator(`main[data-version="${version}"]`).waitFor()

/** Sizes at which every state is looked at: one of each shape. */
const all = ['1920×1080', '1024×768']

test('the measure finds what it looks for', async () => {
  const page = await open({ width: 1920, height: 1080 })
  await fake.show(pictureOf({ state: 'revealed' }))
  await page.reload()
  await settle(page, fake.state.picture)
  for (const [rule, fault] of [
    ['.rank { font-size: 27px !important }', /现场暂列第 1 名: 27 px/],
    ['h2 { text-overflow: ellipsis !important }', /横尖村党支部: cut short/],
    ['li { padding-top: 90px !important }', /计入: out of its box/],
    ['footer { transform: translateY(30px) !important }', /评分规则.*: outside the safe margin/],
    ['.label { transform: translateY(40px) !important }', /现场得分.* over 9/],
  ]) {
    await page.evaluate((rule) => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(rule)
      document.adoptedStyleSheets = [sheet]
    }, rule)
    assert.match((await faults(page)).join('; '), fault, rule)
  }
  await page.context().close()
})

for (const [size, viewport] of sizes)
  test(`nothing overlaps, is cut or too small at ${size}`, async () => {
    const page = await open(viewport, '?round=r', { reducedMotion: 'reduce' })
    // 16:9 is one stage, scaled: the reveals stand for it at the other sizes.
    for (const [name, picture] of states.filter(([n]) => all.includes(size) || n.startsWith('revealed'))) {
      await fake.show(picture)
      await page.reload() // what was public before it came is shown at its end
      await settle(page, fake.state.picture)
      assert.deepEqual(await faults(page), [], `${name} at ${size}`)
      if (size === '1920×1080') await accessible(page, name)
    }
    await page.context().close()
  })

test('names are whole, whatever their length', async () => {
  const page = await open({ width: 1024, height: 768 })
  for (const picture of [pictureOf({ state: 'called', long: true }), pictureOf({ state: 'revealed', long: true, judges: 31 }), pictureOf({ state: 'locked', long: true })]) {
    await fake.show(picture)
    await page.reload()
    await shown(page, fake.state.picture.version)
    assert.ok((await page.locator('main').innerText()).replaceAll('\n', '').includes(longest.slice(0, 22)), picture.current)
  }
  await page.context().close()
})

test('a reveal by hand goes step by step, forwards and back', async () => {
  const n = 5
  const at = (step) => pictureOf({ judges: n, state: 'revealed', ...by('4', step, 0, 'e7') })
  const e = at(1).entries[6]
  await fake.show(pictureOf({ judges: n, state: 'verified' }))
  const page = await open({ width: 1366, height: 768 })
  await stage(page, '3')
  for (const step of [1, 2, 3, 4, 5, 6, 7, 8, 7, 6, 5, 4, 1]) {
    await fake.show(at(step))
    await page.locator(`main[data-step="${step}"][data-version="${fake.state.picture.version}"]`).waitFor()
    assert.equal(await page.locator('li.turned').count(), Math.min(step, n), `cards at ${step}`)
    assert.equal(await page.locator('li s').count(), step > n ? 2 : 0, `struck at ${step}`)
    if (step > n + 1) await page.getByText(e.score, { exact: true }).waitFor()
    else assert.ok(!(await page.content()).includes(e.score), `the score at ${step}`)
    assert.equal(await page.locator('.rank').count(), step > n + 2 ? 1 : 0, `the place at ${step}`)
    for (const hidden of e.marks.slice(Math.max(step, 1)).filter((m) => step < n)) assert.ok(!(await page.locator('.all').innerText()).includes(hidden.total), `${hidden.name} at ${step}`)
  }
  await page.context().close()
})

test('what was taken off stands there with the score, and not before it', async () => {
  const at = (step) => adjusted({ judges: 5, state: 'revealed', ...by('4', step, 0, 'e7') }, [['deduct', '0.5', '超时']])
  await fake.show(pictureOf({ judges: 5, state: 'verified' }))
  const page = await open({ width: 1366, height: 768 })
  await stage(page, '3')
  for (const [step, there] of [[6, false], [7, true], [6, false], [8, true]]) {
    await fake.show(at(step))
    await page.locator(`main[data-step="${step}"][data-version="${fake.state.picture.version}"]`).waitFor()
    assert.equal((await page.content()).includes('平均 89.70，扣 0.5（超时）'), there, `at ${step}`)
  }
  await page.context().close()
})

test('a stage clock shows the time of the server, every second, before anybody is called', async () => {
  await fake.show(pictureOf({ done: 0, state: '', screen: { kind: 'clock' } }))
  const page = await open({ width: 1366, height: 768 })
  const seen = new Set()
  for (let n = 0; n < 3; n++) {
    await page.waitForFunction((old) => /^\d\d:\d\d:\d\d$/.test(document.querySelector('.figure')?.textContent ?? '') && document.querySelector('.figure').textContent !== old, [...seen].at(-1) ?? '', { polling: 50 })
    seen.add(await text(page, '.figure'))
  }
  assert.equal(seen.size, 3)
  await page.context().close()
})

test('who left the contest stands at the end of the ranking, struck, without a place', async () => {
  await fake.show(left(pictureOf({ entries: 10, done: 7, state: 'locked' }), 8, 9))
  const page = await open({ width: 1366, height: 768 })
  await stage(page, '5')
  const cells = await page.locator('tbody tr').evaluateAll((list) => list.map((tr) => [tr.cells[0].innerText.trim(), tr.querySelector('s')?.innerText ?? '', tr.cells[3].innerText.trim()]))
  assert.deepEqual(cells.slice(-2).map(([, , word]) => word), ['缺席', '弃赛'])
  for (const [i, [place, struck]] of cells.entries()) assert.ok(i < 8 ? /^\d+$/.test(place) && !struck : !/\d/.test(place) && struck, `${i}: ${place} ${struck}`)
  await page.context().close()
})

test('a screen that is pointed before the reveal goes on with the turn', async () => {
  await fake.show(pictureOf({ state: 'verified', ...by('4', 1, 0, 'e7') }))
  const page = await open({ width: 1366, height: 768 })
  await stage(page, '3')
  await page.context().close()
})

test('it plays by itself once; who comes in the middle sees the end', async () => {
  await fake.show(pictureOf({ judges: 5, state: 'verified' }))
  const page = await open({ width: 1366, height: 768 })
  await stage(page, '3')
  await fake.show(pictureOf({ judges: 5, state: 'revealed' }))
  await stage(page, '4')
  assert.ok((await page.locator('li.turned').count()) < 5)
  assert.equal(await page.locator('.rank').count(), 0)
  const late = await open({ width: 1366, height: 768 })
  await stage(late, '4')
  assert.deepEqual([await late.locator('li.turned').count(), await late.locator('.rank').count()], [5, 1])
  await page.locator('.rank').waitFor()
  assert.equal(await text(page, '.score'), await text(late, '.score'))
  await page.context().close()
  await late.context().close()
})

test('a screen that was cut off over the reveal shows how it ended, without a reload', async () => {
  await fake.show(pictureOf({ judges: 5, state: 'verified' }))
  const page = await open({ width: 1366, height: 768 })
  await stage(page, '3')
  await page.evaluate(() => (window.here = true))
  fake.state.picture = { ...pictureOf({ judges: 5, state: 'revealed' }), version: fake.state.picture.version + 1 }
  fake.cut()
  await stage(page, '4')
  assert.equal(await page.locator('li.turned').count(), 5)
  assert.equal(await page.locator('.rank').count(), 1)
  assert.ok(await page.evaluate(() => window.here))
  await page.context().close()
})

test('a new row comes into the ranking and is gold for five seconds', async () => {
  await fake.show(pictureOf({ state: 'verified' }))
  const live = await open({ width: 1920, height: 1080 })
  await stage(live, '3')
  await fake.show(pictureOf({ state: 'revealed' }))
  await stage(live, '4')
  await fake.show(pictureOf({ state: 'locked' }))
  await stage(live, '5')
  await live.locator('tr.gold').waitFor()
  assert.equal(await live.locator('tbody tr').count(), 7)
  await live.locator('tr.gold').waitFor({ state: 'detached' })
  await live.context().close()
})

test('awards: only what was called is on the page', async () => {
  const at = (step) => pictureOf({ done: 15, state: '', final: true, ...by('7', step) })
  const rows = standingsOf(at(0)).groups[0].rows
  await fake.show(at(0))
  const page = await open({ width: 1366, height: 768 })
  await page.locator('footer').getByText('总成绩 = 现场比武×60% + 实地观摩×25% + 日常工作×15%').waitFor()
  for (let step = 0; step <= 15; step++) {
    await fake.show(at(step))
    await page.locator(`main[data-step="${step}"]`).waitFor()
    if (step) await page.locator('li.new').getByText(rows[15 - step].total, { exact: true }).waitFor()
    assert.equal(await page.locator('li').getByText('总成绩').count(), await page.locator('li b').count(), 'every figure is called what it is')
    const content = await page.content()
    for (const r of rows.slice(0, 15 - step)) assert.ok(!content.includes(`>${r.total}<`), `${r.total} at ${step}`)
  }
  await page.context().close()
})

test('after the seal a screen goes where the event says, whatever the picture has', async () => {
  const picture = pictureOf({ done: 15, state: '', final: true })
  await fake.show(picture)
  const page = await open({ width: 1366, height: 768 })
  await stage(page, '5')
  await fake.tell('screen', { ...picture.screens[0], mode: '7', step: 2 })
  await page.locator('main[data-mode="7"][data-step="2"] li.new').waitFor()
  await page.context().close()
})

test('its own background is covered until the score keeps 7:1 on it', async () => {
  const page = await open({ width: 1366, height: 768 })
  const paint = (colour) => page.evaluate((c) => { const k = Object.assign(document.createElement('canvas'), { width: 64, height: 36 }); const pen = k.getContext('2d'); pen.fillStyle = c; pen.fillRect(0, 0, 64, 36); return k.toDataURL('image/png').split(',')[1] }, colour)
  const cover = async (colour, digest) => {
    fake.state.backdrop = Buffer.from(await paint(colour), 'base64')
    const loaded = page.waitForResponse(/backdrops/)
    await fake.show(pictureOf({ state: 'called', round: { backdrop: digest } }))
    await loaded
    await page.waitForTimeout(300)
    return Number(await page.locator('.behind i').evaluate((i) => i.style.opacity))
  }
  const dark = await cover('#200', 'a'.repeat(64))
  const white = await cover('#fff', 'b'.repeat(64))
  assert.ok(dark < 0.6 && white > 0.8 && white < 1, `${dark} on dark, ${white} on white`)
  await accessible(page, 'background')
  await page.context().close()
})

test('a page without a round is paired by its code, remembers it, and is taken back', async (t) => {
  await fake.show(pictureOf({ state: 'called' }))
  const page = await open({ width: 1366, height: 768 }, '')
  await page.getByText('4827').waitFor()
  await accessible(page, 'pairing')
  assert.deepEqual(await faults(page), [])
  assert.match(await page.locator('main').innerText(), /不能阻止息屏/) // plain http: no wake lock
  const id = [...fake.state.screens.keys()].at(-1)
  const picture = pictureOf({ state: 'called' })
  await fake.show({ ...picture, screens: [...picture.screens, { ...picture.screens[0], id, mode: '8', step: 10 }] })
  fake.state.screens.get(id).round = 'r'
  await stage(page, '8')
  await page.reload()
  await stage(page, '8')
  await fake.show(pictureOf({ state: 'called' }))
  await page.getByText('由控制台收回').waitFor()
  await page.context().close()

  await t.test('also where the browser keeps nothing', async () => {
    const bare = await open({ width: 1366, height: 768 }, '')
    await bare.addInitScript(() => Object.defineProperty(window, 'localStorage', { get: () => { throw new Error('no') } }))
    await bare.reload()
    await bare.getByText('4827').waitFor()
    fake.state.screens.get([...fake.state.screens.keys()].at(-1)).round = 'r'
    await stage(bare, '2')
    await bare.context().close()
  })
})

test('it hides the pointer, keeps its frame and shows a dot while the server is away', async () => {
  await fake.show(pictureOf({ state: 'called' }))
  const page = await open({ width: 1366, height: 768 })
  await stage(page, '2')
  await page.locator('.still').waitFor()
  await page.route('**/events*', (r) => r.abort())
  fake.cut()
  await page.locator('.amber').waitFor()
  assert.deepEqual(await page.locator('.amber').evaluate((e) => [e.offsetWidth, e.offsetHeight]), [6, 6])
  await stage(page, '2')
  await page.unroute('**/events*')
  await page.locator('.amber').waitFor({ state: 'detached' })
  await page.context().close()
})

test('a round of the real server: counts, no figure before the reveal, a tie, the figure of rank', async () => {
  const hall = await demo('--judges', '7', '--entries', '2')
  try {
    const round = hall.line.contests[0].rounds[0]
    const pages = pagesOf(browser, hall.line, errors)
    const [director, verifier] = ['director', 'verifier'].map((role) => official(hall.line.url, pages.user(role), round.id))
    const { tell, picture } = await director
    const other = await verifier
    const judges = await Promise.all(round.seats.map((s) => judge(hall.line.url, s)))
    const screen = await pages.screen(round.id, { width: 1920, height: 1080 })
    const order = (await picture()).entries.sort((a, b) => a.order - b.order)
    for (const entry of order) {
      const ear = eavesdrop(hall.line.url, round.id)
      for (const type of ['call', 'start', 'open']) await tell(type, { entry: entry.id })
      const totals = await Promise.all(judges.map((j, i) => j.mark(entry.id, i)))
      await screen.getByText('已提交 7 / 7').waitFor()
      await tell('close', { entry: entry.id })
      await other.tell('verify', { entry: entry.id })
      await screen.getByText('等待亮分').waitFor()
      await ear.stop()
      const score = (await picture()).entries.find((e) => e.id === entry.id).score
      for (const figure of [...totals, score]) for (const body of [ear.heard.text, entry === order[0] ? await screen.content() : '']) assert.ok(!body.includes(`"${figure}"`) || entry !== order[0], `the hall was sent ${figure}`)
      await tell('reveal', { entry: entry.id })
      await screen.locator('.rank').waitFor({ timeout: 20_000 })
      assert.equal(await text(screen, '.score'), score)
      assert.equal(await screen.locator('li.turned').count(), 7)
      assert.deepEqual(await faults(screen), [])
      await shot(screen, `screen-revealed-${entry.order}`)
      await tell('lock', { entry: entry.id })
      await stage(screen, '5')
    }
    await screen.locator('tr.gold').waitFor()
    await screen.locator('tr.gold').waitFor({ state: 'detached' })
    const rows = await hall.rank(round.id)
    const cells = await screen.locator('tbody tr').evaluateAll((list) => list.map((tr) => [...tr.cells].map((c) => c.innerText.trim())))
    for (const [i, [place, , , score]] of cells.entries()) {
      const row = rows.find((r) => r.parts.stage.value === score)
      assert.ok(row && String(row.screen_rank) === place, `row ${i} says ${place} ${score}`)
    }
    assert.match(cells[1].at(-1), /并列/) // both were marked alike
  } finally {
    await hall.stop()
  }
})

test('no page threw anything', () => assert.deepEqual(errors, []))
