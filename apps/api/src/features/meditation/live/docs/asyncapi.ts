import { MAX_FRAME_BYTES, SOCKET_LIMITS } from '@better-and-bliss/breath/protocol'
import { clientMessages, type MessageDoc, serverMessages, sharedSchemas } from './messages.ts'

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

/** The socket as AsyncAPI 3 describes it, from the schemas that it is checked with. */
export function asyncApiDocument({ version, backendUrl, path }: { version: string; backendUrl: string; path: string }) {
  const { host, protocol } = new URL(backendUrl)
  const named = [...clientMessages, FRAME].map(fromClient)
  const told = serverMessages.map(fromServer)
  return {
    asyncapi: '3.0.0',
    info: { title: 'Better & Bliss: live breath', version, description: 'Audio in, the phases of the breath out.' },
    defaultContentType: 'application/json',
    servers: { api: { host, protocol: protocol.replace('http', 'ws').replace(':', '') } },
    channels: {
      breath: {
        address: path,
        messages: Object.fromEntries([...named, ...told].map((key) => [key, reference('components', 'messages', key)])),
        bindings: {
          ws: {
            method: 'GET',
            query: { type: 'object', properties: { session_id: { type: 'string', format: 'uuid' } } },
            bindingVersion: '0.1.0',
          },
        },
      },
    },
    operations: { hear: operation('receive', named), tell: operation('send', told) },
    components: {
      messages: Object.fromEntries([
        ...clientMessages.map((message) => [fromClient(message), jsonMessage(message)]),
        [fromClient(FRAME), FRAME],
        ...serverMessages.map((message) => [fromServer(message), jsonMessage(message)]),
      ]),
      schemas: sharedSchemas,
    },
  }
}

function operation(action: 'receive' | 'send', messages: string[]) {
  return {
    action,
    channel: reference('channels', 'breath'),
    messages: messages.map((key) => reference('channels', 'breath', 'messages', key)),
  }
}

function jsonMessage({ name, description, schema }: MessageDoc) {
  return { name, title: name, summary: description, payload: schema }
}
