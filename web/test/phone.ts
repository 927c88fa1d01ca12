// A phone whose storage, clock and server are a test's.
import { NoAnswer, type Api, type Ask } from '../src/shared/api.ts'
import { keyStore, type KeyStore } from '../src/shared/keystore.ts'
import { Outbox } from '../src/shared/outbox.ts'
import type { SeatBallot } from '../src/shared/wire.ts'

class Memory implements Storage {
  private map = new Map<string, string>()
  get length() {
    return this.map.size
  }
  clear = () => this.map.clear()
  getItem = (k: string) => this.map.get(k) ?? null
  key = (i: number) => [...this.map.keys()][i] ?? null
  removeItem = (k: string) => void this.map.delete(k)
  setItem = (k: string, v: string) => void this.map.set(k, v)
}

function durable(): KeyStore {
  const disk = new Memory()
  return keyStore(() => disk)
}

interface Call {
  path: string
  key: string
  body: { marks: Record<string, string>; based_on: number }
}

/** A phone whose clock is moved by hand, and a server that answers what it is told to. */
export function phone(store: KeyStore = durable()) {
  const calls: Call[] = []
  const timers: { at: number; deed: () => void; id: number }[] = []
  const answers: (unknown | Error)[] = []
  const told = { session: [] as string[], receipts: [] as string[], stale: 0 }
  let now = 1_000
  let ids = 0
  const api: Api = <T>(path: string, ask: Ask = {}) => {
    calls.push({ path, key: ask.key!, body: ask.body as Call['body'] })
    const answer = answers.length ? answers.shift() : new NoAnswer('dark')
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer as T)
  }
  const clock = {
    timeout: (deed: () => void, ms: number) => (timers.push({ at: now + ms, deed, id: ++ids }), ids),
    cancel: (id: number) => {
      const i = timers.findIndex((t) => t.id === id)
      if (i >= 0) timers.splice(i, 1)
    },
    now: () => now,
  }
  const open = () => {
    const box = new Outbox(store, api, { contest: 'c', round: 'r', seat: 's' }, clock)
    box.onsession = (code) => told.session.push(code)
    box.onreceipt = (entry) => told.receipts.push(entry)
    box.onstale = () => told.stale++
    return box
  }
  const settle = () => new Promise<void>((done) => setTimeout(done, 0))
  const pass = async (ms: number) => {
    const until = now + ms
    for (;;) {
      await settle()
      const due = timers.filter((t) => t.at <= until).sort((a, b) => a.at - b.at)[0]
      if (!due) break
      timers.splice(timers.indexOf(due), 1)
      now = due.at
      due.deed()
    }
    now = until
  }
  return { box: open(), reload: open, calls, answers, told, pass, settle, store, at: () => now }
}

export const receipt = (version = 1, total = '9.5') => ({ receipt: `R${version}`, seq: 10 + version, version, total, at: '2026-11-24T14:32:08+08:00' })
export const there = (version: number, marks: Record<string, string>): SeatBallot => ({ entry: 'e1', marks, corrected: false, ...receipt(version) })

/** A ballot that has its receipt. */
export async function sentOnce(p: ReturnType<typeof phone>) {
  p.box.mark('e1', 'A', '9.5')
  p.answers.push(receipt())
  p.box.submit('e1', 0, 'L')
  await p.settle()
}
