// A hall in memory for looking at the big screen and testing its layout: pictures of http.md made to order, and a server that shows them.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { policy } from './fake.mjs'

const towns = ['红旗镇', '云岭镇', '城关街道', '白鹭湖镇', '石桥镇', '柳林乡', '东坡底乡', '水峪贯镇']
const villages = ['幸福村', '青山村', '新河社区', '杨家湾村', '石桥村', '东风村', '横尖村', '古洞道村', '岔口村', '王村', '广兴村', '西街社区']
/** As long as names get: 24 characters. */
export const longest = '大塘新型农村社区（天宁镇北片区）合作社联合党总支部'.slice(0, 24)

const hundredths = (n) => `${Math.floor(n / 100)}.${String(n % 100).padStart(2, '0')}`

/** Marks of a panel, all different, highest and lowest dropped where the rules say so; and their mean to two places. */
export function panelOf(judges, taste, groups = [], trim = judges >= 5) {
  const tenths = Array.from({ length: judges }, (_, i) => 860 + ((i * 37 + taste * 13) % 90))
  const high = tenths.indexOf(Math.max(...tenths))
  const low = tenths.indexOf(Math.min(...tenths))
  const marks = tenths.map((t, i) => ({ seat: `s${i + 1}`, name: `评委${i + 1}`, total: `${Math.floor(t / 10)}.${t % 10}`.replace('.0', ''), dropped: !trim ? null : i === high ? 'high' : i === low ? 'low' : null, ...(groups.length ? { group: groups[i < 3 ? 0 : 1].key } : {}) }))
  const kept = tenths.filter((_, i) => !marks[i].dropped)
  return { marks, score: hundredths(Math.round((kept.reduce((a, b) => a + b, 0) / kept.length) * 10)) }
}

const panel = (judges) => ({ key: '', name: '', weight: '1', trim_high: judges >= 5 ? 1 : 0, trim_low: judges >= 5 ? 1 : 0, trim_min: 5 })
export const groups = [
  { key: 'leader', name: '领导评委', weight: '0.4', trim_high: 0, trim_low: 0, trim_min: 0 },
  { key: 'expert', name: '专业评委', weight: '0.6', trim_high: 1, trim_low: 1, trim_min: 5 },
]

/**
 * A picture of the hall: so many entries of which `done` are locked, the next one in `state` ('' for none). `long` gives
 * names of 24 characters, `tie` the current entry the score of the first.
 */
export function pictureOf({ entries = 15, judges = 11, done = 6, state = 'scoring', long = false, tie = false, split = false, part = 'stage', version = 1, screen = {}, round = {}, ...more } = {}) {
  const shown = (s) => s === 'revealed' || s === 'locked'
  const list = Array.from({ length: entries }, (_, i) => {
    const st = i < done ? 'locked' : i === done && state ? state : 'waiting'
    const { marks, score } = panelOf(judges, tie && i === done ? 0 : i, split ? groups : [])
    const figures = shown(st) ? { score, total: null, rank: 0, marks } : { score: null, total: null, rank: null, marks: null }
    return { id: `e${i + 1}`, name: long ? `${longest.slice(0, 22)}${String(i + 1).padStart(2, '0')}` : `${villages[i % villages.length]}党支部`, township: towns[i % towns.length], batch: '第一批', speaker: ['李秀英', '王志强', '赵敏', '欧阳建国'][i % 4], title: i % 3 ? '' : '把集体经济账本晒给全村人看', order: i + 1, state: st, in: st === 'scoring' ? Math.ceil(judges * 0.7) : judges, of: judges, ...figures, corrected: false }
  })
  rank(list)
  return {
    log: 'fake', version, at: '2026-11-24T09:30:00+08:00', view: 'hall',
    round: { id: 'r', name: '第二场 · 乡村组', contest: 'c', contest_name: '交城县村（社区）党组织书记擂台比武', rehearsal: false, mode: 'sequential', part: 'stage', part_name: '现场比武', paused: false, rules_hash: '', drawn: true, weight: '0.6', mean: 'arithmetic', panels: split ? groups : [panel(judges)], screen: { score: part, ranking: part }, parts: [{ key: 'stage', name: '现场比武', weight: '0.6' }, { key: 'field', name: '实地观摩', weight: '0.25' }, { key: 'daily', name: '日常工作', weight: '0.15' }], across: false, seed: '20241124', plan: { starts: '2026-11-24T09:00:00+08:00', parts: [{ name: '视频', seconds: 120 }, { name: '演说', seconds: 300 }, { name: '问答', seconds: 120 }] }, backdrop: null, ...round },
    current: state ? (list[done]?.id ?? null) : null, timer: null, final: false, question: null,
    screens: [{ id: 'main', name: '大屏', kind: 'hall', mode: '1', entry: null, step: 0, page: 0, ...screen }],
    entries: list, ...more,
  }
}

/** Places by score among those that are shown; equal ones shared. */
export function rank(list) {
  const shown = list.filter((e) => e.score !== null)
  for (const e of shown) e.rank = 1 + shown.filter((o) => Number(o.score) > Number(e.score)).length
}

/** Standings of such a picture, with other parts that turn the order about a little, and awards. */
export function standingsOf(picture, awards = [['一等奖', 3], ['二等奖', 5], ['三等奖', 7]]) {
  const shown = picture.entries.filter((e) => e.score !== null)
  const rows = shown.map((e, i) => ({ e, total: Math.round(Number(e.score) * 60) + 3000 + ((i * 29) % 47) * 7 })).sort((a, b) => b.total - a.total)
  const at = (i) => rows.findIndex((r) => r.total === rows[i].total) + 1
  const awardOf = (place) => {
    let upTo = 0
    for (const [name, places] of awards) if (place <= (upTo += places)) return name
    return null
  }
  return { log: picture.log, version: picture.version, final: picture.final, rules_hash: '', schema: '', warnings: [], groups: [{ key: '', rows: rows.map(({ e, total }, i) => ({ entry: e.id, name: e.name, rank: at(i), shared: rows.filter((r) => r.total === total).length > 1, unranked: null, total: hundredths(total), parts: { stage: { value: e.score, exact: e.score, weighted: e.score } }, adjustments: [], screen_rank: e.rank, tier: null, award: awardOf(at(i)), movement: null })) }] }
}

/** The server: every page of every test gets what `show` said last. */
export async function hall({ pages = process.env.LEITAI_PAGES ?? fileURLToPath(new URL('../dist/', import.meta.url)), port = 0 } = {}) {
  const state = { picture: pictureOf(), standings: null, streams: new Set(), screens: new Map(), backdrop: null, snapshots: 0, sent: '' }
  const write = (res, name, data) => {
    const text = `id: ${data.version ?? state.picture.version}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`
    state.sent += state.listening ? text : ''
    return res.writable && res.write(text)
  }
  const now = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 23) + '+08:00'
  const json = (res, status, data) => res.writeHead(status, { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json' }).end(JSON.stringify(data))

  function answer(req, res, url) {
    const path = url.pathname.split('/').slice(1)
    if (url.pathname === '/screen') {
      const html = readFileSync(`${pages}/screen.html`, 'utf8')
      return res.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy(html), 'Cache-Control': 'no-cache' }).end(html)
    }
    switch (`${req.method} ${path.slice(2).map((p, i) => (i === 1 ? '*' : p)).join('/')}`) {
      case 'POST screens': {
        const id = `p${state.screens.size + 1}`
        state.screens.set(id, { code: '4827', round: null })
        return json(res, 201, { screen: id, code: '4827' })
      }
      case 'GET screens/*':
        return state.screens.has(path[3]) ? json(res, 200, state.screens.get(path[3])) : json(res, 404, { status: 404, code: 'not_found' })
      case 'GET backdrops/*':
        return state.backdrop ? res.writeHead(200, { 'Content-Type': 'image/png' }).end(state.backdrop) : json(res, 404, { status: 404, code: 'not_found' })
      case 'GET rounds/*/snapshot':
        state.snapshots++
        return path[3] === 'r' ? json(res, 200, state.picture) : json(res, 404, { status: 404, code: 'not_found' })
      case 'GET rounds/*/standings':
        return json(res, 200, state.standings ?? standingsOf(state.picture))
      case 'GET rounds/*/events':
        if (path[3] !== 'r') return json(res, 404, { status: 404, code: 'not_found' })
        res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
        state.streams.add(res)
        write(res, 'snapshot', state.picture)
        write(res, 'beat', { log: state.picture.log, version: state.picture.version, now: now() })
        return res.on('close', () => state.streams.delete(res))
      default:
        return json(res, 404, { status: 404, code: 'not_found' })
    }
  }

  const server = createServer((req, res) => answer(req, res, new URL(req.url, 'http://fake')))
  await new Promise((done) => server.listen(port, '127.0.0.1', done))
  // Taken by every page, or the page has gone.
  const taken = (res) => new Promise((go) => (res.writable ? res.once('drain', go).once('close', go) : go()))
  const all = (name, data) => Promise.all([...state.streams].map((res) => write(res, name, data) || taken(res)))
  const pulse = setInterval(() => void all('beat', { log: state.picture.log, version: state.picture.version, now: now() }), 5_000)
  return {
    url: `http://venue.test:${server.address().port}`,
    state,
    /** Shows a picture, with the next version. */
    show: (picture) => ((state.picture = { ...picture, version: state.picture.version + 1 }), all('snapshot', state.picture)),
    tell: all,
    now,
    /** Every stream ends, as at a restart; the pages come back by themselves. */
    cut: () => state.streams.forEach((res) => res.destroy()),
    close: () => (clearInterval(pulse), server.closeAllConnections(), server.close()),
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await hall({ port: 8091 })
  console.log(`${url}/screen?round=r (http://127.0.0.1:8091/screen?round=r)`)
}
