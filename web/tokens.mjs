// Writes src/shared/tokens.css from tokens.json. `node tokens.mjs --check` only says whether the file is fresh.
import { readFileSync, writeFileSync } from 'node:fs'

const at = (name) => new URL(name, import.meta.url)
const { colors } = JSON.parse(readFileSync(at('tokens.json'), 'utf8'))
const lines = Object.entries(colors).map(([name, hex]) => `  --${name}: ${hex.toLowerCase()};`)
const css = `/* Generated from tokens.json by \`npm run tokens\`. */\n:root {\n${lines.join('\n')}\n}\n`
const file = at('src/shared/tokens.css')

if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== css) {
    console.error('src/shared/tokens.css is not what tokens.json says: run `npm run tokens`')
    process.exit(1)
  }
} else {
  writeFileSync(file, css)
}
