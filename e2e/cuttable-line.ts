import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** A line to a server on this machine that has a speed, and that can be cut. */
export interface CuttableLine extends AsyncDisposable {
  port: number
  /** Breaks all that goes over it, and takes nothing until it is mended. */
  cut(): void
  mend(): void
}

/** @param portOf of the server, asked for with each connection. */
export async function cuttableLine(
  portOf: () => number,
  { bytesPerSecond }: { bytesPerSecond: number },
): Promise<CuttableLine> {
  const open = new Set<Socket>()
  let isCut = false

  function join(client: Socket): void {
    if (isCut) return void client.destroy()
    const server = connect({ host: '127.0.0.1', port: portOf() })
    for (const [end, other] of [
      [client, server],
      [server, client],
    ] as const) {
      open.add(end)
      end.on('error', () => {})
      end.on('close', () => {
        open.delete(end)
        other.destroy()
      })
    }
    server.pipe(client)
    client.on('data', (bytes) => {
      client.pause()
      server.write(bytes)
      void pause((bytes.length / bytesPerSecond) * 1000).then(() => client.resume())
    })
    client.on('end', () => server.end())
  }

  const line = createServer(join)
  await new Promise<void>((listening) => line.listen(0, '127.0.0.1', listening))
  const cut = () => {
    isCut = true
    for (const socket of open) socket.destroy()
  }
  return {
    port: (line.address() as AddressInfo).port,
    cut,
    mend: () => {
      isCut = false
    },
    [Symbol.asyncDispose]: async () => {
      cut()
      await new Promise((closed) => line.close(closed))
    },
  }
}
