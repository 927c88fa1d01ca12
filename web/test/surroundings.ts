// A browser whose event streams are fed, and whose clock is moved, by hand.
import type { Surroundings } from '../src/shared/live.ts'

export class Source {
  onopen: (() => void) | null = null
  onerror: (() => void) | null = null
  onmessage: ((e: { data: string }) => void) | null = null
  closed = false
  private ears = new Map<string, (e: { data: string }) => void>()
  addEventListener(name: string, deed: (e: { data: string }) => void) {
    this.ears.set(name, deed)
  }
  close() {
    this.closed = true
  }
  say(name: string, data: unknown) {
    this.ears.get(name)?.({ data: JSON.stringify(data) })
  }
}

export function surroundings() {
  const sources: Source[] = []
  const opened: number[] = []
  const ears = new Map<string, () => void>()
  const timers: { at: number; deed: () => void; id: number }[] = []
  const world = { now: 0, online: true, hidden: false }
  let ids = 0
  const env: Surroundings = {
    source: () => {
      const s = new Source()
      sources.push(s)
      opened.push(world.now)
      return s as unknown as EventSource
    },
    now: () => world.now,
    online: () => world.online,
    hidden: () => world.hidden,
    random: () => 0.5,
    timeout: (deed, ms) => (timers.push({ at: world.now + ms, deed, id: ++ids }), ids),
    cancel: (id) => {
      const i = timers.findIndex((t) => t.id === id)
      if (i >= 0) timers.splice(i, 1)
    },
    listen: (event, deed) => (ears.set(event, deed), () => ears.delete(event)),
  }
  const pass = (ms: number) => {
    const until = world.now + ms
    for (;;) {
      const due = timers.filter((t) => t.at <= until).sort((a, b) => a.at - b.at)[0]
      if (!due) break
      timers.splice(timers.indexOf(due), 1)
      world.now = due.at
      due.deed()
    }
    world.now = until
  }
  return { env, world, sources, opened, pass, fire: (e: string) => ears.get(e)?.() }
}
