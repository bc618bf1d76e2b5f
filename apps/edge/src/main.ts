import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { hostname } from 'node:os'
import { openStore } from '@better-and-bliss/object-store/open'
import { logIntake } from '@better-and-bliss/observability/logs'
import { metricsFor } from '@better-and-bliss/observability/metrics'
import { tracerOf } from '@better-and-bliss/observability/tracing'
import { runProcess } from '@better-and-bliss/process'
import { readEdgeSettings } from '@better-and-bliss/settings'
import { allowedCountries, longestLives } from '@better-and-bliss/stream-token'
import { revocationFeedKey } from '@better-and-bliss/stream-token/node'
import { openCountry } from '@better-and-bliss/viewer-country'
import { type Decision, decideUnchecked, type EdgeRequest } from './decide.ts'
import { decideAndNote } from './decide-and-note.ts'
import { noFigures, tellEdge } from './figures.ts'
import { rememberGrants } from './grants.ts'
import { jsonLog } from './log.ts'
import { createRevocations } from './revocations.ts'
import { createSeen } from './seen.ts'
import { createEdgeServer } from './server.ts'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

const GRACE_MS = 500
/** A player waits for a segment, and asks again. */
const STORE_TIMEOUT_MS = 5_000
await runProcess({ name: 'media edge', portVariable: 'EDGE_PORT' }, async ({ machine, stack }) => {
  const settings = readEdgeSettings(machine)
  // The tracer works by itself here; who started us without it is told.
  tracerOf(settings.observability)
  const intake = logIntake(settings.observability, { role: 'edge', host: hostname() })
  if (intake) stack.use(intake)
  const log = jsonLog((line) => {
    process.stdout.write(line)
    intake?.write(line)
  }, Date.now)
  const { backendUrl, checkTokens, host, port } = settings
  const keys = settings.streamKeys.reveal()
  const api = { backendUrl, feedKey: revocationFeedKey(keys.current), log }
  const allowed = allowedCountries(settings.geo)
  const revocations = createRevocations({ ...settings.revocations, ...api, allowedCountries: allowed })
  const seen = createSeen(api)
  const openToken = rememberGrants(keys)
  const maxTtlSeconds = longestLives(settings.urlLives)
  const geo = allowed === null ? null : { allowedCountries: allowed, countriesOf: revocations.countriesOf }
  const decideNow = (request: EdgeRequest): Decision =>
    decideAndNote(request, seen, {
      nowSeconds: Math.floor(Date.now() / 1000),
      maxTtlSeconds,
      openToken,
      isListCurrent: revocations.isCurrent,
      isRevoked: revocations.isRevoked,
      geo,
    })

  const figures = noFigures()
  const metrics = await metricsFor({ address: settings.metrics, role: 'edge', version })
  if (metrics) tellEdge(stack.use(metrics), figures, revocations.ageSeconds)
  const server = createEdgeServer({
    decide: checkTokens ? decideNow : decideUnchecked,
    store: await openStore(settings.store, { timeoutMs: STORE_TIMEOUT_MS }),
    country: await openCountry(settings.viewerCountry),
    isRemote: settings.store.kind === 's3',
    webOrigin: new URL(settings.frontendUrl).origin,
    log,
    figures,
    observeRequest: metrics?.observeRequest ?? null,
  })
  if (checkTokens) await revocations.restore()
  await once(server.listen(port, host), 'listening')
  stack.defer(() => close(server))
  stack.defer(() => revocations.stop())
  stack.defer(() => seen.stop())
  stack.defer(() => log.info('edge is stopping'))
  if (checkTokens) {
    revocations.start()
    seen.start()
  } else log.warn('TOKENS ARE NOT CHECKED: every file is open to everybody (ENABLE_STREAMING_TOKEN_VALIDATION=false)')
  log.info('edge is listening', { url: `http://${host}:${port}` })
})

/** Running answers get a moment to finish. */
async function close(server: Server): Promise<void> {
  const impatience = setTimeout(() => server.closeAllConnections(), GRACE_MS)
  server.close()
  await once(server, 'close')
  clearTimeout(impatience)
}
