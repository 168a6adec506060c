// Builds the styles, the script and the type into directory/static/built, with a hash in every name,
// and writes manifest.json, which names each file and its integrity value. Run with `npm run build`.
import { createHash } from 'node:crypto'
import { copyFile, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as esbuild from 'esbuild'
import * as sass from 'sass'

const assets = fileURLToPath(new URL('.', import.meta.url))
const top = join(assets, '..', '..')
const built = join(top, 'directory', 'static', 'built')
const building = `${built}.new`
const modules = join(top, 'node_modules')

// What the pages ask for by a plain name, and the start of the name that it gets.
const PUBLISHED = {
  'app.css': /^app\.\w+\.css$/,
  'app.js': /^app\.\w+\.js$/,
  'mark.svg': /^mark\.\w+\.svg$/,
  'text.woff2': /^atkinson-hyperlegible-next-latin-400-normal\.\w+\.woff2$/,
  'bold.woff2': /^atkinson-hyperlegible-next-latin-700-normal\.\w+\.woff2$/
}

// The suggestions box writes a style attribute on Apple's phones, which our content security policy refuses.
const noStyleAttributes = {
  name: 'no-style-attributes',
  setup (build) {
    build.onLoad({ filter: /accessible-autocomplete\.min\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      const contents = source.replace(/style="border:0;.*?width:1px"/, 'class=govuk-visually-hidden')
      if (contents === source) throw new Error('accessible-autocomplete has changed: look again for style attributes')
      return { contents, loader: 'js' }
    })
  }
}

const options = {
  bundle: true,
  minify: true,
  absWorkingDir: top,
  outdir: building,
  entryNames: '[name].[hash]',
  assetNames: '[name].[hash]',
  target: 'es2020',
  loader: { '.woff2': 'file' },
  legalComments: 'none',
  logLevel: 'warning'
}

async function buildStyles () {
  const { css } = sass.compile(join(assets, 'app.scss'), { loadPaths: [modules], quietDeps: true })
  const compiled = join(building, 'app.css')
  await writeFile(compiled, css)
  await esbuild.build({ ...options, entryPoints: [compiled], nodePaths: [modules] })
  await rm(compiled)
}

async function hashedCopy (source) {
  const hash = createHash('sha256').update(await readFile(source)).digest('hex').slice(0, 8).toUpperCase()
  const [stem, ending] = basename(source).split('.')
  await copyFile(source, join(building, `${stem}.${hash}.${ending}`))
}

async function manifest () {
  const names = await readdir(building)
  const entries = Object.entries(PUBLISHED).map(async ([plain, pattern]) => {
    const found = names.filter((name) => pattern.test(name))
    if (found.length !== 1) throw new Error(`${plain}: one built file expected, found ${found.length}`)
    const digest = createHash('sha384').update(await readFile(join(building, found[0]))).digest('base64')
    return [plain, { name: found[0], integrity: `sha384-${digest}` }]
  })
  return Object.fromEntries(await Promise.all(entries))
}

await rm(building, { recursive: true, force: true })
await mkdir(building, { recursive: true })
await buildStyles()
await esbuild.build({ ...options, entryPoints: [join(assets, 'app.js')], format: 'esm', plugins: [noStyleAttributes] })
await hashedCopy(join(assets, 'mark.svg'))
await copyFile(join(modules, '@fontsource', 'atkinson-hyperlegible-next', 'LICENSE'), join(building, 'FONT-LICENCE.txt'))
await copyFile(join(assets, 'LICENCES.md'), join(building, 'LICENCES.md'))
await writeFile(join(building, 'manifest.json'), `${JSON.stringify(await manifest(), null, 2)}\n`)

// Files of earlier builds stay, so that an application that is still running keeps its styles. The manifest moves last.
await mkdir(built, { recursive: true })
const names = (await readdir(building)).sort((name) => name === 'manifest.json' ? 1 : -1)
for (const name of names) await rename(join(building, name), join(built, name))
await rm(building, { recursive: true })
