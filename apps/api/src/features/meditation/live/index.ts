import type { IncomingMessage } from 'node:http'
import { SOCKET_LIMITS } from '@better-and-bliss/breath/protocol'
import { fastifyWebsocket } from '@fastify/websocket'
import type { App } from '../../../http/app.ts'
import { CIRCLE_SOCKET_PATH } from '../circles/schemas.ts'
import { socketDocs } from './docs/index.ts'
import { checkHandshake } from './handshake.ts'
import type { BreathSocketParts } from './parts.ts'
import { socketRoute } from './socket-route.ts'

export const BREATH_SOCKET_PATH = '/api/meditation/ws/breath'
const SOCKET_PATHS = [BREATH_SOCKET_PATH, CIRCLE_SOCKET_PATH]

/**
 * Lets requests leave HTTP for WebSocket. Before all hooks: one that refuses an upgrade leaves a connection that only
 * this knows how to end.
 *
 * @param holders end the sockets that they hold when the server stops.
 */
export async function acceptSockets(app: App, holders: readonly AsyncDisposable[]): Promise<void> {
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
    preClose: async () => {
      await Promise.all(holders.map((holder) => holder[Symbol.asyncDispose]()))
    },
  })
}

/** The socket over which a client sends what a microphone hears, and is told of the breath in it; and the documents of sockets. */
export function breathSocket(app: App, parts: BreathSocketParts, about: { version: string; backendUrl: string }): void {
  socketDocs(app, { ...about, path: BREATH_SOCKET_PATH, circlePath: CIRCLE_SOCKET_PATH })
  socketRoute(app, {
    url: BREATH_SOCKET_PATH,
    check: (request) => checkHandshake(request, parts),
    connect: (socket, member) => parts.live.connect(socket, member),
  })
}

/** Whether a request may leave HTTP; every other one that asks for it is answered as if it had not. */
export function mayUpgrade({ url = '', headers }: Pick<IncomingMessage, 'url' | 'headers'>): boolean {
  return SOCKET_PATHS.includes(url.split('?', 1)[0] ?? '') && headers.upgrade?.toLowerCase() === 'websocket'
}

/** A client that breaks the protocol has been answered with a close code, and one that is gone needs none. */
function isOfTheNetwork({ code = '' }: Error & { code?: string }): boolean {
  return /^(WS_ERR_|E[A-Z]+$)/.test(code)
}
