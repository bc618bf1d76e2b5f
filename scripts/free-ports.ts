import { once } from 'node:events'
import { createServer } from 'node:net'

const HIGHEST_PORT = 65_535

/** Ports that nobody listened on a moment ago, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1')
      await once(server, 'listening')
      return server
    }),
  )
  return servers.map((server) => {
    const address = server.address()
    server.close()
    if (!address || typeof address === 'string') throw new Error('No port is free')
    return address.port
  })
}

/** Ports that follow one another, none of them among `except`, that nobody listened on a moment ago. */
export async function freePortsInARow(count: number, { except }: { except: number[] }): Promise<number[]> {
  for (;;) {
    const [from = 0] = await freePorts(1)
    const row = Array.from({ length: count }, (_, after) => from + after)
    const free = await Promise.all(row.map(isFree))
    if (free.every(Boolean) && !row.some((port) => except.includes(port))) return row
  }
}

async function isFree(port: number): Promise<boolean> {
  if (port > HIGHEST_PORT) return false
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
