// A place for drafts that never throws: localStorage where it works, memory where the browser refuses it (private modes of WeChat).

export interface KeyStore {
  get(key: string): string | null
  set(key: string, value: string): void
  remove(key: string): void
  keys(prefix: string): string[]
  /** False when what is written will not survive a reload. */
  readonly durable: boolean
}

/** Wraps a Storage; what it does not take is kept in memory beside it. */
export function keyStore(storage: () => Storage): KeyStore {
  const memory = new Map<string, string>()
  let durable = true

  function attempt<T>(deed: (s: Storage) => T): T | undefined {
    try {
      return deed(storage())
    } catch {
      durable = false
      return undefined
    }
  }

  return {
    get durable() {
      return durable
    },
    get: (key) => memory.get(key) ?? attempt((s) => s.getItem(key)) ?? null,
    set(key, value) {
      memory.set(key, value)
      if (attempt((s) => (s.setItem(key, value), true))) memory.delete(key)
    },
    remove(key) {
      memory.delete(key)
      attempt((s) => s.removeItem(key))
    },
    keys(prefix) {
      const stored = attempt((s) => Array.from({ length: s.length }, (_, i) => s.key(i) ?? '')) ?? []
      return [...new Set([...memory.keys(), ...stored])].filter((k) => k.startsWith(prefix)).sort()
    },
  }
}

/** The browser's own. Even naming localStorage can throw, hence the function. */
export const browserStore = (): KeyStore => keyStore(() => localStorage)
