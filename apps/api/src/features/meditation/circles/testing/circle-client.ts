import {
  type CircleClientMessage,
  type CircleServerMessage,
  circleServerMessageSchema,
} from '@better-and-bliss/breath/protocol'
import { WebSocket } from 'ws'
import type { App } from '../../../../http/app.ts'
import type { Requester, TestServer } from '../../../../testing/test-server.ts'
import { until } from '../../../../testing/until.ts'
import { addressOf } from '../../live/testing/thin-client.ts'

type Kind = CircleServerMessage['type']
type Of<Type extends Kind> = Extract<CircleServerMessage, { type: Type }>

/** A member of a circle who knows the protocol and nothing else. */
export interface CircleClient extends AsyncDisposable {
  socket: WebSocket
  /** Every frame so far, as it came. */
  frames: string[]
  all<Type extends Kind>(type: Type): Of<Type>[]
  /** The last message of a type that holds, waited for. */
  last<Type extends Kind>(type: Type, holds?: (message: Of<Type>) => boolean): Promise<Of<Type>>
  closed: Promise<{ code: number; reason: string }>
  say(message: CircleClientMessage | object | string): void
  /** Resolves when the server has taken all that was sent. */
  caughtUp(): Promise<unknown>
}

interface Opening {
  cookies?: string
  query?: string
  headers?: Record<string, string>
}

/** Follows a circle. @throws Error `Unexpected server response: 404` when the server answers without a 101 */
export async function followCircle(app: App, opening: Opening): Promise<CircleClient> {
  return followCircleAt(await addressOf(app), opening)
}

/** The same, of a server at `ws://host:port`. */
export async function followCircleAt(
  address: string,
  { cookies, query = '', headers }: Opening,
): Promise<CircleClient> {
  const socket = new WebSocket(`${address}/api/meditation/ws/circle${query}`, {
    headers: { ...(cookies && { cookie: cookies }), ...headers },
  })
  const client = follow(socket)
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  return client
}

function follow(socket: WebSocket): CircleClient {
  const frames: string[] = []
  const messages: CircleServerMessage[] = []
  socket.on('message', (data: Buffer) => {
    frames.push(data.toString())
    messages.push(circleServerMessageSchema.parse(JSON.parse(data.toString())))
  })
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.on('close', (code, reason) => resolve({ code, reason: String(reason) })),
  )
  const all = <Type extends Kind>(type: Type) =>
    messages.filter((message): message is Of<Type> => message.type === type)
  return {
    socket,
    frames,
    closed,
    all,
    last: async (type, holds = () => true) => {
      const found = () => {
        const message = all(type).at(-1)
        return message && holds(message) ? message : undefined
      }
      await until(() => found() || socket.readyState === WebSocket.CLOSED)
      const message = found()
      if (!message) throw new Error(`The socket closed before ${type} came: ${frames.join('\n')}`)
      return message
    },
    say: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    caughtUp: () => {
      socket.ping()
      return Promise.race([new Promise((resolve) => socket.once('pong', resolve)), closed])
    },
    [Symbol.asyncDispose]: async () => {
      socket.terminate()
      await closed
    },
  }
}

/** Opens a circle of boxes. */
export async function openedCircle(
  { request }: { request: Requester },
  cookies: string,
  body: object = {},
): Promise<{ id: string; code: string }> {
  const response = await request('POST', '/api/meditation/circles', {
    cookies,
    body: { pattern: 'box', minutes: 5, ...body },
  })
  if (response.statusCode !== 201) throw new Error(`No circle was opened: ${response.body}`)
  return response.json()
}

export async function join({ request }: { request: Requester }, cookies: string, code: string): Promise<void> {
  const response = await request('POST', '/api/meditation/circles/join', { cookies, body: { code } })
  if (response.statusCode !== 200) throw new Error(`The circle was not joined: ${response.body}`)
}

/** A second passes on servers that share a clock, and each of them has told how its circles stand. */
export async function passSecond(...servers: readonly TestServer[]): Promise<void> {
  servers[0]?.clock.advance(1_000)
  await Promise.all(servers.map(({ parts }) => parts.circles.circles.tick()))
}
