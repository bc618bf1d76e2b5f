import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A line to one server, that can be cut and held. */
export interface Line extends AsyncDisposable {
  port: number
  /** Ends all connections without a word, as a firewall or a cable does; new ones are taken. */
  cut(): void
  /** Lets no byte through, either way, until it is released; nobody is told. */
  stall(): void
  release(): void
}

/** A TCP proxy before a port of this machine. */
export async function openLine(targetPort: number): Promise<Line> {
  const open = new Set<Socket>()
  let isStalled = false
  const server = createServer((client) => {
    const target = connect({ host: '127.0.0.1', port: targetPort, noDelay: true })
    client.setNoDelay()
    join(client, target, open)
    if (isStalled) for (const socket of [client, target]) socket.pause()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('The proxy has no port')
  return {
    port: address.port,
    cut: () => {
      for (const socket of open) socket.resetAndDestroy()
    },
    stall: () => {
      isStalled = true
      for (const socket of open) socket.pause()
    },
    release: () => {
      isStalled = false
      for (const socket of open) socket.resume()
    },
    [Symbol.asyncDispose]: async () => {
      server.close()
      for (const socket of open) socket.destroy()
    },
  }
}

/** What comes at one end goes out at the other; where one ends abruptly, so does the other. */
function join(client: Socket, target: Socket, open: Set<Socket>): void {
  for (const [from, to] of [
    [client, target],
    [target, client],
  ] as const) {
    open.add(from)
    from.pipe(to)
    from.on('error', () => to.resetAndDestroy())
    from.on('close', () => {
      open.delete(from)
      to.destroy()
    })
  }
}
