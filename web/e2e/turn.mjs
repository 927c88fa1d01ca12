// One turn, through the pages that people use, at a venue's plain http address: three phones mark, the hall counts,
// one director closes, another person verifies, the cards turn, and `leitai rank` of the export says the same figure.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eavesdrop, inState, pagesOf, pass, press, shot, stage, text, turnOf } from './desk.mjs'
import { accessible, demo, launch, main, mark, phone, receipt, sit } from './venue.mjs'

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

/** Marks every point with taps, and sends it; the total on the key that was confirmed. */
async function send(page, taste) {
  await page.locator('.pad').waitFor()
  await mark(page, taste)
  await main(page).tap()
  const key = page.getByRole('button', { name: /^确认提交/ })
  const total = /确认提交 ([0-9.]+) 分/.exec(await key.innerText())[1]
  await page.waitForTimeout(300)
  await key.tap()
  await receipt(page)
  return total
}

test('a turn from the call to the ranking, and rank says the same', async (t) => {
  const screen = await pages.screen(round.id, { width: 1920, height: 1080 })
  const ear = eavesdrop(hall.line.url, round.id)
  const director = await pages.console('director', round.id, 0, { hasty: true })
  const verifier = await pages.console('verifier', round.id, 0, { hasty: true })
  let entry, phones, totals

  await t.test('before the first call the hall sees the contest', async () => {
    await stage(screen, '1')
    assert.match(await text(screen, 'h1'), /擂台比武/)
    entry = await turnOf(director)
    await shot(director, '01-console-before')
    await shot(screen, '01-screen-before')
    await accessible(director, 'console before')
    await accessible(screen, 'screen before')
  })

  await t.test('the phones take their seats and the console sees them', async () => {
    phones = await Promise.all(round.seats.map(async (seat) => {
      const page = await phone(browser, errors)
      await sit(page, seat)
      return page
    }))
    await director.getByText('评委 3/3 在线').waitFor()
    await shot(phones[0], '02-phone-before')
  })

  await t.test('called, then speaking: the hall sees who', async () => {
    await press(director, 'call')
    await inState(director, entry, 'called')
    await stage(screen, '2')
    const name = round.entries.find((e) => e.id === entry).name
    assert.equal(await text(screen, 'h2'), name)
    await shot(screen, '03-screen-called')
    await shot(director, '03-console-called')
    await press(director, 'start')
    await inState(director, entry, 'presenting')
    await director.locator('.preview .timer').getByText(/\d\d:\d\d/).waitFor() // the preview counts as the hall does
    await shot(director, '04-console-presenting')
    await accessible(screen, 'screen called')
  })

  await t.test('marking: the hall counts, the key says who is missing', async () => {
    await press(director, 'open')
    await stage(screen, '3')
    totals = [await send(phones[0], 1)]
    await screen.getByText('已提交 1 / 3').waitFor()
    await shot(screen, '05-screen-one')
    await shot(phones[0], '05-phone-sent')
    await director.getByText('打分中 1/3').waitFor()
    assert.match(await text(director, '#why'), /还不能锁定：评委2 .*未提交.*评委3 .*未提交/s)
    await shot(director, '05-console-one')
    await accessible(director, 'console marking')
    await accessible(screen, 'screen marking')
    await director.keyboard.press('Space')
    await pass(director, 300)
    await inState(director, entry, 'scoring')
    totals.push(...(await Promise.all([send(phones[1], 2), send(phones[2], 4)])))
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
    const picture = await (await fetch(`${hall.line.url}/api/v1/rounds/${round.id}/snapshot?view=hall`)).text()
    await ear.stop()
    assert.match(ear.heard.text, /"state":"verified"/)
    for (const body of [ear.heard.text, picture, await screen.content()]) for (const total of totals) assert.ok(!body.includes(`"${total}"`) && !body.includes(`>${total}<`), `the hall was sent ${total}`)
  })

  await t.test('revealed: cards, score and place, then the ranking', async () => {
    await press(director, 'reveal')
    await stage(screen, '4')
    await screen.locator('.rank').waitFor() // the last card has turned
    await screen.locator('.rank').waitFor()
    const cards = await screen.locator('li b, li s').allInnerTexts()
    assert.deepEqual(cards.map(Number), totals.map(Number))
    assert.equal(await text(screen, '.rank'), '现场暂列第 1 名')
    assert.equal(await text(screen, '.label'), '现场得分（占40%）')
    await shot(screen, '09-screen-revealed')
    await shot(director, '09-console-revealed')
    await accessible(screen, 'screen revealed')
    await press(director, 'lock')
    await inState(director, entry, 'locked')
    await stage(screen, '5')
    await shot(screen, '10-screen-ranking')
    await shot(director, '10-console-locked')
    await shot(phones[0], '10-phone-locked')
    await accessible(screen, 'screen ranking')
    await accessible(director, 'console locked')
  })

  await t.test('rank of the exported files gives the figure of the screen', async () => {
    const row = (await hall.rank(round.id)).find((r) => r.entry === entry)
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
