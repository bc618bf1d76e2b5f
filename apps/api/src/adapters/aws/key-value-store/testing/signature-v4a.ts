import { createECDH, createHash, createHmac, createPublicKey, type KeyObject, verify } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

interface Keys {
  accessKeyId: string
  secretAccessKey: string
}

const ALGORITHM = 'AWS4-ECDSA-P256-SHA256'
const DAY_MS = 86_400_000
/** The order of the curve P-256, less two. */
const MOST = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc63254f')

/**
 * Whether a request is signed with these keys by Signature Version 4A, as AWS writes it down: the canonical request, its hash in the
 * string to sign, and an ECDSA key that both sides derive from the secret.
 */
export function isSigned(
  request: IncomingMessage,
  body: Buffer,
  { keys, service, nowMs }: { keys: Keys; service: string; nowMs: number },
): boolean {
  const pattern = /^AWS4-ECDSA-P256-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]+)$/
  const [, credential = '', names = '', signature = ''] = pattern.exec(request.headers.authorization ?? '') ?? []
  const at = String(request.headers['x-amz-date'])
  const scope = `${at.slice(0, 8)}/${service}/aws4_request`
  const sentMs = Date.parse(at.replace(/^(....)(..)(..T..)(..)/, '$1-$2-$3:$4:'))
  const signed = names.split(';')
  if (credential !== `${keys.accessKeyId}/${scope}` || !(Math.abs(nowMs - sentMs) < DAY_MS)) return false
  if (request.headers['x-amz-region-set'] !== '*') return false
  if (!['host', 'x-amz-date', 'x-amz-region-set'].every((name) => signed.includes(name))) return false
  const toSign = [ALGORITHM, at, scope, sha256(canonicalRequest(request, body, signed))].join('\n')
  return verify('sha256', Buffer.from(toSign), publicKeyOf(keys), Buffer.from(signature, 'hex'))
}

function canonicalRequest(request: IncomingMessage, body: Buffer, signed: string[]): string {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://host')
  const path = pathname.split('/').map(encodeURIComponent).join('/')
  const query = [...searchParams]
    .map((pair) => pair.map(encodeURIComponent).join('='))
    .sort()
    .join('&')
  const headers = signed.map((name) => `${name}:${String(request.headers[name]).trim()}\n`).join('')
  return [request.method, path, query, headers, signed.join(';'), sha256(body)].join('\n')
}

/** The key by counters: the first candidate that is a number on the curve. */
function publicKeyOf({ accessKeyId, secretAccessKey }: Keys): KeyObject {
  for (let counter = 1; counter < 255; counter += 1) {
    const fixed = [ALGORITHM, '\0', accessKeyId, String.fromCharCode(counter), '\0\0\x01\0'].join('')
    const input = Buffer.concat([Buffer.from([0, 0, 0, 1]), Buffer.from(fixed, 'latin1')])
    const candidate = BigInt(`0x${createHmac('sha256', `AWS4A${secretAccessKey}`).update(input).digest('hex')}`)
    if (candidate > MOST) continue
    const curve = createECDH('prime256v1')
    curve.setPrivateKey(Buffer.from((candidate + 1n).toString(16).padStart(64, '0'), 'hex'))
    const point = curve.getPublicKey()
    const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'))
    return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' }, format: 'jwk' })
  }
  throw new Error('No key can be derived')
}

function sha256(data: Buffer | string): string {
  return createHash('sha256').update(data).digest('hex')
}
