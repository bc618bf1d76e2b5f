import { createHash, randomBytes } from 'node:crypto'
import { type Ground, pause } from './ground.ts'
import type { Ledger } from './ledger.ts'

const PIECE_BYTES = 256 * 1024
const PIECES = 8
const PAUSE_MS = 250
const TUS = { 'tus-resumable': '1.0.0' }

/** Uploads by tus, one after another: a file that is no film, in pieces; after a failure it asks how much arrived, and goes on from there. */
export async function upload(ground: Ground, bearer: Record<string, string>): Promise<void> {
  const { api, signal } = ground
  while (!signal.aborted) {
    const made = await api({
      ...{ kind: 'upload', path: '/api/studio/content', method: 'POST', isIdempotent: false },
      headers: { ...bearer, 'content-type': 'application/json' },
      body: JSON.stringify({ title: 'Night sea' }),
    })
    if (made) await send(ground, bearer, (JSON.parse(made.text) as { id: string }).id)
    await pause(PAUSE_MS, signal)
  }
}

async function send({ api, ledger, signal }: Ground, bearer: Record<string, string>, item: string): Promise<void> {
  const bytes = randomBytes(PIECE_BYTES * PIECES)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const metadata = Object.entries({ content_id: item, filename: 'night-sea.mp4', sha256 })
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',')
  const headers = { ...bearer, ...TUS, 'upload-length': String(bytes.length), 'upload-metadata': metadata }
  const to = { kind: 'upload', path: '/api/studio/uploads', isIdempotent: false } as const
  const begun = await api({ ...to, method: 'POST', headers })
  if (!begun) return
  const path = new URL(begun.headers.get('location') ?? '', 'http://localhost').pathname
  const known = { acknowledged: 0, length: bytes.length }
  ledger.uploads.set(path, known)
  let offset = 0
  while (offset < bytes.length && !signal.aborted) {
    const piece = {
      ...bearer,
      ...TUS,
      'upload-offset': String(offset),
      'content-type': 'application/offset+octet-stream',
    }
    const body = bytes.subarray(offset, offset + PIECE_BYTES)
    const sent = await api({ ...to, path, method: 'PATCH', headers: piece, body })
    if (sent) {
      offset = Number(sent.headers.get('upload-offset'))
      known.acknowledged = offset
    } else {
      const asked = await api({ ...to, path, method: 'HEAD', headers: { ...bearer, ...TUS }, isIdempotent: true })
      if (asked) offset = arrived(ledger, path, Number(asked.headers.get('upload-offset')))
    }
    await pause(PAUSE_MS, signal)
  }
}

/** More than was acknowledged may have arrived, never less. */
function arrived(ledger: Ledger, path: string, offset: number): number {
  const { acknowledged = 0 } = ledger.uploads.get(path) ?? {}
  if (!(offset >= acknowledged))
    ledger.broken.push(`${path} had ${acknowledged} bytes by its word, and has ${offset} now`)
  return offset
}
