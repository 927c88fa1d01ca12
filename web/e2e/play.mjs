// The minute of /play in a real browser, ten times as fast: every caption is seen, Space holds it, ← goes back, and the
// visitor's seat completes the count, once an entry; a server that is gone is said to be. Run by `npm run e2e`.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { accessible, demo, launch, mark, official, phone, receipt, sit, submit, within } from './venue.mjs'

const sizes = [[1366, 768], [1920, 1080], [1024, 768], [390, 844], [844, 390], [976, 549]]
const scenes = ['stage', 'marks', 'offline', 'two', 'reveal', 'why', 'batch', 'yours']
let browser, shown
before(async () => {
  ;[browser, shown] = await Promise.all([launch(), demo('--play', '--speed', '10')])
})
after(async () => {
  await browser?.close()
  await shown?.stop()
})

const errors = []
async function open(width, height, options = {}, script = null) {
  const page = await (await browser.newContext({ viewport: { width, height }, locale: 'zh-CN', ...options })).newPage()
  page.setDefaultTimeout(3 * within) // a busy machine draws few frames
  page.on('pageerror', (e) => errors.push(String(e)))
  page.on('console', (m) => ['error', 'warning'].includes(m.type()) && errors.push(m.text()))
  if (script) await page.addInitScript(script)
  await page.goto(shown.line.play.replace('127.0.0.1', 'venue.test'))
  await page.locator('.caption b').waitFor()
  return page
}
const state = (page) => page.locator('.play').evaluate((e) => ({ scene: e.dataset.scene, playing: e.dataset.playing === 'true', at: Number(e.dataset.at) }))
const scene = (page, key) => page.locator(`.play[data-scene=${key}]`).waitFor()

test('the minute runs through its eight scenes and tells every caption', { timeout: 120_000 }, async () => {
  const page = await open(1366, 768, {}, () => {
    window.heard = new Map()
    const look = () => {
      const caption = document.querySelector('.caption b')?.parentElement
      if (caption) window.heard.set(caption.textContent, document.querySelector('.play').dataset.scene)
      requestAnimationFrame(look)
    }
    look()
  })
  await page.locator('.play[data-at="60.0"]').waitFor()
  const told = await page.evaluate(() => [...window.heard])
  assert.deepEqual([...new Set(told.map(([, key]) => key))], scenes)
  const all = told.map(([text]) => text).join('\n')
  for (const words of ['评分标准的原话', '大屏只告诉全场交了几份', '手机断网了', '红键就按不动', '11 / 11，一份不多', '主控甲按下红键', '不能自己核对', '一张一张翻开', '划掉一个最高分', '取平均，现场得分', '点一下就看到', '快进', '封榜：37 个支部', '轮到您']) assert.ok(all.includes(words), words)
  assert.equal(all.includes('undefined'), false)
  await page.locator('nav li button').last().click()
  await page.getByRole('button', { name: /再看一遍/ }).waitFor()
  assert.equal((await state(page)).at, 60, 'a click on the last scene leaves it ended')
  await page.getByText(/PIN 是 \d{6}/).waitFor()
  await page.keyboard.press('ArrowLeft')
  await scene(page, 'batch')
  await page.locator('.play[data-at="60.0"]').waitFor()
  await page.getByRole('button', { name: /再看一遍/ }).click()
  await scene(page, 'marks')
  assert.equal((await state(page)).playing, true, 'it can be watched again')
  await page.context().close()
})

test('Space holds it, the arrows go to and fro, and what was shown comes back', { timeout: 120_000 }, async () => {
  const page = await open(1366, 768)
  await scene(page, 'reveal')
  await page.keyboard.press('Space')
  const held = await state(page)
  assert.equal(held.playing, false)
  await page.waitForTimeout(400)
  assert.equal((await state(page)).at, held.at, 'nothing moves while it is held')
  for (let i = 0; i < 9 && (await state(page)).scene !== 'marks'; i++) await page.keyboard.press('ArrowLeft')
  assert.equal((await state(page)).at, 6)
  await page.getByText('已提交 0 / 11').first().waitFor()
  const key = page.frameLocator('.key iframe').locator('#primary')
  await page.keyboard.press('ArrowRight')
  assert.equal((await state(page)).scene, 'offline')
  assert.equal(await key.getAttribute('aria-disabled'), 'true')
  await page.locator('nav li button').nth(3).click()
  await scene(page, 'two')
  await page.keyboard.press('Space') // the button that was clicked does not take it
  assert.equal((await state(page)).playing, true)
  await page.context().close()
})

test('the dead key says why, the pad is the real one, the explanation ends in the figure on the screen', { timeout: 120_000 }, async () => {
  const page = await open(1366, 768)
  await page.waitForFunction(() => Number(document.querySelector('.play').dataset.at) >= 50)
  await page.keyboard.press('Space') // everything before it is known
  await page.locator('nav li button').nth(2).click()
  const pad = page.frameLocator('.phone iframe')
  await page.frameLocator('.key iframe').getByText('评委9 未提交（断线 1 秒）').waitFor() // it is said at once, and counts from its beginning
  await pad.getByText(/^正在提交 \d/).waitFor()
  await pad.getByText('手机断网', { exact: true }).waitFor()
  assert.equal(await pad.getByText('网络较慢').count(), 0)
  await page.locator('nav li button').nth(4).click()
  assert.match(await page.frameLocator('.key iframe').locator('[aria-current=step]').innerText(), /^亮分/)
  for (let at = 0; at < 37 || at >= 42; at = (await state(page)).at) {
    if (at >= 42) await page.locator('nav li button').nth(4).click() // a busy machine was too late for it
    await page.keyboard.press('Space')
    await page.waitForFunction(() => Number(document.querySelector('.play').dataset.at) >= 37, null, { polling: 'raf' })
    await page.keyboard.press('Space')
  }
  await page.locator('.play > .hall').click()
  await scene(page, 'why')
  const score = /得 ([\d.]+)$/.exec(await page.locator('.over').getByText(/^平均/).innerText())[1]
  await page.locator('.play > .hall .score').getByText(score, { exact: true }).waitFor() // it counts up to it
  assert.equal(await page.locator('.over li').count(), 11)
  assert.equal(await page.locator('.over li s').count(), 2)
  await page.context().close()
})

test('at every size nothing hangs out and axe finds nothing', { timeout: 300_000 }, async () => {
  for (const [width, height] of sizes) {
    const touch = width < 500
    const page = await open(width, height, { reducedMotion: 'reduce', hasTouch: touch, isMobile: touch })
    await page.waitForFunction(() => Number(document.querySelector('.play').dataset.at) >= 57)
    await page.keyboard.press('Space')
    assert.equal(await page.locator('kbd').first().isVisible(), !touch, 'keys are named where there are keys')
    const keys = await page.locator('nav button').evaluateAll((all) => all.map((e) => Math.min(e.clientWidth, e.clientHeight)))
    assert.ok(width > 1000 || Math.min(...keys) >= 41, `${keys}`) // 44 with the border
    for (const [i, key] of scenes.entries()) {
      await page.locator('nav li button').nth(i).click()
      await scene(page, key)
      const out = await page.evaluate(() => {
        const over = document.documentElement.scrollWidth > innerWidth + 1 || document.documentElement.scrollHeight > innerHeight + 1
        const cut = [...document.querySelectorAll('.caption, .play > .hall, nav button span')].filter((e) => e.offsetParent && (e.scrollHeight > e.clientHeight + 2 && !e.matches('span') || e.getBoundingClientRect().right > innerWidth + 1)).map((e) => e.className || e.textContent)
        const boxes = [...document.querySelectorAll('.play > *')].filter((e) => getComputedStyle(e).clipPath === 'none').map((e) => [e.className || e.tagName, e.getBoundingClientRect()]).filter(([, r]) => r.width > 0 && r.height > 0)
        const on = boxes.flatMap(([a, p], i) => boxes.slice(i + 1).filter(([, q]) => p.left < q.right - 1 && q.left < p.right - 1 && p.top < q.bottom - 1 && q.top < p.bottom - 1).map(([b]) => `${a} lies on ${b}`))
        const off = boxes.filter(([, r]) => r.bottom > innerHeight + 1 || r.top < -1).map(([a]) => `${a} is off the page`)
        return [...(over ? ['the page scrolls'] : []), ...cut, ...on, ...off]
      })
      assert.deepEqual(out, [], `${key} at ${width}×${height}`)
      if (touch && key === 'reveal') assert.equal(await page.locator('.play > .hall').evaluate((e) => e.clientWidth), width, 'the hall has the whole width')
      if (touch && key === 'yours') assert.deepEqual(await page.locator('.over section').evaluate((e) => [e.scrollHeight - e.clientHeight, e.querySelectorAll('svg').length, e.querySelector('a').textContent]), [0, 0, '现在打分'])
      assert.ok(await page.getByText('合成数据', { exact: true }).isVisible())
      await accessible(page, `${key} at ${width}×${height}`)
    }
    await page.context().close()
  }
})

test('the seat that is kept completes the count once an entry, and a server that is gone is said to be', { timeout: 180_000 }, async () => {
  const page = await open(1366, 768)
  await page.waitForFunction(() => Number(document.querySelector('.play').dataset.at) >= 57)
  const caption = page.locator('.caption')
  await caption.getByText(/已提交 (\d+) \/ \d+，只差您这一份/).waitFor()
  assert.equal(await page.locator('.over svg').count(), 0, 'no code of an address that no phone reaches')
  const link = page.getByRole('link', { name: '在这台电脑上打分' })
  const round = shown.line.contests[0].rounds[0]
  const seat = round.seats.find((s) => s.url.endsWith(shown.line.contests[0].rounds[0].seats[0].token))
  assert.equal(await link.getAttribute('href'), seat.url, 'the link is a card of the first round')
  const judge = await phone(browser, errors)
  await sit(judge, seat)
  await mark(judge)
  await submit(judge)
  assert.match(await receipt(judge), /^[0-9A-Z]{4,}$/)
  await page.getByRole('heading', { name: '已经有人打过了' }).waitFor()
  await caption.getByText(/已提交 (\d+) \/ \1，红键亮了/).waitFor()
  assert.match(await page.getByRole('link', { name: '打开控制台' }).getAttribute('href'), new RegExp(`round=${round.id}$`))
  const [director, verifier] = await Promise.all(['director', 'verifier'].map((role) => official(shown.line.url, shown.line.users.find((u) => u.role === role), round.id)))
  const first = (await director.picture()).current
  const next = (await director.picture()).entries.find((e) => e.order === 2).id
  await director.tell('close', { entry: first })
  await page.getByRole('heading', { name: '主控正在往下走' }).waitFor()
  await verifier.tell('verify', { entry: first })
  for (const type of ['reveal', 'lock']) await director.tell(type, { entry: first })
  for (const type of ['call', 'start', 'open']) await director.tell(type, { entry: next })
  await link.waitFor()
  await caption.getByText('只差您这一份').waitFor()
  assert.deepEqual(errors, [])
  await judge.context().close()

  await shown.crash()
  await caption.getByText('连不上比赛服务器').waitFor()
  await page.locator('nav li button').nth(4).click()
  await page.locator('.play > .hall').getByText('曲里村').waitFor()
  await shown.again()
  await caption.getByText('连不上比赛服务器').waitFor({ state: 'detached' })
  await page.locator('nav li button').last().click()
  await caption.getByText('只差您这一份').waitFor()
})
