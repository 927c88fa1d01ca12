// What does not go as planned in a turn: taken back, withdrawn, paused, a judge out, a mark missing, reopened, a new card.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { inState, pagesOf, pass, press, shot, text, turnOf } from './desk.mjs'
import { judge } from './judges.mjs'
import { accessible, demo, launch } from './venue.mjs'

let hall, browser, pages, round
const errors = []

before(async () => {
  hall = await demo('--judges', '3', '--entries', '1')
  browser = await launch()
  pages = pagesOf(browser, hall.line, errors)
  round = hall.line.contests[0].rounds[0]
})

after(async () => {
  await browser?.close()
  await hall?.stop()
})

test('the side roads: undo, a judge who leaves, a missing mark, reopening, a new card, a pause', async (t) => {
  const director = await pages.console('director', round.id, 0, { hasty: true })
  const verifier = await pages.console('verifier', round.id, 0, { hasty: true })
  const screen = await pages.screen(round.id, { width: 1440, height: 1080 })
  const entry = await turnOf(director)
  const [first, second, third] = round.seats
  /** Answers the open dialog with its first reason. */
  const agree = async (page, button) => {
    const dialog = page.locator('dialog[aria-labelledby=ask-title]')
    assert.equal(await dialog.locator('[type=submit]').isDisabled(), true, 'a reason is needed')
    await dialog.locator('.chips button').first().click()
    assert.match(await dialog.locator('[type=submit]').innerText(), button)
    await dialog.locator('[type=submit]').click()
    await dialog.waitFor({ state: 'detached' })
  }
  const choose = async (page, seat, button) => {
    await page.locator(`[data-seat="${seat.id}"]`).click()
    await page.locator('dialog[open]').getByRole('button', { name: button }).click()
  }

  await t.test('a call is taken back with U', async () => {
    await press(director, 'call')
    await inState(director, entry, 'called')
    await pass(director, 500)
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
    await pass(director, 500)
    await director.keyboard.press('u')
    await inState(director, entry, 'called')
  })

  await t.test('a pause stops the key and says why', async () => {
    await director.getByRole('button', { name: '暂停比赛' }).click()
    await director.locator('dialog [name=minutes]').fill('10')
    await agree(director, /暂停比赛/)
    await director.getByText('主控已暂停：设备故障').waitFor()
    await screen.locator('main[data-mode="8"]').getByText('休息 10 分钟').waitFor()
    await verifier.getByText('主控恢复比赛后继续').waitFor()
    await shot(director, '22-console-paused')
    await press(director, 'resume')
    await screen.locator('main[data-mode="2"]').waitFor()
  })

  await t.test('the timer is stopped and corrected by keys', async () => {
    await press(director, 'start')
    await inState(director, entry, 'presenting')
    await pass(director, 500)
    await director.keyboard.press('BracketRight')
    await director.getByText(/^02:(2\d|30)$/).waitFor() // the first part has two minutes
    await director.keyboard.press('t')
    await director.getByRole('button', { name: '继续' }).waitFor()
  })

  await t.test('a verifier takes a judge out, a director closes without another', async () => {
    await press(director, 'open')
    await inState(verifier, entry, 'scoring')
    const phone = await judge(hall.line.url, first)
    await phone.mark(entry, 1)
    await choose(verifier, second, /回避/)
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
    await choose(director, third, /重发打分卡/)
    await agree(director, /重发打分卡/)
    await director.locator('dialog[open] dl').waitFor()
    await shot(director, '24-console-card')
    const [code, pin] = await director.locator('dialog[open] dd').allInnerTexts()
    await director.getByRole('button', { name: '已交给评委，收起' }).click()
    const phone = await judge(hall.line.url, { code: code.replace(/\D/g, ''), pin: pin.replace(/\D/g, '') })
    await phone.mark(entry, 1)
    await director.getByText('打分中 2/2').waitFor()
  })

  await t.test('the screen is pointed by hand and given back to the turn', async () => {
    await director.keyboard.press('5')
    await screen.locator('main[data-mode="5"]').waitFor()
    await director.locator('#shows').getByText('大屏已手动，按空格不变；G 跟随流程').waitFor()
    await shot(director, '25-console-hand')
    await pass(director, 500)
    await director.keyboard.press('7') // the awards wait for the seal, for the key as for the button
    await director.waitForTimeout(400)
    assert.equal(await screen.locator('main[data-mode="7"]').count(), 0)
    await pass(director, 500)
    await director.keyboard.press('g')
    await screen.locator('main[data-mode="3"]').waitFor()
  })

  await t.test('another director verifies; locking ends the round but for the seal by another person', async () => {
    await press(director, 'close')
    const other = await pages.console('director', round.id, 1, { hasty: true })
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
