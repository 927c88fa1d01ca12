// A thousand presses of any key at the director's console, meant or not, in dialogs and out of them, with a Chinese input
// method between, while judges mark at random: every state is reached along the table, and no screen is ever told a figure
// before its reveal. LEITAI_SEED repeats a run, LEITAI_PRESSES makes it longer.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eavesdrop, pagesOf, pass, shot } from './desk.mjs'
import { judge, marksOf } from './judges.mjs'
import { assertChain, walk } from './log.mjs'
import { demo, launch, official } from './venue.mjs'

const seed = Number(process.env.LEITAI_SEED ?? Date.now() % 1e6)
const presses = Number(process.env.LEITAI_PRESSES ?? 1000)
let hall, browser, pages, round, hand
const errors = []

before(async () => {
  hall = await demo('--judges', '5', '--entries', '12')
  browser = await launch()
  pages = pagesOf(browser, hall.line, errors)
  round = hall.line.contests[0].rounds[0]
  hand = await official(hall.line.url, pages.user('verifier'), round.id)
})

after(async () => {
  await browser?.close()
  await hall?.stop()
})

/** mulberry32: the same numbers for the same seed. */
function dice(state) {
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  return { below: (n) => Math.floor(next() * n), of: (list) => list[Math.floor(next() * list.length)], chance: (p) => next() < p }
}

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((c) => `Key${c}`)
const others = ['Enter', 'Escape', 'Tab', 'Shift+Tab', 'Backspace', 'Delete', 'Home', 'End', 'Slash', 'Shift+Slash', 'BracketLeft', 'BracketRight', 'Comma', 'Period', 'Minus', 'Equal', 'Semicolon', 'Quote', 'Backquote', 'CapsLock', 'Insert', 'F2', 'F6', 'NumpadEnter', 'Control+Space', 'Alt+KeyU', 'Shift+Space']
const digits = [...'0123456789'].map((c) => `Digit${c}`)
const arrows = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown']
const meant = ['Space', 'Space', 'Space', 'PageDown', 'Enter']

test('with a Chinese input method: what it composes moves nothing, what it lets through is the key at its place', async () => {
  const director = await pages.console('director', round.id, 0, { hasty: true })
  const called = async () => (await hand.facts()).filter((f) => f.kind === 'call').length
  await director.locator('#primary[data-deed=call][aria-disabled=false]').waitFor()
  await pass(director, 900)
  for (const code of ['Space', 'Enter', 'PageDown']) await composed(director, code)
  await director.waitForTimeout(300) // long enough for a command to arrive
  assert.equal(await called(), 0)
  await processed(director, 'Space')
  await director.locator('#primary[data-deed=start]').waitFor()
  assert.equal(await called(), 1)
  await director.context().close()
})

test(`${presses} presses at random, seed ${seed}`, async (t) => {
  const d = dice(seed)
  const screens = [await pages.screen(round.id, { width: 1920, height: 1080 }), await pages.screen(round.id, { width: 1024, height: 768 })]
  const seen = await Promise.all(screens.map(watch))
  const ear = eavesdrop(hall.line.url, round.id)
  const director = await pages.console('director', round.id, 0, { hasty: true })
  const judges = await Promise.all(round.seats.map((seat) => judge(hall.line.url, seat)))
  const marking = marker(judges, d)
  for (let n = 1; n <= presses; n++) {
    await one(director, d)
    if (d.chance(0.3)) await marking.some()
    if (d.chance(0.15)) await look()
    if (n % 50 === 0) await atTheConsole(director)
  }
  await ear.stop()
  await shot(director, 'random-console')
  await shot(screens[0], 'random-screen')

  const facts = await hand.facts()
  assertChain(facts)
  const { states, revealed } = walk(facts, round.entries.map((e) => e.id))
  const picture = await hand.picture()
  for (const e of picture.entries) assert.equal(e.state, states.get(e.id), e.name)
  const own = facts.filter((f) => f.by === director.user.name)
  t.diagnostic(`${own.length} commands: ${count(own.map((f) => f.kind))}; ${revealed.size} revealed; ${marking.secrets.length} ballots`)
  assert.ok(own.some((f) => f.kind === 'call') && own.length > 10, 'the presses led somewhere')

  const secrets = [...marking.secrets, ...picture.entries.filter((e) => e.score?.includes('.')).map((e) => ({ entry: e.id, figure: e.score }))]
  // Two entries may have the same figure: once one of them is revealed it is no secret.
  const told = (version) => new Set(picture.entries.filter((e) => (revealed.get(e.id) ?? Infinity) <= version).flatMap((e) => [e.score, e.total]))
  const early = (version) => {
    const known = told(version)
    return secrets.filter((s) => (revealed.get(s.entry) ?? Infinity) > version && !known.has(s.figure))
  }
  for (const [version, words] of seen.flatMap((s) => s.shown())) for (const s of early(version)) assert.ok(!holds(words, s.figure), `version ${version}: a screen shows ${s.figure}: ${words}`)
  for (const body of [...seen.flatMap((s) => s.bodies), ear.heard.text]) for (const [version, text] of parts(body)) for (const s of early(version)) assert.ok(!text.includes(`"${s.figure}"`), `version ${version}: the hall is sent ${s.figure}`)
  assert.deepEqual(errors, [])

  const old = await (await fetch(`${hall.line.url}/api/v1/rounds/${round.id}/snapshot?view=hall`)).text()
  await hall.crash()
  await hall.again()
  assert.equal(await (await fetch(`${hall.line.url}/api/v1/rounds/${round.id}/snapshot?view=hall`)).text(), old, 'the log replays to the same picture')
})

/** One press, after a while that may be too short for it to be meant. */
async function one(page, d) {
  await page.evaluate((ms) => window.ahead(ms), d.of([0, 100, 300, 600, 900, 1200]))
  const kind = d.below(20)
  if (kind === 0) return page.keyboard.insertText(d.of(['机器', '演示', '9.5', '缺席', '0', '100']))
  if (kind === 1) return composed(page, d.of([...letters, ...meant, ...digits]))
  if (kind === 2) return processed(page, d.of([...letters, ...meant]))
  if (kind === 3) await page.evaluate((n) => [...document.querySelectorAll(document.querySelector('dialog[open]') ? 'dialog[open] button, dialog[open] input, dialog[open] textarea' : 'button')].at(n % 40)?.focus(), d.below(40))
  const key = kind === 3 ? 'Enter' : kind === 4 ? 'Escape' : d.of(kind < 10 ? meant : kind < 14 ? letters : kind < 15 ? digits : kind < 17 ? arrows : others)
  await page.keyboard.press(key)
}

/** As a browser reports keys that an input method is composing with. */
const composed = (page, code) => page.evaluate((c) => (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { code: c, key: 'Process', keyCode: 229, isComposing: true, bubbles: true, cancelable: true })), code)

/** A key that an input method swallowed and gave back: no name, but its place on the keyboard. */
const processed = (page, code) => page.evaluate((c) => (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { code: c, key: 'Process', keyCode: 229, bubbles: true, cancelable: true })), code)

/** Presses can sign the director out, or lead to the list of rounds: he comes back. Dialogs and other windows are closed. */
async function atTheConsole(page) {
  for (const other of page.context().pages()) if (other !== page) await other.close()
  await page.keyboard.press('Escape')
  await page.evaluate(() => document.activeElement?.blur())
  if (await page.locator('#primary').count()) return
  await page.goto(`http://venue.test:${new URL(hall.line.url).port}/console?round=${round.id}`)
  const name = page.locator('[name=name]')
  await name.or(page.locator('#primary')).first().waitFor()
  if (await name.isVisible()) {
    await name.fill(page.user.name)
    await page.locator('[name=password]').fill(page.user.password)
    await page.locator('button.primary').click()
  }
  await page.locator('#primary').waitFor()
}

/** The verifier looks whether there is something to verify. */
async function look() {
  const closed = (await hand.picture()).entries.find((e) => e.state === 'closed')
  if (closed) await hand.tell('verify', { entry: closed.id }).catch((e) => assert.match(String(e), /stale|wrong_state|paused|same_person/))
}

/** Judges who mark what is open, each ballot with a total that no other has, and never a whole number. */
function marker(judges, d) {
  const secrets = []
  const used = new Set()
  async function some() {
    const j = d.of(judges)
    const { sheet, entries, ballots } = await j.seat()
    const open = entries.find((e) => e.open)
    if (!open) return
    const mine = ballots.find((b) => b.entry === open.id)
    if (mine && !d.chance(0.2)) return
    for (let taste = d.below(1000); ; taste++) {
      const marks = marksOf(sheet, taste)
      const total = (Object.values(marks).reduce((n, m) => n + Math.round(Number(m) * 10), 0) / 10).toString()
      // The marks of two tastes are seldom the same in sum; a point more or less finds another.
      const [point] = Object.keys(marks)
      for (let off = 0; off < 40; off++) {
        const mark = (Math.round(Number(marks[point]) * 10) - off) / 10
        const sum = ((Math.round(Number(total) * 10) - off) / 10).toString()
        if (mark < 0 || used.has(sum) || !sum.includes('.')) continue
        used.add(sum)
        const { status, said } = await j.send(open.id, { ...marks, [point]: String(mark) }, mine?.version ?? 0)
        if (status !== 201) return assert.equal(status, 409, JSON.stringify(said))
        assert.equal(said.total, sum)
        secrets.push({ entry: open.id, figure: sum })
        return
      }
    }
  }
  return { some, secrets }
}

/** Keeps all that a screen ever shows, with its version, and every answer that it is given. */
async function watch(page) {
  const bodies = []
  page.on('response', (r) => r.url().includes('/snapshot') && r.text().then((b) => bodies.push(b), () => undefined))
  const kept = new Map()
  await page.exposeFunction('keep', (version, words) => kept.set(`${version} ${words}`, [Number(version), words]))
  await page.evaluate(() => {
    const keep = () => window.keep(document.querySelector('main')?.dataset.version ?? '0', document.body.textContent.replace(/\s+/g, ' '))
    new MutationObserver(keep).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })
    keep()
  })
  return { bodies, shown: () => [...kept.values()] }
}

/** What was sent, with the version that each part of it is of: a snapshot, or the events of a stream. */
function parts(body) {
  if (body.startsWith('{')) return [[JSON.parse(body).version, body]]
  return body.split('\n\n').map((event) => [Number(/"version":(\d+)/.exec(event)?.[1] ?? 0), event])
}

const holds = (words, figure) => new RegExp(`(?<![\\d.])${figure.replace('.', '\\.')}(?!\\d)`).test(words)

const count = (kinds) => [...new Set(kinds)].map((k) => `${k} ${kinds.filter((o) => o === k).length}`).join(', ')
