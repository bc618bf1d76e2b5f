import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { z } from 'zod'

/** How an answer of SES's looks: its error's name stands in a header, its words in the body. */
export type SesAnswer = 'accept' | 'hang' | 'cut' | { status: number; error: string; message: string }

export interface SesCounterpart extends AsyncDisposable {
  endpoint: string
  accepted: { raw: Buffer; recipients: string[]; from: string; configurationSet: string | undefined }[]
  /** How many requests came. */
  requests: number
  /** What the next requests are answered with, one each; then all are accepted. */
  answers: SesAnswer[]
}

interface Keys {
  accessKeyId: string
  secretAccessKey: string
}

const DAY_MS = 86_400_000
const base64 = z.base64().transform((text) => Buffer.from(text, 'base64'))
const bodySchema = z.strictObject({
  FromEmailAddress: z.string(),
  Destination: z.strictObject({ ToAddresses: z.array(z.string()).length(1) }),
  Content: z.strictObject({ Raw: z.strictObject({ Data: base64 }) }),
  ConfigurationSetName: z.string().optional(),
})

/** `POST /v2/email/outbound-emails` of SES over HTTP, which takes only what is signed with its keys (Signature Version 4). */
export async function sesCounterpart({ region, keys }: { region: string; keys: Keys }): Promise<SesCounterpart> {
  const state = { accepted: [] as SesCounterpart['accepted'], requests: 0, answers: [] as SesAnswer[] }

  async function answer(request: IncomingMessage): Promise<SesAnswer> {
    const body = await buffer(request)
    const answered = state.answers.shift() ?? 'accept'
    if (request.method !== 'POST' || request.url !== '/v2/email/outbound-emails') return notFound
    if (!isSigned(request, body, { region, keys })) return badSignature
    if (answered !== 'accept') return answered
    const { FromEmailAddress: from, Destination, Content, ...rest } = bodySchema.parse(JSON.parse(body.toString()))
    state.accepted.push({
      raw: Content.Raw.Data,
      recipients: Destination.ToAddresses,
      from,
      configurationSet: rest.ConfigurationSetName,
    })
    return answered
  }

  const server = createServer((request, response) => {
    state.requests += 1
    void answer(request).then((answered) => {
      if (answered === 'hang') return
      if (answered === 'cut') return request.socket.destroy()
      if (answered === 'accept') return response.end(JSON.stringify({ MessageId: `ses-${state.accepted.length}` }))
      const headers = { 'content-type': 'application/json', 'x-amzn-errortype': answered.error }
      return response.writeHead(answered.status, headers).end(JSON.stringify({ message: answered.message }))
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return Object.assign(state, { endpoint, [Symbol.asyncDispose]: close })
}

const notFound = { status: 404, error: 'UnknownOperationException', message: 'No such operation' }
const badSignature = {
  status: 403,
  error: 'InvalidSignatureException',
  message: 'The request signature we calculated does not match the signature you provided.',
}

/** Signature Version 4, as AWS writes it down: the canonical request, its hash in the string to sign, a key a day. */
function isSigned(request: IncomingMessage, body: Buffer, { region, keys }: { region: string; keys: Keys }): boolean {
  const pattern = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/
  const [, credential = '', names = '', signature = ''] = pattern.exec(request.headers.authorization ?? '') ?? []
  const at = String(request.headers['x-amz-date'])
  const date = at.slice(0, 8)
  const scope = `${date}/${region}/ses/aws4_request`
  const isToday = Math.abs(Date.now() - Date.parse(at.replace(/^(....)(..)(..T..)(..)/, '$1-$2-$3:$4:'))) < DAY_MS
  const signed = names.split(';')
  if (credential !== `${keys.accessKeyId}/${scope}` || !isToday || !signed.includes('host')) return false
  const headers = signed.map((name) => `${name}:${String(request.headers[name]).trim()}\n`).join('')
  const canonical = [request.method, request.url, '', headers, names, sha256(body)].join('\n')
  const toSign = ['AWS4-HMAC-SHA256', at, scope, sha256(canonical)].join('\n')
  const key = [date, region, 'ses', 'aws4_request'].reduce<Buffer | string>(hmac, `AWS4${keys.secretAccessKey}`)
  return timingSafeEqual(hmac(key, toSign), Buffer.from(signature, 'hex'))
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

function sha256(data: Buffer | string): string {
  return createHash('sha256').update(data).digest('hex')
}
