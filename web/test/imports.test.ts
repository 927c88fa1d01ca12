import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join, normalize } from 'node:path'
import { test } from 'node:test'

/**
 * What a page may take from another page: it shows that page, or a part of it, as it is. Everything else that two pages need is
 * in shared. A name that ends in a slash is a page as a whole.
 */
const embeds: { by: string; takes: string[]; why: string }[] = [
  { by: 'console', takes: ['screen/Fitted.svelte', 'screen/Stage.svelte', 'screen/scene.ts'], why: 'its preview is the screen’s own stage, and is named by the scene that the stage shows' },
  { by: 'console', takes: ['screen/cover.ts'], why: 'it says of a picture what the stage will do to it' },
  { by: 'console', takes: ['screen/theatre.ts'], why: 'it says from how far the stage’s cards can be read, so it asks the stage how large they are' },
  { by: 'play', takes: ['console/', 'judge/', 'screen/'], why: 'it plays a minute on the pages as they are' },
]

const src = join(process.cwd(), 'src')
const sources = (readdirSync(src, { recursive: true }) as string[]).filter((f) => /\.(ts|svelte)$/.test(f))
const pageOf = (file: string) => file.split('/')[0] ?? ''

/** The files of src that a file imports, styles and types among them. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(src, file), 'utf8')
  return [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"](\.[^'"?]*)/g)].map(([, path]) => normalize(join(file, '..', path ?? '')))
}

/** Every import from another page than the file's own and from shared. */
const across = sources.flatMap((file) => importsOf(file).map((from) => ({ file, from }))).filter(({ file, from }) => pageOf(from) !== pageOf(file) && pageOf(from) !== 'shared')
const covers = (by: string, take: string, { file, from }: { file: string; from: string }) => by === pageOf(file) && (take.endsWith('/') ? from.startsWith(take) : from === take)

test('a page is made of itself, of shared, and of what it embeds', () => {
  const strays = across.filter((i) => !embeds.some(({ by, takes }) => takes.some((t) => covers(by, t, i))))
  assert.deepEqual(strays.map(({ file, from }) => `${file} takes ${from}`), [])
})

test('nothing is listed as embedded that is not', () => {
  const idle = embeds.flatMap(({ by, takes }) => takes.filter((t) => !across.some((i) => covers(by, t, i))).map((t) => `${by} takes ${t}`))
  assert.deepEqual(idle, [])
})
