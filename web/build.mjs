// Builds each page into one HTML document with its script and style inside: `node build.mjs [NAME…] [--out DIR]`.
// Nothing in the output depends on time, path or order, so that a rebuild is byte-equal and the policy's hashes hold.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { pages } from './pages.mjs'

const root = fileURLToPath(new URL('.', import.meta.url))

/** Bundles one entry; returns its script and its style as text. */
export async function bundle(entry, options = {}) {
  const result = await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [svelte({ configFile: join(root, 'svelte.config.js') })],
    build: {
      write: false,
      target: ['chrome80', 'safari14'], // the web views of phones that judges still carry
      cssTarget: ['chrome80', 'safari14'],
      minify: true,
      cssCodeSplit: false,
      modulePreload: false,
      assetsInlineLimit: 1 << 20,
      reportCompressedSize: false,
      rolldownOptions: { input: entry, output: { format: 'iife', codeSplitting: false } },
      ...options,
    },
  })
  const output = (Array.isArray(result) ? result[0] : result).output
  const script = output.filter((o) => o.type === 'chunk').map((o) => o.code).join('')
  const style = output.filter((o) => o.type === 'asset' && o.fileName.endsWith('.css')).map((o) => o.source).join('')
  return { script: script.trim(), style: style.trim() }
}

/** The document around them. Text that would end the element early is broken up, in the script without changing what it means. */
export function document({ title, theme }, { script, style }) {
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
<meta name="format-detection" content="telephone=no"><meta name="referrer" content="no-referrer"><meta name="theme-color" content="${theme}">
<link rel="icon" href="data:,"><style>${style}</style></head>
<body><div id="app"></div><noscript>请打开浏览器的 JavaScript，再刷新这个页面。</noscript><script>${script.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--')}</script></body></html>
`
}

async function main() {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { out: { type: 'string', default: join(root, 'dist') } } })
  mkdirSync(values.out, { recursive: true })
  let heavy = false
  for (const page of pages) {
    const entry = join(root, 'src', page.name, 'main.ts')
    if (positionals.length ? !positionals.includes(page.name) : !existsSync(entry)) continue
    const html = document(page, await bundle(entry))
    const kb = gzipSync(html, { level: 9 }).length / 1024
    console.log(`${page.name}.html ${kb.toFixed(1)} KB gz of ${page.kb}`)
    heavy ||= kb > page.kb
    writeFileSync(join(values.out, `${page.name}.html`), html)
  }
  if (heavy) process.exit(1)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main()
