import type { IncomingMessage } from 'node:http'
import { SOCKET_LIMITS } from '@better-and-bliss/breath/protocol'
import { fastifyWebsocket } from '@fastify/websocket'
import type { Member } from '../../../access/member.ts'
import type { App } from '../../../http/app.ts'
import { socketDocs } from './docs/index.ts'
import { checkHandshake } from './handshake.ts'
import type { BreathSocketParts } from './parts.ts'

export const BREATH_SOCKET_PATH = '/api/meditation/ws/breath'

/**
 * Lets requests leave HTTP for WebSocket. Before all hooks: one that refuses an upgrade leaves a connection that only
 * this knows how to end.
 */
export async function acceptSockets(app: App, { live }: Pick<BreathSocketParts, 'live'>): Promise<void> {
  await app.register(fastifyWebsocket, {
    // A connection answers pings itself, since it counts them.
    options: {
      maxPayload: SOCKET_LIMITS.maxMessageBytes,
      perMessageDeflate: false,
      clientTracking: false,
      autoPong: false,
    },
    errorHandler: (error, socket, request) => {
      if (isOfTheNetwork(error)) return
      request.log.error({ err: error }, 'A socket could not be served')
      socket.terminate()
    },
    preClose: () => live[Symbol.asyncDispose](),
  })
}

/** The socket over which a client sends what a microphone hears, and is told of the breath in it; and its documents. */
export function breathSocket(app: App, parts: BreathSocketParts, about: { version: string; backendUrl: string }): void {
  socketDocs(app, { ...about, path: BREATH_SOCKET_PATH })
  const members = new WeakMap<object, Member>()
  app.route({
    method: 'GET',
    url: BREATH_SOCKET_PATH,
    schema: { hide: true },
    config: { access: 'member' },
    onRequest: async (request, reply) => {
      if (!request.ws) reply.headers({ connection: 'upgrade', upgrade: 'websocket' })
      members.set(request, await checkHandshake(request, parts))
    },
    handler: () => {
      throw new Error('Without an upgrade nobody gets here')
    },
    wsHandler: (socket, request) => {
      const member = members.get(request)
      if (member) parts.live.connect(socket, member)
      else socket.terminate()
    },
  })
}

/** Whether a request may leave HTTP; every other one that asks for it is answered as if it had not. */
export function mayUpgrade({ url = '', headers }: Pick<IncomingMessage, 'url' | 'headers'>): boolean {
  return url.split('?', 1)[0] === BREATH_SOCKET_PATH && headers.upgrade?.toLowerCase() === 'websocket'
}

/** A client that breaks the protocol has been answered with a close code, and one that is gone needs none. */
function isOfTheNetwork({ code = '' }: Error & { code?: string }): boolean {
  return /^(WS_ERR_|E[A-Z]+$)/.test(code)
}
