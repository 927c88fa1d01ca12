// The hall: a director's console, a verifier's, a screen and the judges' phones go through a turn with only the space key.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { inState, pagesOf, press, shot, stage, text, turnOf } from './desk.mjs'
import { judge } from './judges.mjs'
import { demo, launch } from './venue.mjs'

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

test('one turn from the call to the ranking with only the space key', async (t) => {
  const screen = await pages.screen(round.id, { width: 1920, height: 1080 })
  const director = await pages.console('director', round.id)
  const verifier = await pages.console('verifier', round.id)
  const judges = []
  for (const seat of round.seats) judges.push(await judge(hall.line.url, seat))
  const entry = await turnOf(director)
  let n = 0
  const step = async (name) => {
    n++
    await shot(director, `hall-${n}-console-${name}`)
    await shot(screen, `hall-${n}-screen-${name}`)
  }
  await stage(screen, '1')
  await step('before')

  for (const [deed, state, mode] of [['call', 'called', '2'], ['start', 'presenting', '2'], ['open', 'scoring', '3']]) {
    await t.test(state, async () => {
      await press(director, deed)
      await inState(director, entry, state)
      await stage(screen, mode)
      await step(state)
    })
  }

  await t.test('closed when all have marked', async () => {
    for (const [i, j] of judges.entries()) await j.mark(entry, i)
    await screen.getByText('已提交 3 / 3').waitFor()
    await press(director, 'close')
    await inState(director, entry, 'closed')
    await step('closed')
  })

  await t.test('verified by another person, with space too', async () => {
    await press(verifier, 'look')
    await press(verifier, 'verify')
    await inState(verifier, entry, 'verified')
    await shot(verifier, 'hall-6-verifier')
  })

  await t.test('revealed, and in the ranking, with the figure of rank', async () => {
    await press(director, 'reveal')
    await inState(director, entry, 'revealed')
    await stage(screen, '4')
    await screen.locator('.rank').waitFor()
    await step('revealed')
    const row = (await hall.rank(round.id)).find((r) => r.entry === entry)
    assert.equal(await text(screen, '.score'), row.parts.stage.value)
    await press(director, 'lock')
    await inState(director, entry, 'locked')
    await stage(screen, '5')
    await step('locked')
    assert.ok((await screen.locator('tbody td').allInnerTexts()).includes(row.parts.stage.value))
  })

  assert.deepEqual(errors, [])
})
