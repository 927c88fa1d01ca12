// The one request whose body is no JSON: a picture.

/** Sends a picture; its digest, or null where it did not arrive or was refused. */
export async function upload(picture: Blob): Promise<string | null> {
  try {
    const answer = await fetch('/api/v1/backdrops', { method: 'POST', headers: { 'Content-Type': picture.type, 'X-Leitai': '1' }, body: picture, credentials: 'same-origin' })
    const said = answer.ok ? ((await answer.json()) as { digest?: string }) : null
    return said?.digest ?? null
  } catch {
    return null
  }
}
