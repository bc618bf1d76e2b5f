import { once } from 'node:events'
import type { Server } from 'node:http'
import { ConfigError } from '@better-and-bliss/settings'
import { revocationFeedKey } from '@better-and-bliss/stream-token/node'
import { readConfig } from './config.ts'
import { type Decision, decide, decideUnchecked, type EdgeRequest } from './decide.ts'
import { rememberGrants } from './grants.ts'
import { jsonLog } from './log.ts'
import { createRevocations, type Revocations } from './revocations.ts'
import { createEdgeServer } from './server.ts'

const GRACE_MS = 500
const log = jsonLog((line) => process.stdout.write(line), Date.now)

try {
  await start()
} catch (error) {
  process.stderr.write(`${explain(error)}\n`)
  process.exitCode = 1
}

async function start(): Promise<void> {
  const { config, keys } = readConfig()
  const { backendUrl, mediaDir, webOrigin, maxTtlSeconds, revocations: kept } = config
  const revocations = createRevocations({ backendUrl, feedKey: revocationFeedKey(keys.current), ...kept, log })
  const openToken = rememberGrants(keys)
  const decideNow = (request: EdgeRequest): Decision =>
    decide(request, {
      nowSeconds: Math.floor(Date.now() / 1000),
      maxTtlSeconds,
      openToken,
      isListCurrent: revocations.isCurrent,
      isRevoked: revocations.isRevoked,
    })

  const server = createEdgeServer({
    decide: config.checkTokens ? decideNow : decideUnchecked,
    mediaDir,
    webOrigin,
    log,
  })
  await once(server.listen(config.port, config.host), 'listening')
  if (config.checkTokens) revocations.start()
  else log.warn('TOKENS ARE NOT CHECKED: every file is open to everybody (ENABLE_STREAMING_TOKEN_VALIDATION=false)')
  log.info('edge is listening', { url: `http://${config.host}:${config.port}`, mediaDir })
  stopOnSignals(server, revocations)
  process.send?.({ type: 'ready' })
}

/** Ends on a signal, and with the parent that started us over IPC, however that ended. Running answers get a moment to finish. */
function stopOnSignals(server: Server, revocations: Revocations): void {
  const stop = (reason: string) => {
    log.info('edge is stopping', { reason })
    revocations.stop()
    server.close()
    process.channel?.unref()
    setTimeout(() => server.closeAllConnections(), GRACE_MS).unref()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop)
  process.once('disconnect', () => stop('disconnect'))
}

function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message
  const { code, port } = error as { code?: string; port?: number }
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken (media edge). Stop what uses it, or choose another: EDGE_PORT=…`
  return `The media edge could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
}
