// Runs test/*.test.ts under node --test: Node 20 reads no TypeScript, so Vite bundles each file first.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { build } from 'vite'

const here = fileURLToPath(new URL('.', import.meta.url))
const out = mkdtempSync(join(tmpdir(), 'leitai-web-'))
const wanted = process.argv.slice(2)
const input = readdirSync(here).filter((f) => f.endsWith('.test.ts') && (wanted.length === 0 || wanted.some((w) => f.includes(w))))
try {
  await build({
    root: here,
    configFile: false,
    logLevel: 'warn',
    plugins: [svelte({ configFile: join(here, '../svelte.config.js') })],
    ssr: { noExternal: true }, // what was bundled lies where no node_modules are
    build: { ssr: true, outDir: out, emptyOutDir: true, target: 'node20', rolldownOptions: { input: input.map((f) => join(here, f)), output: { entryFileNames: '[name].mjs' } } },
  })
  const { status } = spawnSync(process.execPath, ['--test', ...input.map((f) => join(out, f.replace(/\.ts$/, '.mjs')))], { stdio: 'inherit' })
  process.exitCode = status ?? 1
} finally {
  rmSync(out, { recursive: true, force: true })
}
