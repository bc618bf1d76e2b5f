import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

export interface Keys {
  accessKeyId: string
  secretAccessKey: string
}

const DAY_MS = 86_400_000

/**
 * Whether a request has the Signature Version 4 of these keys, as AWS writes it down: the canonical request, its hash in the
 * string to sign, a key a day. Paths are encoded a second time, as all services but S3 want it.
 */
export function isSigned(
  request: IncomingMessage,
  body: Buffer,
  { region, service, keys }: { region: string; service: string; keys: Keys },
): boolean {
  const pattern = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/
  const [, credential = '', names = '', signature = ''] = pattern.exec(request.headers.authorization ?? '') ?? []
  const at = String(request.headers['x-amz-date'])
  const date = at.slice(0, 8)
  const scope = `${date}/${region}/${service}/aws4_request`
  const isToday = Math.abs(Date.now() - Date.parse(at.replace(/^(....)(..)(..T..)(..)/, '$1-$2-$3:$4:'))) < DAY_MS
  const signed = names.split(';')
  if (credential !== `${keys.accessKeyId}/${scope}` || !isToday || !signed.includes('host')) return false
  const headers = signed.map((name) => `${name}:${String(request.headers[name]).trim()}\n`).join('')
  const [path = '', query = ''] = (request.url ?? '').split('?', 2)
  const pairs = query.split('&').sort().join('&')
  const encoded = path.split('/').map(encodeURIComponent).join('/')
  const canonical = [request.method, encoded, pairs, headers, names, sha256(body)].join('\n')
  const toSign = ['AWS4-HMAC-SHA256', at, scope, sha256(canonical)].join('\n')
  const key = [date, region, service, 'aws4_request'].reduce<Buffer | string>(hmac, `AWS4${keys.secretAccessKey}`)
  return timingSafeEqual(hmac(key, toSign), Buffer.from(signature, 'hex'))
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

function sha256(data: Buffer | string): string {
  return createHash('sha256').update(data).digest('hex')
}
