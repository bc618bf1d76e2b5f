import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { App } from '../../../../http/app.ts'
import { addressOf } from './thin-client.ts'

/** A client that sends bytes as it likes, behind a proper handshake. */
export interface RawClient extends AsyncDisposable {
  socket: Socket
  send(bytes: Uint8Array): void
  /** The code that the server closes with; null if the connection ends without one. */
  closeCode: Promise<number | null>
}

export async function openRaw(app: App, cookies: string): Promise<RawClient> {
  return openRawTo(await addressOf(app), cookies)
}

/** The same, to a server at an address with host and port. */
export async function openRawTo(address: string, cookies: string): Promise<RawClient> {
  const { hostname, port } = new URL(address)
  const socket = connect({ host: hostname, port: Number(port) })
  socket.on('error', () => {})
  const lines = [
    'GET /api/meditation/ws/breath HTTP/1.1',
    'Host: x',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}`,
    `Cookie: ${cookies}`,
  ]
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  const [head] = await once(socket, 'data')
  if (!String(head).startsWith('HTTP/1.1 101')) throw new Error(`No 101: ${head}`)
  let received = Buffer.alloc(0)
  const closeCode = new Promise<number | null>((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk])
      const code = closeCodeIn(received)
      if (code !== null) resolve(code)
    })
    socket.on('close', () => resolve(null))
  })
  return {
    socket,
    send: (bytes) => void socket.write(bytes),
    closeCode,
    [Symbol.asyncDispose]: async () => {
      socket.destroy()
    },
  }
}

interface RawFrame {
  fin?: boolean
  /** Bits 1 to 3. */
  reserved?: number
  opcode: number
  payload?: Uint8Array
  masked?: boolean
  /** What the header says, if not the truth. */
  length?: number | bigint
}

/** One frame, as right or as wrong as it is asked for. */
export function rawFrame({ fin = true, reserved = 0, opcode, payload = new Uint8Array(0), ...rest }: RawFrame): Buffer {
  const { masked = true, length = payload.length } = rest
  const mask = masked ? 0x80 : 0
  const first = (fin ? 0x80 : 0) | (reserved << 4) | opcode
  const long = typeof length === 'bigint' || length > 65_535
  const head = long ? Buffer.alloc(10) : Buffer.alloc(length > 125 ? 4 : 2)
  head[0] = first
  head[1] = mask | (long ? 127 : length > 125 ? 126 : Number(length))
  if (long) head.writeBigUInt64BE(BigInt(length), 2)
  else if (length > 125) head.writeUInt16BE(Number(length), 2)
  // A mask of zeros leaves the payload as it is.
  return Buffer.concat([head, Buffer.alloc(masked ? 4 : 0), payload])
}

/** Walks over the server's frames, which are never masked. */
function closeCodeIn(bytes: Buffer): number | null {
  for (let at = 0; at + 2 <= bytes.length; ) {
    const short = (bytes[at + 1] ?? 0) & 0x7f
    const head = short === 126 ? 4 : short === 127 ? 10 : 2
    const length = short === 126 ? bytes.readUInt16BE(at + 2) : short
    if (((bytes[at] ?? 0) & 0x0f) === 8) return bytes.length < at + 4 ? null : bytes.readUInt16BE(at + head)
    at += head + length
  }
  return null
}
