// Judges without pages, for rounds with more marks than two cores can tap: what http.md asks of a phone, and no more.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'

/** Claims the seat of a card, by its code where it has no token. */
export async function judge(url, card) {
  const ask = async (method, path, body, head = {}) => {
    const answer = await fetch(`${url}/api/v1${path}`, { method, headers: { 'Content-Type': 'application/json', ...head }, body: body && JSON.stringify(body) })
    return { status: answer.status, said: await answer.json() }
  }
  const by = card.token ? { token: card.token } : { code: card.code }
  const { status, said } = await ask('POST', '/seats/claim', { ...by, pin: card.pin, move: true })
  assert.equal(status, 201, `claim: ${JSON.stringify(said)}`)
  const head = { Authorization: `Bearer ${said.session}` }

  /** What this seat may see now. */
  const seat = async () => (await ask('GET', '/seat', undefined, head)).said

  /** Sends these marks, the whole sheet; answers the refusal where it is one. */
  const send = (entry, marks, based_on = 0) => ask('PUT', `/entries/${entry}/ballot`, { marks, based_on }, { ...head, 'Idempotency-Key': randomBytes(16).toString('hex') })

  /** Marks an entry so that `taste` varies the judges; the total that was taken. */
  async function mark(entry, taste = 0) {
    const { sheet } = await seat()
    const { status: taken, said: receipt } = await send(entry, marksOf(sheet, taste))
    assert.equal(taken, 201, JSON.stringify(receipt))
    return receipt.total
  }
  return { id: said.seat.id, seat, send, mark }
}

/** Marks for a sheet in its steps of a tenth, between 0.7 and 1 of each maximum, other ones for another taste. */
export const marksOf = (sheet, taste) => Object.fromEntries(sheet.map((p, i) => [p.point, String(Math.floor(Number(p.max) * 10 * (0.7 + (((taste * 7 + i * 13) % 31) / 100))) / 10)]))
