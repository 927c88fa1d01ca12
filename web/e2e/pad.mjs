// What the real server cannot be brought into from outside: a restore of an older copy, a rehearsal on the same cards,
// every other scale. On dev/fake.mjs, which is written from http.md alone.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { command, putBallot } from '../dev/contest.mjs'
import { fake } from '../dev/fake.mjs'
import { accessible, hanging, launch, main, mark, phone, receipt, sit, submit } from './venue.mjs'

let browser
const errors = []

before(async () => (browser = await launch()))
after(async () => {
  await browser.close()
  setTimeout(() => process.exit(), 200).unref()
})

const card = (f, n = 2) => f.line.contests[0].rounds[0].seats[n]
const said = (page, text) => page.getByText(text).first().waitFor()

/** A phone at the pad of the first entry. */
async function atPad(options) {
  const f = await fake(options)
  for (const type of ['call', 'start', 'open']) command(f.real, { type, entry: f.real.entries[0].id })
  const page = await phone(browser, errors)
  await sit(page, card(f))
  await page.locator('.pad').waitFor()
  return { f, page, ballot: () => f.real.ballots.get(`${f.real.seats[2].id} ${f.real.entries[0].id}`) ?? null }
}

for (const claims of [true, false]) {
  test(`a restored server that lacks the ballot${claims ? '' : ' and the claim'} is sent it again, unasked`, async () => {
    const { f, page, ballot } = await atPad()
    await mark(page)
    await submit(page)
    const first = await receipt(page)
    const { marks } = ballot()
    f.restore(f.real, 0, claims)
    assert.equal(ballot(), null)
    await page.waitForFunction((old) => ![null, undefined, old].includes(document.querySelector('.receipt')?.textContent), first)
    assert.deepEqual(ballot().marks, marks)
    assert.equal(ballot().answer.version, 1)
    await page.context().close()
    f.close()
  })
}

test('a ballot that another phone of the seat gave is shown and not overwritten', async () => {
  const { f, page, ballot } = await atPad({ sheet: 'hundred' })
  await page.getByRole('button', { name: '90', exact: true }).tap()
  await page.getByRole('button', { name: '1', exact: true }).tap()
  putBallot(f.real, f.real.seats[2], f.real.entries[0].id, 'another-phone', { marks: { H: '77' }, based_on: 0 })
  await submit(page)
  await said(page, '另一份分数')
  assert.equal(ballot().marks.H, '77')
  await page.waitForTimeout(600)
  await submit(page)
  await receipt(page)
  assert.deepEqual([ballot().marks.H, ballot().answer.version], ['91', 2])
  await page.context().close()
  f.close()
})

test('two entries are being marked and the stage goes on: the page does not jump, and the judge chooses', async () => {
  const { f, page, ballot } = await atPad({ sheet: 'hundred' })
  await page.getByRole('button', { name: '90', exact: true }).tap()
  await page.getByRole('button', { name: '1', exact: true }).tap()
  for (const type of ['call', 'start', 'open']) command(f.real, { type, entry: f.real.entries[1].id })
  f.tell(f.real)
  await said(page, '现场已到第 2 位，您的第 1 位还没提交')
  await accessible(page, 'moved on')
  await page.getByRole('button', { name: '先提交第 1 位' }).tap()
  await submit(page)
  await said(page, /已提交 91 分 · 第1位/)
  assert.equal(ballot().marks.H, '91')
  await said(page, f.real.entries[1].name)
  await page.locator('.pad').waitFor()
  await page.context().close()
  f.close()
})

test('the end of a rehearsal moves the pad to the contest on the same card', async () => {
  const f = await fake({ rehearse: true })
  const page = await phone(browser, errors)
  await sit(page, card(f, 0))
  await said(page, '彩排数据，不计入成绩')
  f.use(f.real)
  await said(page, '彩排结束，已经转到正式比赛')
  await page.getByText('彩排数据，不计入成绩').waitFor({ state: 'detached' })
  await page.context().close()
  f.close()
})

for (const [sheet, keys, value] of [
  ['short', ['9', '.5', '8', '.8', '10', '9', '.0', '7', '.1'], '44.4'],
  ['hundred', ['80', '7'], '87'],
  ['thirty', ['28', '.5', '17', '.0'], '45.5'],
  ['odd', ['3', '7', '.', '7', '5'], '37.75'],
  ['total', ['91', '.4'], '91.4'],
]) {
  test(`the scale "${sheet}" is marked by ${keys.join(' ')} and fits`, async () => {
    const { f, page, ballot } = await atPad({ sheet })
    for (const key of keys) {
      assert.deepEqual(await hanging(page), [])
      await page.locator('.keys').getByRole('button', { name: key, exact: true }).first().tap()
      await page.waitForTimeout(270)
    }
    await accessible(page, sheet)
    await submit(page)
    await receipt(page)
    assert.equal(ballot().answer.total, value)
    await page.context().close()
    f.close()
  })
}

test('the review is complete for a screen reader and its total is always in sight', async () => {
  const { f, page } = await atPad()
  await mark(page, 1)
  await main(page).tap()
  await page.getByRole('button', { name: /^确认提交/ }).waitFor()
  await accessible(page, 'review')
  const box = await page.locator('.total b').last().boundingBox()
  assert.ok(box.y + box.height <= 670, `the total is at ${box.y}`)
  assert.equal(await page.evaluate(() => document.activeElement.id), 'review-title')
  await page.context().close()
  f.close()
})

test('the whole pad can be worked by keyboard', async () => {
  const { f, page } = await atPad({ sheet: 'hundred' })
  await page.locator('.chips button').first().focus()
  for (const name of ['90', '1']) {
    for (let i = 0; i < 40 && (await page.evaluate(() => document.activeElement.textContent.trim())) !== name; i++) await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForTimeout(270)
  }
  for (let i = 0; i < 40 && !/核对/.test(await page.evaluate(() => document.activeElement.textContent)); i++) await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: /^确认提交 91/ }).waitFor()
  await page.context().close()
  f.close()
})

test('no page had an error', () => assert.deepEqual(errors, []))
