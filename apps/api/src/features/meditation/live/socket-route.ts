import type { FastifyRequest } from 'fastify'
import type { WebSocket } from 'ws'
import type { App } from '../../../http/app.ts'

interface SocketRoute<Checked> {
  url: string
  /** Runs before the 101: who may have the socket. */
  check: (request: FastifyRequest) => Promise<Checked>
  connect: (socket: WebSocket, checked: Checked) => void
}

/** A route that leaves HTTP for WebSocket. */
export function socketRoute<Checked>(app: App, { url, check, connect }: SocketRoute<Checked>): void {
  const checked = new WeakMap<object, { of: Checked }>()
  app.route({
    method: 'GET',
    url,
    schema: { hide: true },
    config: { access: 'member' },
    onRequest: async (request, reply) => {
      if (!request.ws) reply.headers({ connection: 'upgrade', upgrade: 'websocket' })
      checked.set(request, { of: await check(request) })
    },
    handler: () => {
      throw new Error('Without an upgrade nobody gets here')
    },
    wsHandler: (socket, request) => {
      const found = checked.get(request)
      if (found) connect(socket, found.of)
      else socket.terminate()
    },
  })
}
