import { once } from 'node:events'
import type { Server } from 'node:http'
import { revocationFeedKey } from '@better-and-bliss/stream-token'
import { ConfigError, type EdgeConfig, readConfig } from './config.ts'
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
  const { backendUrl, mediaDir, webOrigin, maxTtlSeconds } = config
  const revocations = createRevocations({ backendUrl, feedKey: revocationFeedKey(keys.current), log })
  const openToken = rememberGrants(keys)
  const decideNow = (request: EdgeRequest): Decision =>
    decide(request, {
      nowSeconds: Math.floor(Date.now() / 1000),
      maxTtlSeconds,
      openToken,
      isRevoked: revocations.isRevoked,
    })

  const server = createEdgeServer({
    decide: config.checkTokens ? decideNow : decideUnchecked,
    mediaDir,
    webOrigin,
    log,
  })
  await listen(server, config)
  if (config.checkTokens) revocations.start()
  else log.warn('TOKENS ARE NOT CHECKED: every file is open to everybody (ENABLE_STREAMING_TOKEN_VALIDATION=false)')
  log.info('edge is listening', { url: `http://${config.host}:${config.port}`, mediaDir })
  stopOnSignals(server, revocations)
  process.send?.({ type: 'ready' })
}

async function listen(server: Server, { host, port }: EdgeConfig): Promise<void> {
  try {
    server.listen(port, host)
    await once(server, 'listening')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new ConfigError(`Port ${port} on ${host} is taken: set EDGE_PORT to another one.`)
    }
    throw error
  }
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
  return error instanceof ConfigError ? error.message : String(error)
}
