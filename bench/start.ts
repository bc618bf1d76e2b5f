import { cp, mkdir, readdir, rm, symlink } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Context } from './harness/context.ts'
import { cleanEnvironment } from './harness/environment.ts'
import { markdownTable, median, short } from './harness/numbers.ts'
import { threePorts } from './harness/ours.ts'
import { startUntilAnswers } from './harness/process.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const WORKSPACES = '@better-and-bliss'
/** What a fresh clone does not have. */
const MADE = ['.git', 'data', 'node_modules', 'apps/web/dist', 'packages/sdk/src/generated']
/** What a start makes besides its data. */
const BUILT = ['apps/web/dist', 'packages/sdk/src/generated', 'node_modules/.cache']

/** How long `npm start` takes until web app, API and edge answer. In a copy, so that nothing of this checkout is touched. */
export async function benchStart(context: Context): Promise<string> {
  const copy = join(context.folder, 'copy')
  await copyRepository(copy)
  const seconds: Record<'fresh' | 'first' | 'later', number[]> = { fresh: [], first: [], later: [] }
  for (let round = 0; round < context.rounds; round++) {
    for (const path of BUILT) await rm(join(copy, path), { recursive: true, force: true })
    seconds.fresh.push(await startOnce(copy, `fresh-${round}`, context))
    seconds.first.push(await startOnce(copy, `first-${round}`, context))
    seconds.later.push(await startOnce(copy, `first-${round}`, context))
  }
  return markdownTable(
    ['`npm start` until everything answers', 's', 'goal'],
    [
      ['the first after `npm ci`, which builds the web app', short(median(seconds.fresh)), '≤ 10'],
      ['with an empty data folder, web app built', short(median(seconds.first)), '≤ 10'],
      ['later', short(median(seconds.later)), '≤ 3'],
    ],
  )
}

async function startOnce(copy: string, dataName: string, context: Context): Promise<number> {
  const ports = await threePorts()
  const { NODE_COMPILE_CACHE: _, ...environment } = cleanEnvironment()
  const env = {
    ...environment,
    DATA_DIR: join(copy, 'data', dataName),
    API_PORT: String(ports.api),
    WEB_PORT: String(ports.web),
    EDGE_PORT: String(ports.edge),
  }
  const urls = [
    `http://localhost:${ports.web}/`,
    `http://localhost:${ports.api}/health/ready`,
    `http://localhost:${ports.edge}/health`,
  ]
  const program = { name: 'npm', command: 'npm', args: ['start', '--silent'], env, folder: copy }
  const startedAtMs = performance.now()
  await using _system = await startUntilAnswers(program, urls, context.signal)
  const seconds = (performance.now() - startedAtMs) / 1000
  context.say(`${dataName}: ${seconds.toFixed(1)} s`)
  return seconds
}

/** As a clone after `npm ci`: the sources are copied, packages are linked, nothing is built. */
async function copyRepository(copy: string): Promise<void> {
  await cp(root, copy, { recursive: true, filter: (path) => !MADE.includes(relative(root, path)) })
  const modules = join(root, 'node_modules')
  await mkdir(join(copy, 'node_modules'))
  for (const name of await readdir(modules)) {
    if (name === WORKSPACES || name === '.cache') continue
    await symlink(join(modules, name), join(copy, 'node_modules', name))
  }
  // Their links are relative, so they lead into the copy.
  await cp(join(modules, WORKSPACES), join(copy, 'node_modules', WORKSPACES), {
    recursive: true,
    verbatimSymlinks: true,
  })
}
