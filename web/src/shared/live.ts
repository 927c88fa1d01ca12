// One event stream that tells the truth about itself (ux §2.3). A browser's own EventSource notices neither a silent
// death nor an error answer; here a stream without a beat is distrusted, and tries never end.
import type { Beat, EndCode, Versioned } from './wire.ts'

export const beatEvery = 5_000
/** Without any event for so long the stream is taken for dead. */
const distrustAfter = 12_000
/** When the page comes back to the front, so much silence is enough. */
const staleAfter = 6_000
/** A try that has not opened by then is abandoned. */
const openWithin = 4_000
// From the start of one try to the start of the next. With the longest, a fifth more, a page is right again within 5 s of
// its network (ux §8), also where the try before hung: ux §2.3 would let it hang for 4 s and then rest for 6.
const waits = [0, 1_000, 1_600, 2_600]
const longest = 4_000

export interface Link {
  up: boolean
  /** Whose fault: the phone has no network, or the server is not reached. Null while up. */
  fault: 'phone' | 'server' | null
  /** Failed tries since it was last up. */
  tries: number
}

export interface Watch<P extends Versioned> {
  /** Asked before each try, since a seat can be moved to another round. */
  url: () => string
  /** A whole picture; replaces everything. */
  picture?: (picture: P) => void
  /** Something newer than what was shown exists: fetch it if it is wanted. */
  version?: (v: Versioned) => void
  beat?: (beat: Beat) => void
  /** Only ballots came in: the new count of one entry. */
  count?: (c: Versioned & { entry: string; in: number }) => void
  presence?: (p: Record<string, unknown>) => void
  /** A screen was pointed after the seal, when no command is taken any more: it stands over that of the picture. */
  screen?: (s: Record<string, unknown>) => void
  /** The server closed the stream on purpose. Answer true to stop for good. */
  end?: (code: EndCode) => boolean
  link?: (link: Link) => void
}

/** What of the browser it needs; tests pass their own. */
export interface Surroundings {
  source: (url: string) => EventSource
  now: () => number
  online: () => boolean
  hidden: () => boolean
  random: () => number
  timeout: (deed: () => void, ms: number) => number
  cancel: (id: number) => void
  /** Calls back on online, offline and visibilitychange. */
  listen: (event: 'online' | 'offline' | 'visibilitychange', deed: () => void) => () => void
}

export const browser = (): Surroundings => ({
  source: (url) => new EventSource(url),
  now: () => performance.now(),
  online: () => navigator.onLine,
  hidden: () => document.hidden,
  random: Math.random,
  timeout: (deed, ms) => window.setTimeout(deed, ms),
  cancel: (id) => window.clearTimeout(id),
  listen(event, deed) {
    const target: EventTarget = event === 'visibilitychange' ? document : window
    target.addEventListener(event, deed)
    return () => target.removeEventListener(event, deed)
  },
})

/** True where b is news to somebody who has seen a: another log, or a later version of the same one. */
export const newer = (a: Versioned | null, b: Versioned): boolean => !a || a.log !== b.log || b.version > a.version

/** Keeps the watch fed until `stop`. `doubt`: another request met no network, so the stream is not believed until a new one opens. */
export function watch<P extends Versioned>(on: Watch<P>, env: Surroundings = browser()): { stop: () => void; again: () => void; doubt: () => void } {
  let source: EventSource | null = null
  let seen: Versioned | null = null
  let heard = env.now()
  let began = env.now()
  let tries = 0
  let up = false
  let stopped = false
  let retry = 0
  let opening = 0
  let pulse = 0

  const tell = () => on.link?.({ up, fault: up ? null : env.online() ? 'server' : 'phone', tries })

  function drop() {
    source?.close()
    source = null
    env.cancel(opening)
    env.cancel(retry)
    env.cancel(pulse)
  }

  /** The stream is gone or not to be believed: say so, and try again after the wait that is due. */
  function lost() {
    drop()
    const spent = up ? 0 : env.now() - began
    up = false
    const wait = Math.max(0, (waits[tries] ?? longest) * (0.8 + 0.4 * env.random()) - spent)
    tries++
    tell()
    if (!stopped) retry = env.timeout(open, wait)
  }

  function again() {
    if (stopped) return
    drop()
    tries = 0
    open()
  }

  function listenForSilence() {
    env.cancel(pulse)
    pulse = env.timeout(lost, distrustAfter)
  }

  function alive() {
    heard = env.now()
    env.cancel(opening)
    listenForSilence()
    if (!up) {
      up = true
      tries = 0
      tell()
    }
  }

  function open() {
    drop()
    began = env.now()
    opening = env.timeout(lost, openWithin)
    const mine = env.source(on.url())
    source = mine
    const take = <T>(name: string, deed: (data: T) => void) =>
      mine.addEventListener(name, (e) => {
        if (source !== mine) return
        alive()
        deed(JSON.parse((e as MessageEvent<string>).data) as T)
      })
    mine.onopen = () => {
      if (source !== mine) return
      env.cancel(opening)
      listenForSilence()
    }
    mine.onerror = () => {
      if (source === mine) lost()
    }
    take<P>('snapshot', (p) => {
      if (seen && seen.log === p.log && p.version < seen.version) return
      seen = { log: p.log, version: p.version }
      on.picture?.(p)
    })
    take<Versioned>('version', news)
    take<Beat>('beat', (b) => {
      on.beat?.(b)
      news(b)
    })
    take<Versioned & { entry: string; in: number }>('count', (c) => {
      if (!newer(seen, c)) return
      seen = { log: c.log, version: c.version }
      on.count?.(c)
    })
    take<Record<string, unknown>>('presence', (p) => on.presence?.(p))
    take<Record<string, unknown>>('screen', (s) => on.screen?.(s))
    take<{ code: EndCode }>('end', ({ code }) => {
      drop()
      up = false
      if (on.end?.(code)) stop()
      else if (code === 'round_moved') again()
      else lost()
    })
  }

  function news(v: Versioned) {
    if (!newer(seen, v)) return
    seen = { log: v.log, version: v.version }
    on.version?.(v)
  }

  const ears = [
    env.listen('online', again),
    env.listen('offline', () => {
      up = false
      tell()
    }),
    env.listen('visibilitychange', () => {
      if (!env.hidden() && env.now() - heard > staleAfter) again()
    }),
  ]

  function stop() {
    stopped = true
    up = false
    drop()
    ears.forEach((off) => off())
    tell()
  }

  /** A stream that was open before a network went away may go on for a while (a cut of all but one socket, Chromium's offline mode). */
  function doubt() {
    if (up) lost()
  }

  open()
  return { stop, again, doubt }
}
