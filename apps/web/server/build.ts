import { createHash } from 'node:crypto'
import { glob, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** What a build is made from, relative to the web app's folder. */
const SOURCES = ['index.html', 'vite.config.ts', 'server/build.ts', 'src/**/*', 'public/**/*']
const SHARED_SOURCES = ['../../packages/sdk/openapi.json', '../../packages/sdk/generate.ts', '../../package-lock.json']
const STAMP = '.stamp'
const COMPRESSIBLE = /\.(js|css|svg)$/
const MIN_COMPRESSED_BYTES = 512
const BROTLI_QUALITY = 9

/** Makes `dist` from the sources, unless it was made from these very sources before. Costs a hash when there is nothing to do. */
export async function ensureBuilt(webDir: string, say: (line: string) => void): Promise<void> {
  const dist = join(webDir, 'dist')
  const digest = await digestSources(webDir)
  if ((await readFile(join(dist, STAMP), 'utf8').catch(() => '')) === digest) return
  say('Building the web app …')
  const startedAtMs = performance.now()
  await rm(join(dist, STAMP), { force: true })
  await bundle(dist)
  await compressFiles(dist)
  await writeFile(join(dist, STAMP), digest)
  say(`Built the web app in ${((performance.now() - startedAtMs) / 1000).toFixed(1)} s`)
}

/** A digest that changes whenever a build would come out differently. */
export async function digestSources(webDir: string): Promise<string> {
  const found = await Array.fromAsync(glob(SOURCES, { cwd: webDir, exclude: ['**/*.test.ts'] }))
  const hash = createHash('sha256')
  for (const name of [...found.sort(), ...SHARED_SOURCES]) {
    const content = await readFile(join(webDir, name)).catch(orNothing)
    if (content) hash.update(`${name}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

/** Vite and the sdk's generator are heavy: only those who build load them. */
async function bundle(outDir: string): Promise<void> {
  const { generateSdk } = await import('../../../packages/sdk/generate.ts')
  await generateSdk()
  const [{ build }, { default: config }] = await Promise.all([import('vite'), import('../vite.config.ts')])
  await build({ ...config, configFile: false, logLevel: 'warn', build: { ...config.build, outDir, emptyOutDir: true } })
}

/** Writes `x.js.br` and `x.js.gz` beside `x.js`, for the server to send as they are. */
async function compressFiles(dist: string): Promise<void> {
  const files = (await readdir(dist, { recursive: true })).filter((name) => COMPRESSIBLE.test(name))
  await Promise.all(
    files.map(async (name) => {
      const path = join(dist, name)
      const content = await readFile(path)
      if (content.length < MIN_COMPRESSED_BYTES) return
      const params = {
        [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      }
      const [br, gz] = await Promise.all([promisify(brotliCompress)(content, { params }), promisify(gzip)(content)])
      await Promise.all([writeFile(`${path}.br`, br), writeFile(`${path}.gz`, gz)])
    }),
  )
}

function orNothing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'EISDIR') return undefined
  throw error
}
