import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** A request as it came: `url` is its path and query, untouched; names of headers are in lower case. */
export interface SignedRequest {
  method: string
  url: string
  headers: Record<string, string | string[] | undefined>
  body: Uint8Array
}

export interface Checking {
  keyId: string
  secretKey: string
  /** Of a key that was lent. */
  sessionToken?: string
  region: string
  nowMs: number
}

type Refusal = 'AccessDenied' | 'InvalidAccessKeyId' | 'RequestTimeTooSkewed' | 'SignatureDoesNotMatch'

const LONGEST_SKEW_MS = 15 * 60_000

/** What S3 says to the AWS Signature Version 4 of a request, in its headers or its query; null when it is good. */
export function refusalOf(request: SignedRequest, checking: Checking): Refusal | 'XAmzContentSHA256Mismatch' | null {
  const [path = '', query = ''] = request.url.split('?', 2)
  const inQuery = new URLSearchParams(query)
  const presigned = inQuery.has('X-Amz-Signature')
  const claims = presigned ? claimsOfQuery(inQuery) : claimsOfHeaders(request.headers)
  if (!claims) return 'AccessDenied'
  const [keyId, day, region, service, end] = claims.credential.split('/')
  const token = presigned ? inQuery.get('X-Amz-Security-Token') : request.headers['x-amz-security-token']
  if (keyId !== checking.keyId || (token ?? undefined) !== checking.sessionToken) return 'InvalidAccessKeyId'
  const sentMs = timeOf(claims.date)
  if (presigned ? checking.nowMs >= sentMs + claims.lifetimeMs : Math.abs(checking.nowMs - sentMs) > LONGEST_SKEW_MS) {
    return presigned ? 'AccessDenied' : 'RequestTimeTooSkewed'
  }
  if (day !== claims.date.slice(0, 8) || region !== checking.region || service !== 's3' || end !== 'aws4_request') {
    return 'SignatureDoesNotMatch'
  }
  const signed = claims.signedHeaders.split(';')
  const mustBeSigned = Object.keys(request.headers).filter((name) => name === 'host' || name.startsWith('x-amz-'))
  if (mustBeSigned.some((name) => !signed.includes(name))) return 'AccessDenied'
  const canonical = [
    request.method,
    path,
    canonicalQuery(query),
    ...signed.map((name) => `${name}:${String(request.headers[name] ?? '').trim()}`),
    '',
    claims.signedHeaders,
    claims.payload,
  ].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const text = ['AWS4-HMAC-SHA256', claims.date, scope, sha256(canonical)].join('\n')
  const key = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${checking.secretKey}`)
  if (!same(hmac(key, text).toString('hex'), claims.signature)) return 'SignatureDoesNotMatch'
  const bodyIsSigned = claims.payload !== 'UNSIGNED-PAYLOAD'
  return bodyIsSigned && claims.payload !== sha256(request.body) ? 'XAmzContentSHA256Mismatch' : null
}

interface Claims {
  credential: string
  date: string
  lifetimeMs: number
  signedHeaders: string
  signature: string
  payload: string
}

function claimsOfQuery(query: URLSearchParams): Claims {
  return {
    credential: query.get('X-Amz-Credential') ?? '',
    date: query.get('X-Amz-Date') ?? '',
    lifetimeMs: Number(query.get('X-Amz-Expires')) * 1000,
    signedHeaders: query.get('X-Amz-SignedHeaders') ?? '',
    signature: query.get('X-Amz-Signature') ?? '',
    payload: 'UNSIGNED-PAYLOAD',
  }
}

function claimsOfHeaders(headers: SignedRequest['headers']): Claims | null {
  const pattern = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/
  const [whole, credential = '', signedHeaders = '', signature = ''] =
    pattern.exec(String(headers.authorization ?? '')) ?? []
  if (!whole) return null
  const [date, payload] = [String(headers['x-amz-date'] ?? ''), String(headers['x-amz-content-sha256'] ?? '')]
  return { credential, signedHeaders, signature, date, payload, lifetimeMs: 0 }
}

function canonicalQuery(query: string): string {
  const pairs = query.split('&').filter((pair) => pair !== '' && !pair.startsWith('X-Amz-Signature='))
  return pairs
    .map((pair) => (pair.includes('=') ? pair : `${pair}=`))
    .sort()
    .join('&')
}

/** @param date as in 20130524T000000Z */
function timeOf(date: string): number {
  return Date.parse(date.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)$/, '$1-$2-$3:$4:$5'))
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function same(expected: string, given: string): boolean {
  return expected.length === given.length && timingSafeEqual(Buffer.from(expected), Buffer.from(given))
}
