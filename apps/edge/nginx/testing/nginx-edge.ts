import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isInstalled } from '@better-and-bliss/process/testing'
import { bundleForNjs } from '../../build/bundle.ts'
import type { Log } from '../../src/log.ts'
import { askAt } from '../../src/testing/ask.ts'
import { keyOf, WEB_ORIGIN } from '../../src/testing/edge.ts'
import { KEYS, MAX_TTL_SECONDS, mediaFolder } from '../../src/testing/media.ts'
import { createEntryFiles } from '../entry-files.ts'
import { foldersIn, makeFolder } from '../folder.ts'
import { startNginx } from '../nginx-process.ts'
import { servedLogIn } from '../served-log.ts'
import type { ShellSettings } from '../settings.ts'

const ENTRY = fileURLToPath(new URL('../shell.ts', import.meta.url))

/** The shell as it is built, once for all who ask. */
let bundled: Promise<string> | undefined
const shellCode = () => (bundled ??= bundleForNjs({ entry: ENTRY }, 'nginx'))

const MODULE = '/usr/lib/nginx/modules/ngx_http_js_module.so'

/** Whether nginx and its njs are here. Where they are not it is said loudly, and in CI they must be. */
export function isNginxHere(): boolean {
  if (!isInstalled('nginx')) return false
  if (existsSync(MODULE)) return true
  const line = 'THE TESTS OF THE EDGE IN nginx DO NOT RUN HERE: libnginx-mod-http-js is not installed'
  if (process.env.CI) throw new Error(`${line}, and in CI it must be`)
  console.warn(`\n!!! ${line}.\n`)
  return false
}

/** nginx on a free port, as `main.ts` starts it, over files named without `hls/{content}/`; entries are written by the test. `wrap` changes the shell. */
export async function startNginxEdge(
  files: Record<string, string | Buffer>,
  { settings, wrap = (code) => code }: { settings?: Partial<ShellSettings>; wrap?: (code: string) => string } = {},
) {
  await using stack = new AsyncDisposableStack()
  const media = stack.use(
    mediaFolder(Object.fromEntries(Object.entries(files).map(([file, bytes]) => [keyOf(file), bytes]))),
  )
  const root = mkdtempSync(join(tmpdir(), 'nginx-edge-'))
  stack.defer(() => rmSync(root, { recursive: true }))
  const folder = join(root, 'nginx')
  const shell: ShellSettings = {
    keys: KEYS,
    maxTtlSeconds: MAX_TTL_SECONDS,
    maxAgeSeconds: 300,
    webOrigin: WEB_ORIGIN,
    allowedCountries: null,
    mediaFolder: `${media.root}/`,
    ...foldersIn(folder),
    ...settings,
  }
  const shellPath = join(root, 'shell.js')
  writeFileSync(shellPath, wrap(await shellCode()))
  const listen = { host: '127.0.0.1', port: await freePort() }
  const servedLog = servedLogIn(folder)
  await makeFolder(folder, shell, {
    shellPath,
    listen,
    viewerCountry: { kind: 'cloudfront', trustedProxies: ['127.0.0.1'], originSecret: undefined },
  })
  const entries = createEntryFiles(shell)
  await entries.markCurrent(Date.now())
  const problems: string[] = []
  const note = (msg: string, fields?: object) => void problems.push(`${msg} ${JSON.stringify(fields)}`)
  const log: Log = { info: note, warn: note, error: note }
  const { pid } = stack.use(await startNginx({ folder, ...listen, log }))
  const opened = stack.move()
  return {
    pid,
    ask: askAt(listen.port),
    port: listen.port,
    folder,
    shell,
    entries,
    problems,
    replace: (file: string, bytes: string) => media.write(keyOf(file), bytes),
    servedLog,
    /** Lets nginx write down what it holds back of its logs. */
    writeLogs: () => process.kill(pid, 'SIGUSR1'),
    decisions: () =>
      readdirSync(shell.decisionsFolder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()),
    async forgetDecisions() {
      rmSync(shell.decisionsFolder, { recursive: true })
      await entries.markCurrent(Date.now())
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await once(server.close(), 'close')
  return port
}
