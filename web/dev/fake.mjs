// A small server written from http.md, for working on the pad without the real one: `node dev/fake.mjs [--sheet short] [--port 8090]`.
// Prints the line of `leitai demo --json`. No rights, no disk, no limits: nothing here is part of the product.
import { createServer } from 'node:http'
import { readFileSync } from 'node:fs'
import { createHash, randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Refusal, beat, command, judgePicture, makeRound, putBallot, seatPicture } from './contest.mjs'

const page = new URL('../dist/judge.html', import.meta.url)

export function policy(html) {
  const hash = (tag) => [...html.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))].map((m) => ` 'sha256-${createHash('sha256').update(m[1]).digest('base64')}'`).join('')
  return `default-src 'none'; script-src${hash('script')}; style-src${hash('style')}; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'`
}

/** Starts it; `rounds` are those of contest.mjs, the first is in use. */
export async function fake(options = {}, port = 0) {
  const real = makeRound(options)
  const rehearsal = makeRound({ ...options, rehearsal: true, entries: 2, judges: 2 })
  for (const [i, s] of rehearsal.seats.entries()) Object.assign(s, { token: real.seats[i].token, code: real.seats[i].code, pin: real.seats[i].pin })
  const state = { use: options.rehearse ? rehearsal : real, streams: new Set(), sessions: new Map(), wrong: new Map(), words: [] }
  const rounds = [real, rehearsal]

  const cookies = (req) => Object.fromEntries((req.headers.cookie ?? '').split('; ').map((c) => c.split('=')))
  function seatOf(req, url) {
    const wanted = url.searchParams.get('seat')
    const session = state.sessions.get(cookies(req)[`leitai_seat_${wanted}`])
    if (!session) throw new Refusal(401, 'no_session')
    const round = rounds.find((r) => r.seats.some((s) => s.id === session.seat))
    const seat = round.seats.find((s) => s.id === session.seat)
    if (seat.holder !== session.id) throw new Refusal(401, 'seat_moved')
    return { round, seat, session }
  }

  function claim({ token, code, pin, move }, key) {
    const seat = state.use.seats.find((s) => s.token === token || s.code === code)
    if (!seat) throw new Refusal(401, 'wrong_credentials')
    if (seat.claim && seat.claim.key === key && seat.holder === seat.claim.session) return { status: 200, seat, session: seat.holder }
    if ((code || move) && !pin) throw new Refusal(401, 'pin_needed')
    if (pin && pin !== seat.pin) throw new Refusal(401, 'wrong_credentials')
    if (seat.holder && !move) throw new Refusal(409, 'seat_taken')
    const id = randomBytes(16).toString('hex')
    for (const s of state.streams) if (s.session.id === seat.holder) end(s, 'seat_moved')
    state.sessions.set(id, { id, seat: seat.id })
    Object.assign(seat, { holder: id, claim: { key, session: id } })
    return { status: 201, seat, session: id }
  }

  function end(s, code) {
    s.res.write(`event: end\ndata: ${JSON.stringify({ code })}\n\n`)
    s.res.end()
    state.streams.delete(s)
  }
  const event = (s, name, data) => s.res.write(`id: ${data.version}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
  const tell = (round) => {
    for (const s of state.streams) if (s.round === round) event(s, 'snapshot', judgePicture(round))
  }

  /** The cards lead to the other round: sessions follow to the seat of the same card there. */
  function use(round) {
    const before = state.use
    state.use = round
    for (const s of before.seats) {
      const to = round.seats.find((x) => x.token === s.token)
      if (!to || !s.holder) continue
      Object.assign(to, { holder: s.holder, claim: s.claim })
      state.sessions.get(s.holder).seat = to.id
      for (const stream of state.streams) if (stream.session.id === s.holder) end(stream, 'round_moved')
    }
  }

  /** A restore of an older copy: another log, and what came after `keep` ballots is gone. */
  function restore(round, keep, claims) {
    round.log = `log-${randomBytes(4).toString('hex')}`
    round.ballots = new Map([...round.ballots].slice(0, keep))
    round.keys.clear()
    round.version = 100 + keep
    if (!claims) for (const s of round.seats) Object.assign(s, { holder: null, claim: null })
    if (!claims) state.sessions.clear()
    for (const s of [...state.streams]) end(s, 'shutdown')
  }

  async function answer(req, res, url) {
    const path = url.pathname.split('/').slice(1)
    const body = ['POST', 'PUT'].includes(req.method) ? JSON.parse((await read(req)) || '{}') : null
    const key = req.headers['idempotency-key']
    const json = (status, data, headers = {}) => res.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(data === undefined ? undefined : JSON.stringify(data))
    if (url.pathname === '/j') {
      const html = readFileSync(page, 'utf8')
      return res.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy(html), 'Cache-Control': 'no-cache' }).end(html)
    }
    if (path[0] !== 'api') throw new Refusal(404, 'not_found')
    if (req.method !== 'GET' && path[2] !== 'sessions' && !req.headers['x-leitai'] && req.headers.cookie) throw new Refusal(403, 'csrf')
    switch (`${req.method} ${path[2]} ${path[path.length - 1]}`) {
      case 'POST sessions sessions':
        return json(201, { session: 'fake', expires: '' })
      case 'DELETE sessions current': {
        const { seat } = seatOf(req, url)
        seat.holder = null
        return json(204)
      }
      case 'POST seats claim': {
        const { status, seat, session } = claim(body, key)
        return json(status, { session, expires: '', seat: { id: seat.id, name: seat.name, round: state.use.id } }, { 'Set-Cookie': `leitai_seat_${seat.id}=${session}; HttpOnly; SameSite=Strict; Path=/` })
      }
      case 'GET seat seat': {
        const { round, seat } = seatOf(req, url)
        return json(200, seatPicture(round, seat))
      }
      case 'POST seat presence':
        seatOf(req, url)
        return json(204)
      case 'PUT entries ballot': {
        const { round, seat } = seatOf(req, url)
        if (!key) throw new Refusal(422, 'key_missing')
        const { status, answer } = putBallot(round, seat, path[3], key, body)
        if (status === 201) for (const s of state.streams) if (s.round === round && s.session.seat === seat.id) event(s, 'version', { log: round.log, version: round.version })
        return json(status, answer)
      }
      case 'POST entries words':
        seatOf(req, url)
        state.words.push(body)
        return json(201, { seq: 0, version: 0 })
      case 'POST rounds commands': {
        const round = rounds.find((r) => r.id === path[3])
        if (body.type === 'use') use(round)
        const answer = command(round, body)
        tell(round)
        return json(201, answer)
      }
      case 'GET rounds snapshot':
        return json(200, judgePicture(rounds.find((r) => r.id === path[3])))
      case 'GET rounds events': {
        const { round, session } = seatOf(req, url)
        res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
        const s = { res, round, session }
        state.streams.add(s)
        event(s, 'snapshot', judgePicture(round))
        const pulse = setInterval(() => event(s, 'beat', beat(round)), 5_000)
        return res.on('close', () => (clearInterval(pulse), state.streams.delete(s)))
      }
      default:
        throw new Refusal(404, 'not_found')
    }
  }

  const server = createServer((req, res) => {
    const url = new URL(req.url, 'http://fake')
    answer(req, res, url).catch((e) => {
      if (!(e instanceof Refusal)) console.error(e)
      const r = e instanceof Refusal ? e : new Refusal(500, 'fault')
      res.writeHead(r.status, { 'Content-Type': 'application/problem+json' }).end(JSON.stringify({ type: 'about:blank', status: r.status, code: r.code, title: '', ...r.more }))
    })
  })
  await new Promise((done) => server.listen(port, '127.0.0.1', done))
  const url = `http://venue.test:${server.address().port}`
  const out = (r) => ({ id: r.id, name: r.name, entries: r.entries.map(({ id, name }) => ({ id, name })), sheet: r.sheet.map(({ point, max, step }) => ({ point, max, step })), seats: r.seats.map((s) => ({ id: s.id, name: s.name, token: s.token, code: s.code, pin: s.pin, url: `${url}/j#${s.token}`, recused: s.recused })) })
  const line = {
    url,
    users: ['director', 'director', 'verifier'].map((role, i) => ({ role, name: `${role}${i}`, password: 'x' })),
    contests: rounds.map((r) => ({ id: r.contest, name: r.contest, rehearsal: r.rehearsal, rounds: [out(r)] })),
    screens: [],
  }
  return { line, server, real, rehearsal, state, restore, tell, use, close: () => (server.closeAllConnections(), server.close()) }
}

async function read(req) {
  let text = ''
  for await (const chunk of req) text += chunk
  return text
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { sheet: { type: 'string', default: 'graded' }, port: { type: 'string', default: '8090' }, mode: { type: 'string', default: 'sequential' }, rehearse: { type: 'boolean', default: false } } })
  const { line } = await fake(values, Number(values.port))
  console.log(JSON.stringify(line))
}
