// One door to the server: a typed answer, a Problem that the server named, or NoAnswer when there was none.

/** A refusal of the server (RFC 9457). `title` is a Chinese sentence. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    /** Everything the server sent with it: state, ballot, missing, field … */
    readonly body: Record<string, unknown> = {},
    /** Seconds after which to try again, where the server said so. */
    readonly retryAfter: number | null = null,
  ) {
    super(`${status} ${code}`)
  }
}

/** No answer came: no network, no server, or too late. */
export class NoAnswer extends Error {}

/** Worth another try without a change: nothing was decided. */
export const passing = (e: unknown): boolean => e instanceof NoAnswer || (e instanceof Problem && (e.status >= 500 || e.status === 429))

/** 128 random bits in hex. Not crypto.randomUUID: that needs https, and a hall has none. */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
}

export interface Ask {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  body?: unknown
  key?: string
  /** Milliseconds to wait for the answer; the server gives one within 5 s or 503. */
  timeout?: number
}

export type Api = <T>(path: string, ask?: Ask) => Promise<T>

/** Asks as the user's cookie does, or as the seat that `seat` names at the time of asking; `cut` hears of each request that found no network. */
export function createApi(seat: () => string | null = () => null, fetcher: typeof fetch = (...a) => fetch(...a), cut: () => void = () => {}): Api {
  return async <T>(path: string, { method = 'GET', body, key, timeout = 8000 }: Ask = {}): Promise<T> => {
    const headers: Record<string, string> = { Accept: 'application/json' }
    if (method !== 'GET') headers['X-Leitai'] = '1'
    if (body !== undefined) headers['Content-Type'] = 'application/json'
    if (key) headers['Idempotency-Key'] = key
    const abort = new AbortController()
    const timer = setTimeout(() => abort.abort(), timeout)
    try {
      const answer = await fetcher(withSeat(path, seat()), {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: abort.signal,
        cache: 'no-store',
        credentials: 'same-origin',
      })
      const text = await answer.text()
      if (!answer.ok) throw problem(answer, text)
      return (text ? JSON.parse(text) : undefined) as T
    } catch (e) {
      if (e instanceof Problem) throw e
      if (!abort.signal.aborted) cut() // a late answer may be a slow line: the stream's own silence tells that one
      throw new NoAnswer(String(e))
    } finally {
      clearTimeout(timer)
    }
  }
}

/** Adds ?seat=ID, which makes a cookie request act as that seat. */
export function withSeat(path: string, seat: string | null): string {
  if (!seat) return path
  return `${path}${path.includes('?') ? '&' : '?'}seat=${encodeURIComponent(seat)}`
}

function problem(answer: Response, text: string): Problem {
  let body: Record<string, unknown> = {}
  try {
    body = JSON.parse(text) as Record<string, unknown>
  } catch {
    // A gateway's page: the status is all there is to know.
  }
  const wait = Number(answer.headers.get('Retry-After') ?? NaN)
  const code = typeof body.code === 'string' ? body.code : `http_${answer.status}`
  return new Problem(answer.status, code, typeof body.title === 'string' ? body.title : '', body, Number.isFinite(wait) ? wait : null)
}
