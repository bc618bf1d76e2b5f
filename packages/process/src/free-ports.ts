import { randomInt } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { createServer } from 'node:net'

/**
 * Ports that no system gives to outgoing connections (Linux begins at 32768, others at 49152): one of those may be taken by a
 * connection before a server listens on it.
 */
const LOWEST_PORT = 20_000
const HIGHEST_PORT = 32_767

const LOOPBACK = '127.0.0.1'

/** Ports that nobody listened on a moment ago, all different; no other call here is given them while this process lives. */
export async function freePorts(count: number, host = LOOPBACK): Promise<number[]> {
  const ports = new Set<number>()
  while (ports.size < count) {
    const port = randomInt(LOWEST_PORT, HIGHEST_PORT + 1)
    if ((await isFree(host, port)) && (await claimPort(port))) ports.add(port)
  }
  return [...ports]
}

/** As `freePorts`: ports that follow one another, none of them among `except`. */
export async function freePortsInARow(count: number, { except }: { except: number[] }): Promise<number[]> {
  for (;;) {
    const from = randomInt(LOWEST_PORT, HIGHEST_PORT + 2 - count)
    const row = Array.from({ length: count }, (_, after) => from + after)
    if (row.some((port) => except.includes(port))) continue
    const free = await Promise.all(row.map(async (port) => (await isFree(LOOPBACK, port)) && (await claimPort(port))))
    if (free.every(Boolean)) return row
  }
}

/**
 * Whether the port is this process's to give away. It is held by the UDP port of the same number, which the system takes back
 * when the process ends, and which no TCP server needs: what is to listen there may start much later.
 */
export async function claimPort(port: number): Promise<boolean> {
  const socket = createSocket('udp4').unref()
  return new Promise((resolve) => {
    socket.once('error', () => socket.close(() => resolve(false)))
    // The processes of a cluster would share it.
    socket.bind({ port, address: LOOPBACK, exclusive: true }, () => resolve(true))
  })
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
