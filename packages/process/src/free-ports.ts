import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/**
 * Ports that no system gives to outgoing connections (Linux begins at 32768, others at 49152): one of those may be taken by a
 * connection before a server listens on it.
 */
const LOWEST_PORT = 20_000
const HIGHEST_PORT = 32_767

const LOOPBACK = '127.0.0.1'

/** Ports that nobody listened on a moment ago, all different. */
export async function freePorts(count: number, host = LOOPBACK): Promise<number[]> {
  const ports = new Set<number>()
  while (ports.size < count) {
    const port = randomInt(LOWEST_PORT, HIGHEST_PORT + 1)
    if (await isFree(host, port)) ports.add(port)
  }
  return [...ports]
}

/** Ports that follow one another, none of them among `except`, that nobody listened on a moment ago. */
export async function freePortsInARow(count: number, { except }: { except: number[] }): Promise<number[]> {
  for (;;) {
    const from = randomInt(LOWEST_PORT, HIGHEST_PORT + 2 - count)
    const row = Array.from({ length: count }, (_, after) => from + after)
    const free = await Promise.all(row.map((port) => isFree(LOOPBACK, port)))
    if (free.every(Boolean) && !row.some((port) => except.includes(port))) return row
  }
}

/** Whether somebody could listen there now. @throws where `host` is not an address of this machine. */
export async function isFree(host: string, port: number): Promise<boolean> {
  const server = createServer()
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false)
      else reject(error)
    })
    server.listen(port, host, () => server.close(() => resolve(true)))
  })
}
