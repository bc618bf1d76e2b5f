import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

/** A way to a database that can be cut and mended. */
export interface BreakableWay extends AsyncDisposable {
  url: string
  /** Every connection breaks, and new ones are refused. */
  cut(): Promise<void>
  mend(): Promise<void>
}

export async function breakableWay(databaseUrl: string): Promise<BreakableWay> {
  const { hostname, port } = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let server: Server

  async function open(at: number): Promise<number> {
    server = createServer((near) => {
      const far = connect({ host: hostname, port: Number(port) })
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ] as const) {
        sockets.add(socket)
        socket.on('error', () => {})
        socket.on('close', () => {
          sockets.delete(socket)
          other.destroy()
        })
        socket.pipe(other)
      }
    })
    server.listen(at, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    return typeof address === 'object' && address ? address.port : at
  }

  async function cut(): Promise<void> {
    server.close()
    for (const socket of sockets) socket.destroy()
    await once(server, 'close')
  }

  const ourPort = await open(0)
  const url = new URL(databaseUrl)
  url.host = `127.0.0.1:${ourPort}`
  return {
    url: url.href,
    cut,
    mend: async () => {
      await open(ourPort)
    },
    [Symbol.asyncDispose]: cut,
  }
}
