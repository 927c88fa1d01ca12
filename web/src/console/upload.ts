// The one request whose body is no JSON: a picture.

/** The most that the server takes, bytes and pixels a side. */
const most = { bytes: 5 << 20, side: 8192 }

/** The kinds that the server takes, by their first byte: a name ends as somebody called it. */
const kinds: Record<number, string> = { 0x89: 'image/png', 0xff: 'image/jpeg', 0x52: 'image/webp' }

/** The file as it is where the server takes it, else drawn anew, no larger than the stage needs; null where that fails. */
export async function fitting(file: Blob, image: HTMLImageElement): Promise<Blob | null> {
  const kind = kinds[new Uint8Array(await file.slice(0, 1).arrayBuffer())[0] ?? 0]
  const { naturalWidth: width, naturalHeight: height } = image
  const long = Math.max(width, height)
  if (kind && file.size <= most.bytes && long <= most.side) return file.slice(0, file.size, kind)
  const scale = Math.min(1, Math.max(1920 / width, 1080 / height), most.side / long)
  const canvas = Object.assign(document.createElement('canvas'), { width: Math.round(width * scale), height: Math.round(height * scale) })
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.9))
}

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
