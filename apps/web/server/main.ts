import { join } from 'node:path'
import { ConfigError } from '@better-and-bliss/settings'
import { ensureBuilt } from './build.ts'
import { readConfig } from './config.ts'
import { buildWebServer } from './serve.ts'

const webDir = join(import.meta.dirname, '..')

// We keep nothing that an end at any moment could harm; a build that breaks off is made again.
for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect']) process.once(event, () => process.exit(0))

try {
  await start()
} catch (error) {
  console.error(explain(error))
  process.exit(1)
}

async function start(): Promise<void> {
  const config = readConfig()
  await ensureBuilt(webDir, console.log)
  const server = await buildWebServer(join(webDir, 'dist'), config)
  await server.listen({ host: config.host, port: config.port })
  process.send?.({ type: 'ready' })
}

function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message
  if (!(error instanceof Error)) return `The web app could not start: ${String(error)}`
  const { code, port } = error as NodeJS.ErrnoException & { port?: number }
  if (code === 'EADDRINUSE') return `Port ${port} is taken (web app). Stop what uses it, or choose another: WEB_PORT=…`
  return `The web app could not start: ${error.stack ?? error.message}`
}
