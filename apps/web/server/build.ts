import { fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { glob, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What a build is made from, relative to the web app's folder. */
const SOURCES = ['index.html', 'vite.config.ts', 'server/bundle.ts', 'server/pwa/**/*', 'src/**/*', 'public/**/*']
const SHARED_SOURCES = [
  '../../packages/breath/src/**/*',
  '../../packages/membership/src/**/*',
  '../../packages/sdk/openapi.json',
  '../../packages/sdk/generate.ts',
  '../../package-lock.json',
]
const STAMP = '.stamp'

/** Makes `dist` from the sources, unless it was made from these very sources before. Costs a hash when there is nothing to do. */
export async function ensureBuilt(webDir: string, say: (line: string) => void): Promise<void> {
  const dist = join(webDir, 'dist')
  const digest = await digestSources(webDir)
  if ((await readFile(join(dist, STAMP), 'utf8').catch(() => '')) === digest) return
  say('Building the web app …')
  const startedAtMs = performance.now()
  await rm(join(dist, STAMP), { force: true })
  const [code] = await once(fork(join(import.meta.dirname, 'bundle.ts'), [dist]), 'exit')
  if (code !== 0) throw new Error('The build failed; what it said is above.')
  await writeFile(join(dist, STAMP), digest)
  say(`Built the web app in ${((performance.now() - startedAtMs) / 1000).toFixed(1)} s`)
}

/** A digest that changes whenever a build would come out differently. */
export async function digestSources(webDir: string): Promise<string> {
  const sources = [...SOURCES, ...SHARED_SOURCES]
  const found = await Array.fromAsync(glob(sources, { cwd: webDir, exclude: ['**/*.test.ts'] }))
  const hash = createHash('sha256')
  for (const name of found.sort()) {
    const content = await readFile(join(webDir, name)).catch(orNothing)
    if (content) hash.update(`${name}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

/** Folders are found too, and have no content of their own. */
function orNothing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'EISDIR') return undefined
  throw error
}
