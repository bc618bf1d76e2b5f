import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

/** A way to a database that can be cut and mended. */
export interface BreakableWay extends AsyncDisposable {
  url: string
  /** Every connection breaks, and new ones are refused. */
  cut(): Promise<void>
  mend(): Promise<void>
  /** Nothing gets through any more, while every connection, old or new, stays as it is. */
  freeze(): void
  thaw(): void
}

export async function breakableWay(databaseUrl: string): Promise<BreakableWay> {
  const { hostname, port } = new URL(databaseUrl)
  const sockets = new Map<Socket, Socket>()
  let server: Server
  let frozen = false

  async function open(at: number): Promise<number> {
    server = createServer((near) => {
      const far = connect({ host: hostname, port: Number(port) })
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ] as const) {
        sockets.set(socket, other)
        socket.on('error', () => {})
        socket.on('close', () => {
          sockets.delete(socket)
          other.destroy()
        })
        if (frozen) socket.pause()
        else socket.pipe(other)
      }
    })
    server.listen(at, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    return typeof address === 'object' && address ? address.port : at
  }

  async function cut(): Promise<void> {
    server.close()
    for (const socket of sockets.keys()) socket.destroy()
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
    freeze: () => {
      frozen = true
      for (const [socket, other] of sockets) socket.unpipe(other).pause()
    },
    thaw: () => {
      frozen = false
      for (const [socket, other] of sockets) socket.pipe(other)
    },
    [Symbol.asyncDispose]: cut,
  }
}
