// Judges whose marks are not tapped, for rounds with more of them than two cores can tap: what http.md asks of a phone, and no more.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'

/** Claims the seat of a card, by its code where it has no token. */
export async function judge(url, card) {
  const by = card.token ? { token: card.token } : { code: card.code }
  const { status, said } = await asker(url)('POST', '/seats/claim', { ...by, pin: card.pin, move: true })
  assert.equal(status, 201, `claim: ${JSON.stringify(said)}`)
  return voice(said.seat.id, asker(url, { Authorization: `Bearer ${said.session}` }))
}

/** The judge who sits at a page, by its cookie: what is sent here, the page learns as of another page of its browser. */
export async function judgeAt(url, page) {
  const cookie = (await page.context().cookies()).find((c) => c.name.startsWith('leitai_seat_'))
  const id = cookie.name.replace('leitai_seat_', '')
  return voice(id, asker(url, { Cookie: `${cookie.name}=${cookie.value}`, 'X-Leitai': '1' }, `?seat=${id}`))
}

const asker = (url, own = {}, query = '') => async (method, path, body, head = {}) => {
  const answer = await fetch(`${url}/api/v1${path}${query}`, { method, headers: { 'Content-Type': 'application/json', ...own, ...head }, body: body && JSON.stringify(body) })
  return { status: answer.status, said: await answer.json() }
}

function voice(id, ask) {
  /** What this seat may see now. */
  const seat = async () => (await ask('GET', '/seat')).said

  /** Sends these marks, the whole sheet; answers the refusal where it is one. */
  const send = (entry, marks, based_on = 0) => ask('PUT', `/entries/${entry}/ballot`, { marks, based_on }, { 'Idempotency-Key': randomBytes(16).toString('hex') })

  let sheet
  /** Marks an entry so that `taste` varies the judges; the total that was taken. */
  async function mark(entry, taste = 0) {
    sheet ??= (await seat()).sheet
    const { status, said } = await send(entry, marksOf(sheet, taste))
    assert.equal(status, 201, JSON.stringify(said))
    return said.total
  }
  return { id, seat, send, mark }
}

/** Marks for a sheet in its steps of a tenth, between 0.7 and 1 of each maximum, other ones for another taste. */
export const marksOf = (sheet, taste) => Object.fromEntries(sheet.map((p, i) => [p.point, String(Math.floor(Number(p.max) * 10 * (0.7 + (((taste * 7 + i * 13) % 31) / 100))) / 10)]))
