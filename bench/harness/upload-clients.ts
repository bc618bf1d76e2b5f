import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'

/** What browsers send at once over a fast line. */
const PIECE_BYTES = 32 * 2 ** 20
const PACED_BYTES = 2 ** 18

/** Sends a file of so many pieces. @param bytesPerSecond how fast; without it as fast as it goes. */
export type SendFile = (pieces: number, bytesPerSecond?: number) => Promise<void>

const bytes = randomBytes(PIECE_BYTES)
export const bytesOf = (pieces: number) => pieces * PIECE_BYTES

interface TusClient {
  /** Where uploads are begun. */
  url: string
  headers?: Record<string, string>
  metadata?: string
  isChecked?: boolean
}

/** Sends by tus: begun by POST, continued by PATCH. */
export function tusClient({ url, headers = {}, metadata, isChecked = false }: TusClient): SendFile {
  const agent = new Agent({ keepAlive: true })
  const common = { ...headers, 'tus-resumable': '1.0.0' }
  const digest = createHash('sha256').update(bytes).digest('base64')
  const checksum: Record<string, string> = isChecked ? { 'upload-checksum': `sha256 ${digest}` } : {}
  return async (pieces, bytesPerSecond) => {
    const about = { 'upload-length': String(bytesOf(pieces)), ...(metadata && { 'upload-metadata': metadata }) }
    const begun = await send(agent, { method: 'POST', url, headers: { ...common, ...about } })
    const place = new URL(String(begun.location), url).href
    for (let piece = 0; piece < pieces; piece += 1) {
      const type = { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(bytesOf(piece)) }
      await send(agent, { method: 'PATCH', url: place, headers: { ...common, ...checksum, ...type }, bytesPerSecond })
    }
  }
}

/** Sends each piece as a file of its own. */
export function putClient(folderUrl: string): SendFile {
  const agent = new Agent({ keepAlive: true })
  return async (pieces, bytesPerSecond) => {
    for (let piece = 0; piece < pieces; piece += 1) {
      await send(agent, { method: 'PUT', url: `${folderUrl}/${piece}`, headers: {}, bytesPerSecond })
    }
  }
}

interface Sent {
  method: 'POST' | 'PATCH' | 'PUT'
  url: string
  headers: Record<string, string>
  bytesPerSecond?: number | undefined
}

async function send(agent: Agent, { method, url, headers, bytesPerSecond }: Sent) {
  const hasBody = method !== 'POST'
  const length = { 'content-length': String(hasBody ? bytes.length : 0) }
  const sent = request(url, { method, agent, headers: { ...headers, ...length } })
  const answered = once(sent, 'response')
  if (hasBody && bytesPerSecond) await writePaced(sent, bytesPerSecond)
  sent.end(hasBody && !bytesPerSecond ? bytes : undefined)
  const [response] = await answered
  const body = await text(response)
  if (response.statusCode >= 300) throw new Error(`${method} ${url} answered ${response.statusCode}: ${body}`)
  return response.headers
}

async function writePaced(sent: ReturnType<typeof request>, bytesPerSecond: number): Promise<void> {
  const startMs = performance.now()
  for (let at = 0; at < bytes.length; at += PACED_BYTES) {
    if (!sent.write(bytes.subarray(at, at + PACED_BYTES))) await once(sent, 'drain')
    await delay(Math.max(0, startMs + ((at + PACED_BYTES) / bytesPerSecond) * 1000 - performance.now()))
  }
}
