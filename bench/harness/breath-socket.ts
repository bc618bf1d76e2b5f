import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** A WebSocket that costs its own process as little as can be: whoever measures shares the machine with what is measured. */
export interface BreathSocket {
  send(frame: Uint8Array): void
  close(): void
}

export interface Listener {
  /** A message of the server, as text. */
  message(text: string): void
  closed(): void
}

const LONG = 126

const UPGRADED_WITHIN_MS = 5_000

/**
 * @param credentials a header line
 * @throws Error if there is no 101
 */
export async function openSocket(
  { hostname, port }: URL,
  credentials: string,
  listener: Listener,
): Promise<BreathSocket> {
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  const head = ['GET /api/meditation/ws/breath HTTP/1.1', `Host: ${hostname}:${port}`, 'Connection: Upgrade']
  const key = Buffer.alloc(16).toString('base64')
  head.push('Upgrade: websocket', 'Sec-WebSocket-Version: 13', `Sec-WebSocket-Key: ${key}`, credentials)
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  try {
    const [answer] = await once(socket, 'data', { signal: AbortSignal.timeout(UPGRADED_WITHIN_MS) })
    if (!String(answer).startsWith('HTTP/1.1 101')) throw new Error(`No socket: ${String(answer).split('\r\n', 1)[0]}`)
  } catch (error) {
    // Nobody reads it any more: it would not even hear that it was ended.
    socket.on('error', () => {}).destroy()
    throw error
  }
  listen(socket, listener)
  return { send: (frame) => void socket.write(frame), close: () => socket.destroy() }
}

/** One frame, masked with zeros: text, or binary. */
export function maskedFrame(payload: Uint8Array, isBinary: boolean): Buffer {
  const long = payload.byteLength >= LONG
  const head = Buffer.alloc(long ? 8 : 6)
  head[0] = 0x80 | (isBinary ? 2 : 1)
  head[1] = 0x80 | (long ? LONG : payload.byteLength)
  if (long) head.writeUInt16BE(payload.byteLength, 2)
  return Buffer.concat([head, payload])
}

function listen(socket: Socket, { message, closed }: Listener): void {
  let rest: Buffer = Buffer.alloc(0)
  socket.on('error', () => {})
  socket.on('close', closed)
  socket.on('data', (chunk: Buffer) => {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    for (let frame = readFrame(rest); frame; frame = readFrame(rest)) {
      rest = rest.subarray(frame.end)
      if (frame.opcode === 1) message(frame.payload.toString())
    }
  })
}

/** The server's frames are short and not masked. */
function readFrame(bytes: Buffer): { opcode: number; payload: Buffer; end: number } | null {
  if (bytes.length < 4) return null
  const short = (bytes[1] ?? 0) & 0x7f
  const start = short === LONG ? 4 : 2
  const end = start + (short === LONG ? bytes.readUInt16BE(2) : short)
  if (bytes.length < end) return null
  return { opcode: (bytes[0] ?? 0) & 0x0f, payload: bytes.subarray(start, end), end }
}
