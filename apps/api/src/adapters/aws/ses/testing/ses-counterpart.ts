import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { isSigned, type Keys } from '@better-and-bliss/process/testing/aws'
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
  /** What GetAccount tells. */
  maxSendRate: number
  account: { SendingEnabled: boolean; ProductionAccessEnabled: boolean }
  /** Addresses and domains that may send, or have yet to be verified. */
  identities: Map<string, boolean>
}

const base64 = z.base64().transform((text) => Buffer.from(text, 'base64'))
const bodySchema = z.strictObject({
  FromEmailAddress: z.string(),
  Destination: z.strictObject({ ToAddresses: z.array(z.string()).length(1) }),
  Content: z.strictObject({ Raw: z.strictObject({ Data: base64 }) }),
  ConfigurationSetName: z.string().optional(),
})

/** `POST /v2/email/outbound-emails`, `GET /v2/email/account` and `GET /v2/email/identities/…` of SES over HTTP, which takes only what is signed with its keys (Signature Version 4). */
export async function sesCounterpart({ region, keys }: { region: string; keys: Keys }): Promise<SesCounterpart> {
  const state = {
    accepted: [] as SesCounterpart['accepted'],
    requests: 0,
    answers: [] as SesAnswer[],
    maxSendRate: 14,
    account: { SendingEnabled: true, ProductionAccessEnabled: true },
    identities: new Map<string, boolean>(),
  }

  async function answer(request: IncomingMessage): Promise<SesAnswer> {
    const body = await buffer(request)
    const answered = state.answers.shift() ?? 'accept'
    const identity = identityOf(request)
    if (identity !== null && !state.identities.has(identity)) return unknownIdentity
    if (identity !== null || isOfAccount(request))
      return isSigned(request, body, { region, service: 'ses', keys }) ? answered : badSignature
    if (request.method !== 'POST' || request.url !== '/v2/email/outbound-emails') return notFound
    if (!isSigned(request, body, { region, service: 'ses', keys })) return badSignature
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
      if (answered === 'accept' && isOfAccount(request))
        return response.end(JSON.stringify({ ...state.account, SendQuota: { MaxSendRate: state.maxSendRate } }))
      const identity = identityOf(request)
      if (answered === 'accept' && identity !== null)
        return response.end(JSON.stringify({ VerifiedForSendingStatus: state.identities.get(identity) }))
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

function isOfAccount({ method, url }: IncomingMessage): boolean {
  return method === 'GET' && url === '/v2/email/account'
}

function identityOf({ method, url = '' }: IncomingMessage): string | null {
  const [, identity] = /^\/v2\/email\/identities\/([^/?]+)$/.exec(url) ?? []
  return method === 'GET' && identity ? decodeURIComponent(identity) : null
}

const unknownIdentity = { status: 404, error: 'NotFoundException', message: 'No such identity' }
const notFound = { status: 404, error: 'UnknownOperationException', message: 'No such operation' }
const badSignature = {
  status: 403,
  error: 'InvalidSignatureException',
  message: 'The request signature we calculated does not match the signature you provided.',
}
