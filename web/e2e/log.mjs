// The log of a round, checked from http.md alone: its chain, and that every state was reached along the table.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'

/** RFC 8785 of what a log holds: objects, lists, strings, whole numbers. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  return `{${Object.keys(value).sort().map((k) => `${JSON.stringify(k)}:${canonical(value[k])}`).join(',')}}`
}

const sha256 = (value) => createHash('sha256').update(canonical(value)).digest('hex')

/** Every fact stands on the one before it, and every payload that is shown is the one that was written. */
export function assertChain(facts) {
  let prev = '0'.repeat(64)
  facts.forEach(({ seq, kind, entry, seat, at, by, reason, payload, digest, hash, prev: said }, i) => {
    assert.equal(seq, i + 1)
    assert.equal(said, prev, `fact ${seq} stands on the one before`)
    if (payload !== null) assert.equal(digest, sha256(payload), `payload of ${seq}`)
    assert.equal(hash, sha256({ seq, kind, entry, seat, at, by, reason, digest, prev }), `hash of ${seq}`)
    prev = hash
  })
}

const before = ['waiting', 'called', 'presenting', 'scoring', 'closed', 'verified']
const table = {
  call: [['waiting'], 'called'],
  start: [['called'], 'presenting'],
  open: [['presenting'], 'scoring'],
  close: [['scoring'], 'closed'],
  verify: [['closed'], 'verified'],
  reveal: [['verified'], 'revealed'],
  lock: [['revealed'], 'locked'],
  reopen: [['closed', 'verified'], 'scoring'],
  withdraw: [before, 'withdrawn'],
  absent: [before, 'absent'],
  annul: [before, 'annulled'],
}

/** Walks the log along the table of http.md. Returns the states at the end, and at which version each entry was revealed. */
export function walk(facts, entries) {
  const states = new Map(entries.map((e) => [e, 'waiting']))
  const revealed = new Map()
  const was = new Map() // seq of a command to what it changed
  for (const f of facts) {
    const now = states.get(f.entry)
    if (f.kind === 'undo') {
      const { entry, state } = was.get(f.payload.of)
      states.set(entry, state)
      continue
    }
    const [from, to] = table[f.kind] ?? []
    if (!to) continue
    assert.ok(from.includes(now), `fact ${f.seq}: ${f.kind} of an entry that is ${now}`)
    if (f.kind === 'verify') assert.notEqual(f.by, facts.findLast((c) => c.kind === 'close' && c.entry === f.entry && c.seq < f.seq).by)
    was.set(f.seq, { entry: f.entry, state: now })
    states.set(f.entry, to)
    if (f.kind === 'reveal') revealed.set(f.entry, f.seq)
    const on = [...states.values()].filter((s) => ['called', 'presenting', 'scoring'].includes(s))
    assert.ok(on.length <= 1, `fact ${f.seq}: ${on.length} entries on the stage`)
  }
  return { states, revealed }
}
