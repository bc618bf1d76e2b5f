import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runProcess } from '@better-and-bliss/process'
import { ConfigError, type EdgeSettings, readEdgeSettings } from '@better-and-bliss/settings'
import { allowedCountries, longestLives } from '@better-and-bliss/stream-token'
import { revocationFeedKey } from '@better-and-bliss/stream-token/node'
import { jsonLog } from '../src/log.ts'
import { createRevocations } from '../src/revocations.ts'
import { createSeen } from '../src/seen.ts'
import { createEntryFiles } from './entry-files.ts'
import { foldersIn, makeFolder } from './folder.ts'
import { startNginx } from './nginx-process.ts'
import { noteServed, servedLogIn } from './served-log.ts'
import type { ShellSettings } from './settings.ts'

const SHELL = fileURLToPath(new URL('../dist/nginx/function.js', import.meta.url))
const log = jsonLog((line) => process.stdout.write(line), Date.now)

await runProcess({ name: 'media edge in nginx', portVariable: 'EDGE_PORT' }, async ({ machine, stack }) => {
  const settings = readEdgeSettings(machine)
  const { backendUrl, host, port } = settings
  const folder = join(dirname(settings.revocations.path), 'nginx')
  const shell = shellSettings(settings, folder)
  if (!existsSync(SHELL)) throw new Error('The shell for nginx is not built: run npm run edge:build')
  await makeFolder(folder, shell, {
    shellPath: SHELL,
    listen: { host, port },
    viewerCountry: settings.geo.kind === 'off' ? { kind: 'off' } : settings.viewerCountry,
  })
  const api = { backendUrl, feedKey: revocationFeedKey(shell.keys.current), log }
  const revocations = createRevocations({
    ...settings.revocations,
    ...api,
    allowedCountries: shell.allowedCountries,
    mirror: createEntryFiles(shell),
  })
  const seen = createSeen({ ...api, gather: (note) => noteServed(servedLogIn(folder), note) })
  await revocations.restore()
  const nginx = stack.use(await startNginx({ folder, host, port, log }))
  nginx.ended.catch((error: unknown) => {
    if (stack.disposed) return
    log.error('the edge ends', { reason: String(error) })
    process.exit(1)
  })
  stack.defer(() => revocations.stop())
  stack.defer(() => seen.stop())
  stack.defer(() => log.info('edge is stopping'))
  revocations.start()
  seen.start()
  log.info('edge in nginx is listening', { url: `http://${host}:${port}`, folder })
})

function shellSettings(settings: EdgeSettings, folder: string): ShellSettings {
  const { store } = settings
  if (store.kind !== 'disk')
    throw new ConfigError([
      'VIDEO_BUCKET_NAME: the edge in nginx sends files of a folder. For media in S3 there are CloudFront and `npm run edge`.',
    ])
  if (!settings.checkTokens)
    throw new ConfigError([
      'ENABLE_STREAMING_TOKEN_VALIDATION=false is for `npm run edge`: the edge in nginx always checks tokens',
    ])
  return {
    keys: settings.streamKeys.reveal(),
    maxTtlSeconds: longestLives(settings.urlLives),
    maxAgeSeconds: settings.revocations.maxAgeSeconds,
    webOrigin: new URL(settings.frontendUrl).origin,
    allowedCountries: allowedCountries(settings.geo),
    mediaFolder: `${store.folder}/`,
    ...foldersIn(folder),
  }
}
