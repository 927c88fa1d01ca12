// `npm run shots [NAME…]`: a picture of every state of the pad at four sizes, each state a row of shots/judge-N.png, to be looked at.
// It runs on dev/fake.mjs, which can be brought into every state.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { command, passed } from '../dev/contest.mjs'
import { fake } from '../dev/fake.mjs'
import { launch, main, mark, phone, sit } from './venue.mjs'

const out = fileURLToPath(new URL('../shots/', import.meta.url))
const sizes = [
  ['390x670', { width: 390, height: 670 }, 1],
  ['390x844', { width: 390, height: 844 }, 1],
  ['320x568', { width: 320, height: 568 }, 1],
  ['390x670-large', { width: 390, height: 670 }, 1.4],
]

const link = (f, n = 2) => f.line.contests[0].rounds[0].seats[n]
const road = (f, entry, to) => {
  for (const [type, state] of [['call', 'called'], ['start', 'presenting'], ['open', 'scoring'], ['close', 'closed'], ['verify', 'verified'], ['reveal', 'revealed'], ['lock', 'locked']]) {
    const e = f.real.entries[entry]
    if (e.state !== to && !passed(e.state, state)) command(f.real, { type, entry: e.id })
  }
  f.tell(f.real)
}
const scored = async (p, f, taste = 0) => {
  await p.locator('.pad').waitFor()
  await mark(p, taste)
  await main(p).tap()
  await p.waitForTimeout(320)
}
const sent = async (p, f, taste = 0) => {
  await scored(p, f, taste)
  await p.getByRole('button', { name: /^确认提交/ }).tap()
  await p.locator('.receipt').waitFor()
}
/** Six entries that this seat has scored before, so that there is a frame. */
function history(f, n = 2) {
  const seat = f.real.seats[n]
  for (let i = 0; i < 6; i++) {
    const e = f.real.entries[i]
    const marks = Object.fromEntries(f.real.sheet.map((s, k) => [s.point, ((Math.round(s.max * 10) - 4 - ((i * 5 + k * 3) % 9)) / 10).toFixed(1)]))
    const total = Object.values(marks).reduce((t, m) => t + Math.round(m * 10), 0) / 10
    f.real.ballots.set(`${seat.id} ${e.id}`, { marks, answer: { receipt: `A${i}K${i}`, seq: i + 1, version: 1, total: String(total), at: '2026-11-24T14:32:08+08:00' } })
    e.state = 'locked'
  }
  f.real.version = 50
  f.real.current = f.real.entries[5].id
}

/** name, options of the server, what to do. Each gets a page that sits at its seat unless it says `door`. */
const states = [
  ['door', {}, async (p) => p.locator('[name=code]').waitFor(), 'door'],
  ['wrong code', {}, async (p) => (await p.locator('[name=code]').fill('123456'), await p.locator('[name=pin]').fill('123456'), await p.getByRole('button', { name: '进入' }).tap(), await p.getByText('号码或 PIN 不对').waitFor()), 'door'],
  ['wrong card', {}, async (p, f) => (await p.goto(`${f.line.url}/j#AAAAAAAAAAAAAAAAAAAA`), await p.getByText('不是这场比赛的').waitFor()), 'nowhere'],
  ['seat taken', {}, async (p, f) => (f.real.seats[2].holder = 'x', await p.goto(link(f).url), await p.getByText('另一台手机').first().waitFor()), 'nowhere'],
  ['who', {}, async (p, f) => (await p.goto(link(f).url), await p.getByText('是我', { exact: true }).waitFor()), 'nowhere'],
  ['self-test', {}, async (p, f) => (await p.goto(link(f).url), await p.getByText('是我', { exact: true }).tap(), await p.getByText('已连接').waitFor()), 'nowhere'],
  ['before', {}, async (p) => p.getByText('比赛还没开始').waitFor()],
  ['presenting', {}, async (p, f) => (road(f, 0, 'presenting'), await p.locator('.pad').waitFor())],
  ['scoring, no band', {}, async (p, f) => (history(f), road(f, 6, 'scoring'), await p.locator('.pad').waitFor(), await p.locator('.tabs button').nth(1).tap(), await p.locator('.chips button').nth(2).tap())],
  ['scoring, a band', {}, async (p, f) => {
    history(f)
    road(f, 6, 'scoring')
    await p.locator('.pad').waitFor()
    await mark(p, 1, 5)
    await p.locator('.bands button').nth(1).tap()
  }],
  ['scoring, 差', {}, async (p, f) => (road(f, 0, 'scoring'), await p.locator('.tabs button').nth(1).tap(), await p.locator('.chips button').nth(1).tap(), await p.locator('.bands button').nth(3).tap(), await p.locator('.grid .key').nth(1).tap())],
  ['a part is done', {}, async (p, f) => (road(f, 0, 'scoring'), await p.locator('.pad').waitFor(), await mark(p, 0, 3))],
  ['all done', {}, async (p, f) => (road(f, 0, 'scoring'), await p.locator('.pad').waitFor(), await mark(p, 1))],
  ['review', {}, async (p, f) => (history(f), road(f, 6, 'scoring'), await scored(p, f, 1))],
  ['review with warnings', { sheet: 'short' }, async (p, f) => {
    road(f, 0, 'scoring')
    await p.locator('.pad').waitFor()
    for (let i = 0; i < 5; i++) await p.getByRole('button', { name: '5', exact: true }).first().tap(), await p.getByRole('button', { name: '.0', exact: true }).tap(), await p.waitForTimeout(300)
    await main(p).tap()
    await p.waitForTimeout(300)
  }],
  ['sending', {}, async (p, f) => {
    road(f, 0, 'scoring')
    await scored(p, f)
    f.server.closeAllConnections()
    f.server.close()
    await p.getByRole('button', { name: /^确认提交/ }).tap()
    await p.getByText('连不上比赛服务器').waitFor()
  }],
  ['receipt', {}, async (p, f) => (road(f, 0, 'scoring'), await sent(p, f))],
  ['words', {}, async (p, f) => (road(f, 0, 'scoring'), await sent(p, f), await p.getByText('记亮点和不足').tap(), await p.locator('fieldset button').nth(1).tap(), await p.locator('fieldset button').nth(18).tap())],
  ['revision', {}, async (p, f) => (road(f, 0, 'scoring'), await sent(p, f), await p.getByText('撤回修改').tap())],
  ['locked', {}, async (p, f) => (road(f, 0, 'scoring'), await sent(p, f), road(f, 0, 'closed'), await p.getByText('打分已停止').waitFor())],
  ['missed', {}, async (p, f) => (road(f, 0, 'scoring'), await p.locator('.pad').waitFor(), await mark(p, 0, 3), road(f, 0, 'closed'), await p.getByText('您没有提交').waitFor())],
  ['moved on', {}, async (p, f) => {
    road(f, 0, 'scoring')
    await p.locator('.pad').waitFor()
    await mark(p, 0, 3)
    road(f, 1, 'scoring')
    await p.getByText('现场已到').waitFor()
  }],
  ['recused', {}, async (p, f) => (f.real.seats[2].recused.push(f.real.entries[0].id), road(f, 0, 'scoring'), await p.getByText('需要回避').waitFor())],
  ['withdrawn', {}, async (p, f) => (road(f, 0, 'called'), await p.locator('.pad').waitFor(), command(f.real, { type: 'withdraw', entry: f.real.entries[0].id }), f.tell(f.real), await p.getByText('已弃赛').waitFor())],
  ['paused', {}, async (p, f) => (road(f, 0, 'scoring'), await p.locator('.pad').waitFor(), command(f.real, { type: 'pause' }), f.tell(f.real), await p.getByText('比赛暂停').waitFor())],
  ['reopened', {}, async (p, f) => {
    road(f, 0, 'scoring')
    await sent(p, f)
    road(f, 0, 'closed')
    await p.getByText('打分已停止').waitFor()
    command(f.real, { type: 'reopen', entry: f.real.entries[0].id, reason: '产业发展一项与材料不符，请再看一眼' })
    f.tell(f.real)
    await p.getByText('核分员请您').waitFor()
  }],
  ['between', {}, async (p, f) => (history(f), f.tell(f.real), await p.getByText('请稍候').waitFor())],
  ['mine', {}, async (p, f) => (history(f), f.tell(f.real), await p.getByText('请稍候').waitFor(), await p.getByText('看我打过的分').tap())],
  ['end', {}, async (p, f) => (history(f), f.real.entries.forEach((e) => (e.state = 'locked')), command(f.real, { type: 'seal' }), f.tell(f.real), await p.getByText('全部完成').waitFor())],
  ['offline', {}, async (p, f) => (road(f, 0, 'scoring'), await p.locator('.pad').waitFor(), f.server.closeAllConnections(), f.server.close(), await p.getByText('连不上比赛服务器').waitFor())],
  ['moved to another phone', {}, async (p, f) => {
    await fetch(f.line.url.replace('venue.test', '127.0.0.1') + '/api/v1/seats/claim', { method: 'POST', body: JSON.stringify({ token: f.real.seats[2].token, pin: f.real.seats[2].pin, move: true }) })
    await p.getByText('这一台停下了').waitFor()
  }],
  ['expired', {}, async (p, f) => (f.state.sessions.clear(), f.real.seats.forEach((s) => (s.token = 'gone')), await p.reload(), await p.getByText(/不是这场比赛|已经到期/).first().waitFor())],
  ['rehearsal', { rehearse: true }, async (p, f) => p.getByText('彩排数据').waitFor(), 1],
  ['open round', { mode: 'open' }, async (p) => p.getByText('请选一位打分').waitFor()],
  ['five points', { sheet: 'short' }, async (p, f) => (road(f, 0, 'scoring'), await p.getByRole('button', { name: '9', exact: true }).tap(), await p.getByRole('button', { name: '.5', exact: true }).tap(), await p.waitForTimeout(300), await p.getByRole('button', { name: '8', exact: true }).tap())],
  ['0–100', { sheet: 'hundred' }, async (p, f) => (road(f, 0, 'scoring'), await p.getByRole('button', { name: '90', exact: true }).tap())],
  ['0–30 by a half', { sheet: 'thirty' }, async (p, f) => (road(f, 0, 'scoring'), await p.getByRole('button', { name: '28', exact: true }).tap())],
  ['typed', { sheet: 'odd' }, async (p, f) => { road(f, 0, 'scoring'); for (const k of '36.') await p.getByRole('button', { name: k, exact: true }).tap() }],
  ['one total', { sheet: 'total' }, async (p, f) => (road(f, 0, 'scoring'), await p.getByRole('button', { name: '91', exact: true }).tap())],
]

const browser = await launch()
await mkdir(out, { recursive: true })
const wanted = process.argv.slice(2)
const rows = []
for (const [name, options, deed, seat = 2] of states.filter(([n]) => !wanted.length || wanted.includes(n))) {
  const row = await Promise.all(
    sizes.map(async ([size, viewport, text]) => {
      const f = await fake(options)
      const page = await phone(browser, [], { viewport, reducedMotion: 'reduce' })
      await page.addInitScript((t) => document.addEventListener('DOMContentLoaded', () => t > 1 && (document.documentElement.style.fontSize = `${18 * t}px`)), text)
      try {
        if (seat === 'door') await page.goto(`${f.line.url}/j`)
        else if (seat !== 'nowhere') await sit(page, link(f, seat))
        await deed(page, f)
        await page.waitForTimeout(250)
      } catch (e) {
        console.error(`${name} at ${size}: ${String(e).slice(0, 300)}`)
        process.exitCode = 1
      }
      const file = `${out}${name.replace(/[^\p{L}\d]+/gu, '-')}-${size}.png`
      await page.screenshot({ path: file })
      await page.context().close()
      f.close()
      return file
    }),
  )
  rows.push([name, row])
}

const sheet = await browser.newPage({ viewport: { width: 1560, height: 700 } })
for (let n = 0; n * 3 < rows.length; n++) {
  const pictures = await Promise.all(rows.slice(n * 3, n * 3 + 3).map(async ([name, row]) => `<h2>${name}</h2><div>${(await Promise.all(row.map(async (f) => `<img src="data:image/png;base64,${(await readFile(f)).toString('base64')}">`))).join('')}</div>`))
  await sheet.setContent(`<style>body{margin:8px;background:#999;font:16px sans-serif}h2{margin:4px 0;font-size:16px}div{display:flex;gap:10px;align-items:flex-start}img{max-height:844px}</style>${pictures.join('')}`)
  await sheet.screenshot({ path: `${out}judge-${n + 1}.png`, fullPage: true })
}
await writeFile(`${out}index.txt`, rows.map(([name], i) => `judge-${Math.floor(i / 3) + 1}.png ${name}`).join('\n') + '\n')
await browser.close()
console.log(`${rows.length} states in ${out}`)
process.exit()
