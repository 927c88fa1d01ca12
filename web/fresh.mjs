// What CI asks of the committed files that are made from others: `node fresh.mjs` fails where one is not what its source makes now.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('.', import.meta.url))
const out = mkdtempSync(join(tmpdir(), 'leitai-fresh-'))
const node = (...args) => execFileSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
const stale = []
const same = (made, kept) => readFileSync(made).equals(readFileSync(join(root, kept))) || stale.push(kept)

try {
  node('tokens.mjs', '--check')
  node('node_modules/openapi-typescript/bin/cli.js', '../internal/httpapi/openapi.json', '-o', join(out, 'api.gen.ts'))
  same(join(out, 'api.gen.ts'), 'src/shared/api.gen.ts')
  node('build.mjs', '--out', join(out, 'dist'))
  for (const page of readdirSync(join(out, 'dist'))) same(join(out, 'dist', page), `dist/${page}`)
} finally {
  rmSync(out, { recursive: true, force: true })
}
if (stale.length) {
  console.error(`not what their sources make now: ${stale.join(', ')} (npm run api, npm run build)`)
  process.exit(1)
}
