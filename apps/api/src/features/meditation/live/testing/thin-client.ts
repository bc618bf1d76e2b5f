import {
  type ClientMessage,
  type Frame,
  type ServerMessage,
  serverMessageSchema,
  writeFrame,
} from '@better-and-bliss/breath/protocol'
import { WebSocket } from 'ws'
import type { App } from '../../../../http/app.ts'
import { until } from '../../../../testing/until.ts'

type Kind = ServerMessage['type']
type Of<Type extends Kind> = Extract<ServerMessage, { type: Type }>

/** A client that knows the protocol and nothing else. */
export interface ThinClient extends AsyncDisposable {
  socket: WebSocket
  /** Every message so far; each was one of the protocol's. */
  messages: ServerMessage[]
  all<Type extends Kind>(type: Type): Of<Type>[]
  /** The first message of a type, waited for. */
  first<Type extends Kind>(type: Type): Promise<Of<Type>>
  /** Code and reason of the close, waited for. */
  closed: Promise<{ code: number; reason: string }>
  /** Resolves when the server has taken all that was sent. */
  caughtUp(): Promise<unknown>
  say(message: ClientMessage | object | string): void
  frame(frame: Omit<Frame, 'samples' | 'number'> & { number?: number }): void
}

interface Opening {
  cookies?: string | undefined
  headers?: Record<string, string>
  query?: string | undefined
}

/** Opens a socket. @throws Error `Unexpected server response: 403` when the server answers without a 101 */
export async function openSocket(app: App, opening: Opening): Promise<ThinClient> {
  return openSocketTo(await addressOf(app), opening)
}

/** Opens a socket to a server at `ws://host:port`. */
export async function openSocketTo(address: string, { cookies, headers, query = '' }: Opening): Promise<ThinClient> {
  const socket = new WebSocket(`${address}/api/meditation/ws/breath${query}`, {
    headers: { ...(cookies && { cookie: cookies }), ...headers },
  })
  const client = follow(socket)
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  return client
}

/** ws://127.0.0.1:…, where the app listens from the first call on. */
export async function addressOf(app: App): Promise<string> {
  if (!app.server.listening) await app.listen({ host: '127.0.0.1', port: 0 })
  const address = app.server.address()
  if (typeof address !== 'object' || !address) throw new Error('The app does not listen to a port')
  return `ws://127.0.0.1:${address.port}`
}

function follow(socket: WebSocket): ThinClient {
  const messages: ServerMessage[] = []
  socket.on('message', (data: Buffer) => messages.push(serverMessageSchema.parse(JSON.parse(data.toString()))))
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.on('close', (code, reason) => resolve({ code, reason: String(reason) })),
  )
  const all = <Type extends Kind>(type: Type) =>
    messages.filter((message): message is Of<Type> => message.type === type)
  let frames = 0
  return {
    socket,
    messages,
    closed,
    all,
    first: async (type) => {
      await until(() => all(type).length > 0 || socket.readyState === WebSocket.CLOSED)
      const [message] = all(type)
      if (!message) throw new Error(`The socket closed before ${type} came: ${JSON.stringify(messages)}`)
      return message
    },
    caughtUp: () => {
      socket.ping()
      return Promise.race([new Promise((resolve) => socket.once('pong', resolve)), closed])
    },
    say: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    frame: (frame) => {
      frames += 1
      socket.send(writeFrame({ number: frames, ...frame }))
    },
    [Symbol.asyncDispose]: async () => {
      socket.terminate()
      await closed
    },
  }
}
