import { once } from 'node:events'
import { createServer } from 'node:http'
import { ConfigError } from '@better-and-bliss/settings'
import { logMetrics } from './logged.ts'
import type { Metrics } from './metrics.ts'

/** Where a process answers whoever collects its figures. */
interface Address {
  host: string
  port: number
}

interface Running {
  address: Address | null
  /** The names of those that are written into the log. */
  logged?: readonly string[]
  role: string
  version: string
}

/** @returns the figures of this process, which are answered at an address of their own, or logged; null where nobody wants them. */
export async function metricsFor({
  address,
  logged = [],
  role,
  version,
}: Running): Promise<(Metrics & AsyncDisposable) | null> {
  if (address === null && logged.length === 0) return null
  // Not loaded by whom nobody asks.
  const { openMetrics } = await import('./metrics.ts')
  const metrics = openMetrics({ role, version })
  await using stack = new AsyncDisposableStack()
  if (address) stack.use(await serveMetrics(metrics, address))
  if (logged.length > 0) stack.use(logMetrics(metrics, logged))
  const opened = stack.move()
  return { ...metrics, [Symbol.asyncDispose]: () => opened.disposeAsync() }
}

/** Answers `GET /metrics`, and nothing else. @throws ConfigError where the port is taken. */
export async function serveMetrics(
  metrics: Pick<Metrics, 'render'>,
  { host, port }: Address,
): Promise<{ port: number } & AsyncDisposable> {
  const server = createServer(({ method, url }, response) => {
    if (url !== '/metrics') return void response.writeHead(404, PLAIN).end('Only /metrics is here\n')
    if (method !== 'GET' && method !== 'HEAD') return void response.writeHead(405, PLAIN).end('Only GET is possible\n')
    metrics.render().then(
      ({ contentType, text }) => response.writeHead(200, { ...PLAIN, 'content-type': contentType }).end(text),
      () => response.writeHead(500, PLAIN).end('The figures cannot be told\n'),
    )
  })
  try {
    // Of several processes each answers for itself.
    await once(server.listen({ port, host, exclusive: true }), 'listening')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
    throw new ConfigError([`METRICS_PORT: ${host}:${port} is taken. Stop what uses it, or choose another`])
  }
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    [Symbol.asyncDispose]: async () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

const PLAIN = {
  'content-type': 'text/plain; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
}
