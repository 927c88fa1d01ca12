// What a hall's evening does to a console and to a screen: two directors press at once, lines are cut, the server dies.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { inState, pagesOf, press, shot, stage, text, turnOf } from './desk.mjs'
import { mean, revealOf } from './figures.mjs'
import { judge } from './judges.mjs'
import { badLine, demo, launch, official } from './venue.mjs'

let hall, browser, pages, round, hand, director, verifier, line, lines, screens, judges
const errors = []
const undelivered = /命令没有送达。现场请先口头组织，恢复后再操作。/

before(async () => {
  hall = await demo('--judges', '3', '--entries', '3')
  browser = await launch()
  pages = pagesOf(browser, hall.line, errors)
  round = hall.line.contests[0].rounds[0]
  hand = await official(hall.line.url, pages.user('verifier', 1), round.id)
  const port = Number(new URL(hall.line.url).port)
  line = await badLine(port)
  lines = [await badLine(port), await badLine(port)]
  director = await pages.console('director', round.id, 0, { over: line.port, hasty: true })
  verifier = await pages.console('verifier', round.id, 0, { hasty: true })
  screens = await Promise.all(lines.map((l) => pages.screen(round.id, { width: 1920, height: 1080 }, { over: l.port, reducedMotion: 'reduce' })))
  judges = await Promise.all(round.seats.map((seat) => judge(hall.line.url, seat)))
})

after(async () => {
  await browser?.close()
  line?.close()
  lines?.forEach((l) => l.close())
  await hall?.stop()
})

/** Waits for what a server is asked again and again. */
async function eventually(so) {
  for (let n = 0; !(await so()); n++) {
    assert.ok(n < 100, 'it never came')
    await new Promise((done) => setTimeout(done, 50))
  }
}

const kinds = async (kind) => (await hand.facts()).filter((f) => f.kind === kind).length

test('two consoles press at once: it is done once; a director who does not lead is told who does', async () => {
  const twin = await pages.console('director', round.id, 0, { hasty: true })
  const other = await pages.console('director', round.id, 1, { hasty: true })
  const entry = await turnOf(director)
  for (const page of [director, twin]) {
    await page.locator('#primary[data-deed=call][aria-disabled=false]').waitFor()
    await page.evaluate(() => void window.ahead(900))
  }
  await Promise.all([director, twin, other].map((page) => page.keyboard.press('Space')))
  for (const page of [director, twin, other]) await inState(page, entry, 'called')
  await Promise.all([director, twin].map((page) => page.locator('#primary[data-deed=start][aria-disabled=false]').waitFor()))
  assert.deepEqual([await kinds('call'), await kinds('start')], [1, 0])
  assert.match(await text(other, '#why'), new RegExp(`${director.user.name} 正在主控`))
  await shot(other, 'cut-not-leading')
  await other.evaluate(() => void window.ahead(900))
  await other.keyboard.press('Space')
  await twin.context().close()
  await other.context().close()
  assert.equal(await kinds('start'), 0)
})

for (const [how, cut] of [['cut', () => line.cut()], ['silent', () => line.silence()]]) {
  test(`a console whose line is ${how} for eight seconds: no press is kept for later, the reason is said, right again after`, async () => {
    await director.locator('#primary[aria-disabled=false]').waitFor()
    const facts = (await hand.facts()).length
    await director.getByText(undelivered).first().waitFor({ state: 'detached' })
    cut()
    const until = Date.now() + 8_000
    while (Date.now() < until) {
      await director.evaluate(() => void window.ahead(900))
      await director.keyboard.press('Space')
      await director.waitForTimeout(150)
    }
    await director.getByText(undelivered).first().waitFor({ timeout: 5_000 })
    await shot(director, `cut-console-${how}`)
    line.heal()
    await director.locator('#primary[aria-disabled=false]').waitFor({ timeout: 5_000 })
    assert.equal((await hand.facts()).length, facts, 'nothing that was pressed in the dark has happened')
    const known = director.getByRole('button', { name: '知道了' })
    if (await known.isVisible()) await known.click()
  })
}

test('a console that is heard and does not hear: its command is done once, and seen', async () => {
  const entry = await turnOf(director)
  const facts = (await hand.facts()).length
  await director.evaluate(() => void window.ahead(900))
  line.deafen()
  await director.keyboard.press('Space')
  await eventually(async () => (await kinds('start')) > 0)
  await director.evaluate(() => void window.ahead(900))
  await director.keyboard.press('Space')
  await director.waitForTimeout(500)
  line.heal()
  await inState(director, entry, 'presenting')
  await director.locator('#primary[data-deed=open][aria-disabled=false]').waitFor({ timeout: 5_000 })
  assert.equal((await hand.facts()).length, facts + 1)
})

test('screens that were cut or silenced for twenty seconds are right within five seconds of their return', async () => {
  for (const page of screens) await stage(page, '2')
  lines[0].cut()
  lines[1].silence()
  const end = Date.now() + 20_000
  await press(director, 'open')
  for (const page of screens) await page.locator('.amber').waitFor()
  await outcome(await turnOf(director))
  await screens[0].waitForTimeout(Math.max(0, end - Date.now()))
  for (const page of screens) await stage(page, '2')
  await shot(screens[1], 'cut-screen')
  lines.forEach((l) => l.heal())
  await Promise.all(screens.map((page) => page.locator('main[data-mode="5"]').waitFor({ timeout: 5_000 })))
  for (const page of screens) await page.locator('.amber').waitFor({ state: 'detached' })
})

/** All mark, and the entry goes to the ranking. */
async function outcome(entry) {
  await Promise.all(judges.map((j, i) => j.mark(entry, i)))
  await closed(entry)
  await press(director, 'lock')
  await inState(director, entry, 'locked')
}

async function closed(entry) {
  await press(director, 'close')
  await press(verifier, 'look')
  await press(verifier, 'verify')
  await press(director, 'reveal')
  await inState(director, entry, 'revealed')
}

test('the server is killed in the middle of a turn: nothing is lost, everybody goes on', async () => {
  const [screen] = screens
  const entry = await turnOf(director)
  for (const deed of ['call', 'start', 'open']) await press(director, deed)
  await inState(director, entry, 'scoring')
  const totals = [await judges[0].mark(entry, 3), await judges[1].mark(entry, 4)]
  await screen.getByText('已提交 2 / 3').waitFor()
  await hall.crash()
  await director.locator('#primary[aria-disabled=true]').waitFor()
  assert.match(await text(director, '#why'), undelivered)
  await director.keyboard.press('Space')
  await hall.again()
  await director.getByText('打分中 2/3').waitFor()
  totals.push(await judges[2].mark(entry, 5))
  await screen.getByText('已提交 3 / 3').waitFor()
  await closed(entry)
  await screen.locator('.rank').waitFor()
  const shown = await revealOf(screen)
  assert.deepEqual(shown.cards.map(Number), totals.map(Number))
  assert.equal(shown.score, mean(totals, 2))
  assert.equal(shown.score, (await hall.rank(round.id)).find((r) => r.entry === entry).parts.stage.value)
})

test('no page complained', () => assert.deepEqual(errors, []))
