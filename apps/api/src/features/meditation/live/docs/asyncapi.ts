import { MAX_FRAME_BYTES, SOCKET_LIMITS } from '@better-and-bliss/breath/protocol'
import {
  circleClientMessages,
  circleServerMessages,
  clientMessages,
  type MessageDoc,
  serverMessages,
  sharedSchemas,
} from './messages.ts'
import type { SocketPaths } from './page.ts'

const FRAME = {
  name: 'frame',
  title: 'Frame',
  summary: `${SOCKET_LIMITS.minFrameMs} to ${SOCKET_LIMITS.maxFrameMs} ms of audio, or of what was measured of it`,
  contentType: 'application/octet-stream',
  payload: { type: 'string', format: 'binary', maxLength: MAX_FRAME_BYTES },
}

const reference = (...parts: string[]) => ({ $ref: `#/${parts.join('/')}` })
const fromClient = ({ name }: { name: string }) => `client_${name}`
const fromServer = ({ name }: { name: string }) => `server_${name}`
const fromCircleClient = ({ name }: { name: string }) => `circle_client_${name}`
const fromCircle = ({ name }: { name: string }) => `circle_server_${name}`

/** The sockets as AsyncAPI 3 describes them, from the schemas that they are checked with. */
export function asyncApiDocument({ version, backendUrl, path, circlePath }: SocketPaths & { version: string }) {
  const { host, protocol } = new URL(backendUrl)
  const named = [...clientMessages, FRAME].map(fromClient)
  const told = serverMessages.map(fromServer)
  const [saidInCircle, toldInCircle] = [
    circleClientMessages.map(fromCircleClient),
    circleServerMessages.map(fromCircle),
  ]
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Better & Bliss: live breath',
      version,
      description: 'Audio in, the phases of the breath out; and circles, whose members breathe at one pace.',
    },
    defaultContentType: 'application/json',
    servers: { api: { host, protocol: protocol.replace('http', 'ws').replace(':', '') } },
    channels: {
      breath: channel(path, 'session_id', [...named, ...told]),
      circle: channel(circlePath, 'circle_id', [...saidInCircle, ...toldInCircle]),
    },
    operations: {
      hear: operation('receive', 'breath', named),
      tell: operation('send', 'breath', told),
      hearCircle: operation('receive', 'circle', saidInCircle),
      tellCircle: operation('send', 'circle', toldInCircle),
    },
    components: {
      messages: Object.fromEntries([
        ...clientMessages.map((message) => [fromClient(message), jsonMessage(message)]),
        [fromClient(FRAME), FRAME],
        ...serverMessages.map((message) => [fromServer(message), jsonMessage(message)]),
        ...circleClientMessages.map((message) => [fromCircleClient(message), jsonMessage(message)]),
        ...circleServerMessages.map((message) => [fromCircle(message), jsonMessage(message)]),
      ]),
      schemas: sharedSchemas,
    },
  }
}

function channel(address: string, parameter: string, messages: string[]) {
  return {
    address,
    messages: Object.fromEntries(messages.map((key) => [key, reference('components', 'messages', key)])),
    bindings: {
      ws: {
        method: 'GET',
        query: { type: 'object', properties: { [parameter]: { type: 'string', format: 'uuid' } } },
        bindingVersion: '0.1.0',
      },
    },
  }
}

function operation(action: 'receive' | 'send', of: 'breath' | 'circle', messages: string[]) {
  return {
    action,
    channel: reference('channels', of),
    messages: messages.map((key) => reference('channels', of, 'messages', key)),
  }
}

function jsonMessage({ name, description, schema }: MessageDoc) {
  return { name, title: name, summary: description, payload: schema }
}
