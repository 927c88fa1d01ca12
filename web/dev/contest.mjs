// A contest in memory for developing the pad: the states, seats and ballots of http.md, without a log on disk.
import { randomBytes } from 'node:crypto'

const sheet13 = [
  ['V1', '主题鲜明，贴近支部工作', '主题', '视频展示', '7', '主题集中，一条线讲清楚一件事'],
  ['V2', '画面真实，制作规范', '画面', '视频展示', '7', '有现场、有群众、有时间地点，不摆拍'],
  ['V3', '时长和字幕', '时长', '视频展示', '6', '五分钟以内，字幕没有错字'],
  ['S1', '党组织建设', '党建', '登台演说', '10', '三会一课、主题党日记录齐全，党员发挥作用有事例'],
  ['S2', '集体经济和产业发展', '产业', '登台演说', '12', '集体经济收入、带动户数、项目可持续'],
  ['S3', '基层治理和网格服务', '治理', '登台演说', '12', '网格和矛盾调处真实运转，有本村（社区）的事例和办结数；常态机制，不是突击。'],
  ['S4', '为民服务', '服务', '登台演说', '8', '代办事项、特殊群体帮扶，群众认可'],
  ['S5', '语言表达', '表达', '登台演说', '5', '脱稿，条理清楚，不超时'],
  ['S6', '问题和打算', '打算', '登台演说', '8', '说出真问题，下一步有措施有时限'],
  ['Q1', '政策理论题', '理论', '现场问答', '7', '答到要点，不照本宣科。参考：组织生活会的程序'],
  ['Q2', '村情民情题', '村情', '现场问答', '7', '数字准确，不看稿'],
  ['Q3', '处置情景题', '处置', '现场问答', '6', '办法可行，依据清楚'],
  ['Z1', '综合表现', '综合', '综合表现', '5', '仪表、精神面貌、时间把握'],
]
const l4 = [
  { name: '好', from: '0.9', to: '1' },
  { name: '较好', from: '0.75', to: '0.9' },
  { name: '一般', from: '0.6', to: '0.75' },
  { name: '差', from: '0', to: '0.6' },
]
const point = ([point, name, short, part, max, focus], step = '0.1', bands = l4) => ({ point, name, short, part, max, step, bands, focus })

export const sheets = {
  graded: sheet13.map((p) => point(p)),
  short: ['组织建设', '产业发展', '基层治理', '为民服务', '现场表现'].map((n, i) => point([`P${i + 1}`, n, n, '', '10', '集体经济收入、带动户数、项目可持续'], '0.1', null)),
  hundred: [point(['H', '总体印象', '印象', '', '100', '整体把握'], '1', null)],
  thirty: [point(['T', '现场表现', '表现', '', '30', ''], '0.5', null), point(['U', '材料', '材料', '', '20', ''], '0.5', null)],
  odd: [point(['O', '折算得分', '折算', '', '40', '保留两位小数'], '0.25', null)],
  total: [point(['total', '总分', '总分', '', '100', '对照标准整体把握，只打一个总分'], '0.1', null)],
}

const names = ['天宁镇 西街社区党支部', '洪相镇 广兴村党支部', '红旗镇 幸福村党支部', '夏家营镇 王村党支部', '岭底乡 古洞道村党支部', '会立乡 水峪贯村党支部', '东坡底乡 横尖村党支部', '水峪贯镇 岔口联合党支部']
const people = ['张建国', '李秀英', '王志强', '赵敏', '刘海燕', '陈德福', '孙桂兰']
const id = (prefix) => `${prefix}-${randomBytes(4).toString('hex')}`
const six = () => String(100000 + (randomBytes(4).readUInt32BE() % 900000))
const road = ['waiting', 'called', 'presenting', 'scoring', 'closed', 'verified', 'revealed', 'locked']
const ways = { call: ['waiting', 'called'], start: ['called', 'presenting'], open: ['presenting', 'scoring'], close: ['scoring', 'closed'], verify: ['closed', 'verified'], reveal: ['verified', 'revealed'], lock: ['revealed', 'locked'] }
const codes = { waiting: 'not_on_stage', called: 'not_open', presenting: 'not_open', closed: 'closed', verified: 'closed', revealed: 'closed' }

export class Refusal extends Error {
  constructor(status, code, more = {}) {
    super(code)
    Object.assign(this, { status, code, more })
  }
}

export function makeRound({ rehearsal = false, sheet = 'graded', entries = 8, judges = 7, mode = 'sequential' } = {}) {
  return {
    id: id('r'),
    log: id('log'),
    version: 0,
    name: rehearsal ? '彩排' : '第一轮',
    contest: rehearsal ? '彩排' : '交城县党支部擂台比武',
    rehearsal,
    mode,
    paused: false,
    current: null,
    sheet: sheets[sheet],
    entries: names.slice(0, entries).map((name, i) => ({ id: id('e'), name: name.split(' ')[1], order: i + 1, township: name.split(' ')[0], speaker: '', title: '', state: mode === 'open' ? 'scoring' : 'waiting', reopened: null })),
    seats: people.slice(0, judges).map((name, i) => ({ id: id('s'), name: `评委${i + 1}`, person: name, token: randomBytes(16).toString('base64url'), code: six(), pin: six(), recused: [], holder: null, claim: null })),
    ballots: new Map(),
    keys: new Map(),
  }
}

/** A state command; what it may start from is checked, who asks is not. */
export function command(round, { type, entry, seat, reason }) {
  const e = round.entries.find((x) => x.id === entry)
  const j = round.seats.find((x) => x.id === seat)
  if (ways[type]) {
    const [from, to] = ways[type]
    if (!e) throw new Refusal(422, 'missing', { field: 'entry' })
    if (e.state !== from) throw new Refusal(409, 'wrong_state', { state: e.state })
    e.state = to
    e.reopened = null
    if (type === 'call') round.current = entry
  } else if (type === 'reopen') {
    e.state = 'scoring'
    e.reopened = reason
  } else if (type === 'withdraw' || type === 'absent') e.state = type === 'withdraw' ? 'withdrawn' : 'absent'
  else if (type === 'recuse') j.recused.push(entry)
  else if (type === 'pause' || type === 'resume') round.paused = type === 'pause'
  else if (type === 'seal') Object.assign(round, { current: null, final: true })
  return { seq: ++round.version, version: round.version }
}

const at = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 19) + '+08:00'

export function putBallot(round, seat, entryId, key, { marks, based_on }) {
  const e = round.entries.find((x) => x.id === entryId)
  if (!e) throw new Refusal(404, 'not_found')
  const known = round.keys.get(`${seat.id} ${key}`)
  if (known) return { status: 200, answer: known }
  const mine = round.ballots.get(`${seat.id} ${entryId}`) ?? null
  const refuse = (code) => {
    throw new Refusal(409, code, { state: e.state, ballot: mine?.answer ?? null })
  }
  if (e.state !== 'scoring') refuse(codes[e.state] ?? e.state)
  if (seat.recused.includes(entryId)) refuse('recused')
  if ((mine?.answer.version ?? 0) !== based_on) refuse('stale')
  for (const p of round.sheet) if (marks[p.point] === undefined) throw new Refusal(422, 'missing_point', { field: `marks.${p.point}` })
  for (const [p, m] of Object.entries(marks)) {
    const s = round.sheet.find((x) => x.point === p)
    if (!s) throw new Refusal(422, 'unknown_point', { field: `marks.${p}` })
    const n = Math.round(Number(m) * 10000)
    if (!/^(0|[1-9]\d{0,5})(\.\d{1,4})?$/.test(m) || n > s.max * 10000 || n % Math.round(s.step * 10000)) throw new Refusal(422, 'bad_mark', { field: `marks.${p}` })
  }
  const total = String(Object.values(marks).reduce((n, m) => n + Math.round(Number(m) * 10000), 0) / 10000)
  const answer = { receipt: randomBytes(4).toString('hex').toUpperCase().slice(0, 4), seq: ++round.version, version: based_on + 1, total, at: at() }
  round.ballots.set(`${seat.id} ${entryId}`, { marks, answer })
  round.keys.set(`${seat.id} ${key}`, answer)
  return { status: 201, answer }
}

export function seatPicture(round, seat) {
  return {
    log: round.log,
    version: round.version,
    now: at(),
    seat: { id: seat.id, name: seat.name, person: seat.person, group: '' },
    round: { id: round.id, name: round.name, contest: round.contest, contest_name: round.contest, rehearsal: round.rehearsal, mode: round.mode, paused: round.paused, final: round.final ?? false },
    sheet: round.sheet,
    current: round.current,
    entries: round.entries.map((e) => ({ ...e, absent: false, recused: seat.recused.includes(e.id), open: e.state === 'scoring' && !seat.recused.includes(e.id) })),
    ballots: [...round.ballots].filter(([k]) => k.startsWith(`${seat.id} `)).map(([k, b]) => ({ entry: k.split(' ')[1], marks: b.marks, ...b.answer })),
  }
}

export function judgePicture(round) {
  const none = { score: null, total: null, rank: null, marks: null, corrected: false }
  const entries = round.entries.map((e) => ({ id: e.id, name: e.name, township: '', order: e.order, state: e.state, ...none }))
  const about = { id: round.id, name: round.name, contest: round.contest, rehearsal: round.rehearsal, mode: round.mode, part: 'stage', paused: round.paused, rules_hash: '' }
  return { log: round.log, version: round.version, at: at(), view: 'judge', round: about, current: round.current, timer: null, entries }
}

export const beat = (round) => ({ log: round.log, version: round.version, now: at() })
export const passed = (state, than) => road.indexOf(state) >= road.indexOf(than)
