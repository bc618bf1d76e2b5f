import { createDecipheriv, createECDH, createPublicKey, type ECDH, hkdfSync, randomBytes, verify } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** A message as a push service got it, and as its browser reads it. */
export interface Pushed {
  headers: IncomingHttpHeaders
  /** What only the browser can read. */
  payload: string
  /** Claims of the token by which the sender showed who it is. */
  claims: { aud: string; exp: number; sub: string }
  /** Key that the token was signed with, and that the browser subscribed with. */
  senderKey: string
}

/** A browser that subscribed. */
interface Browser {
  /** What it tells an application server. */
  subscription: { endpoint: string; expirationTime: null; keys: { p256dh: string; auth: string } }
  /** What came for it, oldest first. */
  pushed: Pushed[]
}

/** Stands in for the push service of browsers, over its own protocol: RFC 8030, 8188, 8291 and 8292. */
export interface PushService extends AsyncDisposable {
  origin: string
  /** How often it was asked, whatever came of it. */
  asked(): number
  subscribe(): Browser
  /** Answers so from now on; null: as it should. */
  answer: { status: number; headers?: Record<string, string> } | null
}

export async function pushServiceStandIn({ port = 0 }: { port?: number } = {}): Promise<PushService> {
  const browsers = new Map<string, { keys: ECDH; auth: Buffer; browser: Browser }>()
  let asked = 0

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    asked += 1
    const body = await buffer(request)
    if (service.answer) return void response.writeHead(service.answer.status, service.answer.headers).end()
    const known = browsers.get(request.url ?? '')
    if (!known) return void response.writeHead(410).end()
    const { headers } = request
    const sender = senderOf(headers.authorization ?? '')
    if (!sender || sender.claims.aud !== service.origin) return void response.writeHead(403).end()
    if (headers['content-encoding'] !== 'aes128gcm' || !/^\d+$/.test(String(headers.ttl)))
      return void response.writeHead(400).end()
    known.browser.pushed.push({ headers, ...sender, payload: decrypt(body, known) })
    response.writeHead(201, { location: `${service.origin}/message` }).end()
  }

  const server = createServer((request, response) => {
    take(request, response).catch((error: unknown) => response.writeHead(400).end(String(error)))
  }).listen(port, '127.0.0.1')
  await once(server, 'listening')
  const service: PushService = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => asked,
    answer: null,
    subscribe: () => {
      const path = `/push/${randomBytes(12).toString('base64url')}`
      const keys = createECDH('prime256v1')
      keys.generateKeys()
      const auth = randomBytes(16)
      const subscription = {
        endpoint: service.origin + path,
        expirationTime: null,
        keys: { p256dh: keys.getPublicKey('base64url'), auth: auth.toString('base64url') },
      }
      const browser = { subscription, pushed: [] }
      browsers.set(path, { keys, auth, browser })
      return browser
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return service
}

/** Whom `vapid t=…, k=…` shows (RFC 8292); null where the token was not signed with the key. */
function senderOf(authorization: string): Pick<Pushed, 'claims' | 'senderKey'> | null {
  const [, token = '', senderKey = ''] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization) ?? []
  const [header = '', claims = '', signature = ''] = token.split('.')
  const point = Buffer.from(senderKey, 'base64url')
  if (point.length !== 65) return null
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'))
  const key = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } })
  const signed = Buffer.from(`${header}.${claims}`)
  const isSigned = verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))
  return isSigned ? { claims: JSON.parse(Buffer.from(claims, 'base64url').toString()), senderKey } : null
}

/** As browsers do: RFC 8291 gives the key, RFC 8188 the record. */
function decrypt(body: Buffer, { keys, auth }: { keys: ECDH; auth: Buffer }): string {
  const salt = body.subarray(0, 16)
  const keyLength = body.readUInt8(20)
  const senderPoint = body.subarray(21, 21 + keyLength)
  const record = body.subarray(21 + keyLength)
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), keys.getPublicKey(), senderPoint])
  const secret = Buffer.from(hkdfSync('sha256', keys.computeSecret(senderPoint), auth, info, 32))
  const derived = (label: string, length: number) =>
    Buffer.from(hkdfSync('sha256', secret, salt, Buffer.from(`Content-Encoding: ${label}\0`), length))
  const decipher = createDecipheriv('aes-128-gcm', derived('aes128gcm', 16), derived('nonce', 12))
  decipher.setAuthTag(record.subarray(-16))
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()])
  // Of a last record: 2, then zeros.
  return padded.subarray(0, padded.lastIndexOf(2)).toString()
}
