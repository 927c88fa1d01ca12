// The form in which the log is hashed: RFC 8785 (JSON Canonicalization Scheme) over what JSON.parse gives.

/**
 * Keys in order of their UTF-16 units, nothing between tokens. Strings and numbers are written as ECMAScript writes them,
 * which is what the RFC asks. Throws for what JSON has no form for.
 */
export function canonical(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value === 'object') {
    const fields = value as Record<string, unknown>
    const keys = Object.keys(fields).sort() // by UTF-16 units, as sort does without a comparison
    return `{${keys.map((k) => `${JSON.stringify(k)}:${canonical(fields[k])}`).join(',')}}`
  }
  throw new Error(`no canonical form: ${typeof value}`)
}
