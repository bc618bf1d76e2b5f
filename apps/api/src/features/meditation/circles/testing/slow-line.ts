import { connect, createServer, type Socket } from 'node:net'
import type { App } from '../../../../http/app.ts'
import { addressOf } from '../../live/testing/thin-client.ts'

interface SlowLine extends AsyncDisposable {
  /** ws://127.0.0.1:…, which leads to the app. */
  address: string
}

/** A line to an app that is slow in both ways: each piece of what is sent takes as long as `delayMs` says. */
export async function slowLineTo(app: App, delayMs: () => number): Promise<SlowLine> {
  const { hostname, port } = new URL(await addressOf(app))
  const ends = new Set<Socket>()
  const proxy = createServer((near) => {
    const far = connect({ host: hostname, port: Number(port), noDelay: true })
    near.setNoDelay(true)
    carry(near, far, delayMs)
    carry(far, near, delayMs)
    for (const end of [near, far]) ends.add(end)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const address = proxy.address()
  if (typeof address !== 'object' || !address) throw new Error('The line has no port')
  return {
    address: `ws://127.0.0.1:${address.port}`,
    [Symbol.asyncDispose]: async () => {
      for (const end of ends) end.destroy()
      await new Promise((resolve) => proxy.close(resolve))
    },
  }
}

/** In order: nothing overtakes what was sent before it. */
function carry(from: Socket, to: Socket, delayMs: () => number): void {
  let arrivesAtMs = 0
  from.on('error', () => to.destroy())
  from.on('close', () => to.destroy())
  from.on('data', (bytes) => {
    arrivesAtMs = Math.max(arrivesAtMs, performance.now() + delayMs())
    setTimeout(() => to.write(bytes), arrivesAtMs - performance.now())
  })
}
