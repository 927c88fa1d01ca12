// The whole round of a demo, at a venue's plain http address: eleven phones, a director's and a verifier's console, two
// screens of other shapes. Only the space key moves it. What the screens show is what `leitai rank` says of the export.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eavesdrop, heard, inState, pagesOf, pass, press, shot, stage, text, turnOf } from './desk.mjs'
import { mean, rankingFaults, rankingOf, revealOf, trimmed } from './figures.mjs'
import { judgeAt } from './judges.mjs'
import { accessible, demo, launch, mark, official, phone, receipt, sit, submit } from './venue.mjs'

const entries = 15
let hall, browser, pages, round, ear, hand
let wall, side, sideId, director, verifier, phones, judges
const errors = []
/** Figures that the hall has been shown: another entry may have the same one. */
const shownSoFar = new Set()
/** Everything that was marked so far, by entry: the judges' totals in order of their seats. */
const marked = new Map()

before(async () => {
  hall = await demo('--judges', '11', '--entries', String(entries))
  browser = await launch()
  pages = pagesOf(browser, hall.line, errors)
  round = hall.line.contests[0].rounds[0]
  ear = eavesdrop(hall.line.url, round.id)
  hand = await official(hall.line.url, pages.user('director', 1), round.id)
})

after(async () => {
  await ear?.stop()
  await browser?.close()
  await hall?.stop()
})

const named = (entry) => round.entries.find((e) => e.id === entry).name

test('everybody is at his place', async () => {
  wall = await pages.screen(round.id, { width: 1920, height: 1080 }, { clock: true })
  side = await pages.open('/screen', { width: 1024, height: 768 }, { clock: true })
  const code = await side.getByText(/^\d{4}$/).innerText()
  sideId = await hand.pair(code, '侧屏')
  await pass(side, 2_000) // it asks every two seconds
  await stage(side, '1')
  director = await pages.console('director', round.id, 0, { clock: true })
  verifier = await pages.console('verifier', round.id, 0, { clock: true })
  phones = await Promise.all(round.seats.map(async (seat) => {
    const page = await phone(browser, errors)
    await sit(page, seat)
    return page
  }))
  judges = await Promise.all(phones.map((page) => judgeAt(hall.line.url, page)))
  await director.getByText('评委 11/11 在线').waitFor()
  await stage(wall, '1')
  await shot(director, 'hall-00-console')
  await shot(wall, 'hall-00-wall')
  await accessible(director, 'console before')
  await accessible(wall, 'screen before')
})

test('the first entry, marked by taps on eleven phones', async (t) => {
  const step = async (name) => {
    await shot(director, `hall-01-console-${name}`)
    await shot(wall, `hall-01-wall-${name}`)
  }
  const entry = await turnOf(director)
  await t.test('called and heard', async () => {
    await forward('call', entry, 'called', '2')
    assert.equal(await text(wall, 'h2'), named(entry))
    await step('called')
    await forward('start', entry, 'presenting', '2')
    await step('presenting')
    const words = '<img src=x onerror=alert(1)> 村集体收入<b>多少</b>？'
    await hand.tell('question', { entry, name: '3号题', text: words })
    await hand.tell('screen', { screen: sideId, mode: '9', step: 0, page: 0 })
    await stage(side, '9')
    assert.equal(await text(side, '.text'), words, 'a question is words, whatever they are')
    await shot(side, 'hall-01-side-question')
    await forward('open', entry, 'scoring', '3')
  })
  await t.test('marked', async () => {
    const totals = await Promise.all(phones.map(async (page, i) => {
      await page.locator('.pad').waitFor()
      await mark(page, i)
      await submit(page)
      await receipt(page)
      return (await judges[i].seat()).ballots.find((b) => b.entry === entry).total
    }))
    marked.set(entry, totals)
    await wall.getByText('已提交 11 / 11').waitFor()
    await step('marked')
  })
  await t.test('counted and shown', () => outcome(entry, step))
})

test('the others, one after the other', async (t) => {
  for (let n = 2; n <= entries; n++) {
    const entry = await turnOf(director)
    assert.ok(!marked.has(entry), `entry ${n} is a new one`)
    await forward('call', entry, 'called', '2')
    await forward('start', entry, 'presenting', '2')
    await forward('open', entry, 'scoring', '3')
    marked.set(entry, await Promise.all(judges.map((j, i) => j.mark(entry, n * 11 + i))))
    await wall.getByText('已提交 11 / 11').waitFor()
    await outcome(entry)
    t.diagnostic(`${n}: ${named(entry)}`)
  }
})

test('sealed by another person; the ranking on the screen is that of rank', async () => {
  await press(verifier, 'seal')
  await verifier.locator('dialog[open] [type=submit]').press('Space')
  await verifier.getByText('已封榜，成绩为最终成绩').waitFor()
  await shot(director, 'hall-99-console')
  await shot(wall, 'hall-99-wall')
  await accessible(verifier, 'console sealed')
  await accessible(wall, 'screen sealed')
  const ranked = await hall.rank(round.id)
  assert.equal(ranked.length, entries)
  const shown = await wholeRanking(wall)
  // Who shares a place may stand in either order.
  const lines = (rows) => rows.map((r) => r.join(' ')).sort()
  assert.deepEqual(lines(shown.map((r) => [r.rank, r.name, r.value])), lines(ranked.map((r) => [r.screen_rank, named(r.entry), r.parts.stage.value])))
  assert.deepEqual(rankingFaults(shown), [])
  for (const page of phones) await page.getByText('全部完成').first().waitFor()
  await shot(phones[0], 'hall-99-phone')
})

test('after the seal the totals and the awards, one by one, are those of rank', async () => {
  const ranked = await hall.rank(round.id)
  const composed = []
  for (const page of [1, 2]) {
    await hand.point(sideId, { mode: '5', step: 2, page })
    await side.locator('th', { hasText: `合成总成绩${page} / 2` }).waitFor()
    composed.push(...(await side.locator('tbody tr').evaluateAll((rows) => rows.map((r) => [0, 1, 3, 4].map((n) => r.cells[n].textContent.trim()).join(' ')))))
  }
  assert.deepEqual(composed.toSorted(), ranked.map((r) => [r.rank, named(r.entry), r.parts.stage.value, r.total].join(' ')).toSorted())
  await shot(side, 'hall-99-side-totals')

  const given = ranked.filter((r) => r.award !== null).toSorted((a, b) => b.rank - a.rank)
  assert.ok(given.length > 0)
  const left = new Set(given)
  for (let step = 1; step <= given.length; step++) {
    await hand.point('main', { mode: '7', step })
    await wall.locator(`main[data-step="${step}"] li.new`).waitFor()
    const [place, name, total] = await wall.locator('li.new > *').allInnerTexts()
    const award = await text(wall, 'h2')
    const row = [...left].find((r) => name.endsWith(` ${named(r.entry)}`))
    assert.deepEqual([award, total.split('\n'), place.replace('并列', '')], [row.award, ['总成绩', row.total], `第 ${row.rank} 名`])
    assert.ok([...left].every((r) => r.rank <= row.rank), `${name} is called before somebody behind`)
    left.delete(row)
  }
  await shot(wall, 'hall-99-wall-awards')
})

test('no page complained', () => assert.deepEqual(errors, []))

/** One press, and where it leads. */
async function forward(deed, entry, state, mode) {
  await press(director, deed)
  await inState(director, entry, state)
  await stage(wall, mode)
}

/** From the last ballot to the ranking; at the reveal both screens say what rank says, worked out again from the cards. */
async function outcome(entry, step = async () => {}) {
  await forward('close', entry, 'closed', '3')
  await step('closed')
  await press(verifier, 'look')
  await press(verifier, 'verify')
  await inState(director, entry, 'verified')
  await nothingSaid(entry)
  await forward('reveal', entry, 'revealed', '4')
  await pass(wall, 11_000) // eleven cards, the struck ones, the score, the place
  await wall.locator('.rank').waitFor()
  await wall.locator('.score [aria-hidden=false]').waitFor() // counted up
  await step('revealed')
  const row = (await hall.rank(round.id)).find((r) => r.entry === entry)
  const shown = await revealOf(wall)
  const totals = marked.get(entry)
  assert.deepEqual([...shown.cards, ...shown.struck].map(Number).sort(), totals.map(Number).sort(), 'the cards are what was marked')
  assert.equal(shown.struck.length, 2)
  assert.equal(shown.score, mean(shown.cards, 2), 'the score is the mean of the cards that count')
  assert.equal(shown.score, row.parts.stage.value)
  assert.equal(shown.rank, `现场暂列第 ${row.screen_rank} 名`)
  await rankingHas(side, entry, row)
  for (const figure of [...totals, shown.score]) shownSoFar.add(figure)
  await forward('lock', entry, 'locked', '5')
  await step('locked')
}

/** The side screen's ranking, led by hand, has the entry with rank's figures. */
async function rankingHas(screen, entry, row) {
  await hand.tell('screen', { screen: sideId, mode: '5', step: 0, page: Math.ceil(row.screen_rank / 10) })
  const cells = screen.locator('tbody tr', { has: screen.getByText(named(entry), { exact: true }) }).locator('td')
  await cells.first().waitFor()
  const [rank, , , value] = await cells.allInnerTexts()
  assert.deepEqual([rank.trim(), value.trim()], [String(row.screen_rank), row.parts.stage.value])
}

/** All pages of a ranking that turns by itself. */
async function wholeRanking(screen) {
  const pagesOf = []
  for (let n = 0; n < 2; n++) {
    const label = await text(screen, 'th small')
    pagesOf[Number(label[0]) - 1] = await rankingOf(screen)
    if (n === 0) {
      await pass(screen, 12_000)
      await screen.waitForFunction((old) => document.querySelector('th small')?.textContent !== old, label)
    }
  }
  return pagesOf.flat()
}

/** No byte of the hall's stream, and nothing on a screen, tells a figure of an entry before its reveal. */
async function nothingSaid(entry) {
  const secret = [...marked.get(entry), trimmed(marked.get(entry))].filter((figure) => !shownSoFar.has(figure))
  const bodies = [ear.heard.text, await wall.content(), await side.content()]
  for (const body of bodies) for (const figure of secret) assert.ok(!body.includes(`"${figure}"`) && !body.includes(`>${figure}<`), `the hall was told ${figure} of ${named(entry)}`)
  for (const picture of heard(ear.heard.text, 'snapshot')) {
    const e = picture.entries.find(({ id }) => id === entry)
    assert.deepEqual([e.score, e.total, e.rank, e.marks], [null, null, null, null])
  }
}
