// Builds static/build/ from the pinned npm packages: one style sheet, one script, two fonts, our own icons.
// The same input gives the same bytes. Run it with `npm run build` after `npm ci`.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

import { build, transform } from 'esbuild'
import { compile } from 'sass'

const here = dirname(fileURLToPath(import.meta.url))
const modules = resolve(here, '../../../../../node_modules')
const out = resolve(here, '../static/build')
const target = ['chrome111', 'edge111', 'firefox115', 'safari16.4']
const font = '@fontsource-variable/atkinson-hyperlegible-next'
const mit = readFileSync(join(here, 'mit-crown.txt'), 'utf8').trim()
const shipped = ['govuk-frontend', '@ministryofjustice/frontend', font]

async function styles () {
  const { css } = compile(join(here, 'scss/fourfold.scss'), {
    loadPaths: [modules, dirname(modules)],
    quietDeps: true,
    charset: false
  })
  const small = await transform(css, { loader: 'css', minify: true, target })
  writeFileSync(join(out, 'fourfold.css'), small.code)
}

function script () {
  return build({
    entryPoints: [join(here, 'js/fourfold.js')],
    outfile: join(out, 'fourfold.js'),
    nodePaths: [modules],
    bundle: true,
    minify: true,
    format: 'esm',
    legalComments: 'none',
    logLevel: 'warning',
    target
  })
}

function fonts () {
  for (const part of ['latin', 'latin-ext']) {
    const name = `atkinson-hyperlegible-next-${part}-wght-normal.woff2`
    cpSync(join(modules, font, 'files', name), join(out, 'fonts', name))
  }
}

// The licences of what we ship ask to travel with it. Two of the packages name theirs without its text.
function notices () {
  const texts = shipped.map((name) => {
    const { version, license } = JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8'))
    const file = join(modules, name, 'LICENSE')
    if (!existsSync(file) && license !== 'MIT') throw new Error(`${name} ships no licence text for ${license}`)
    const text = existsSync(file) ? readFileSync(file, 'utf8').trim() : mit
    return `${name} ${version}\n\n${text}\n`
  })
  writeFileSync(join(out, 'NOTICES.txt'), texts.join('\n----\n\n'))
}

rmSync(out, { recursive: true, force: true })
mkdirSync(join(out, 'fonts'), { recursive: true })
await Promise.all([styles(), script()])
fonts()
cpSync(join(here, 'icons'), join(out, 'icons'), { recursive: true })
notices()
