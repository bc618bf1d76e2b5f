import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { isSigned, type Keys } from './signed-request.ts'

/** What Secrets Manager says to a question instead of the secret; `hang`: nothing. */
export type SecretsManagerAnswer = 'hang' | { status: number; type: string; message: string }

export interface SecretsManagerCounterpart extends AsyncDisposable {
  endpoint: string
  /** Texts by their names; `undefined` is a secret of bytes. */
  secrets: Map<string, string | undefined>
  /** What every question is answered with, where it is set. */
  answer: SecretsManagerAnswer | undefined
  /** How many questions came. */
  requests: number
}

const GET_SECRET_VALUE = 'secretsmanager.GetSecretValue'

/** GetSecretValue of AWS Secrets Manager (AWS JSON 1.1 over HTTP), which answers only what is signed with its keys (Signature Version 4). */
export async function secretsManagerCounterpart(of: {
  region: string
  keys: Keys
}): Promise<SecretsManagerCounterpart> {
  const secrets: SecretsManagerCounterpart['secrets'] = new Map()
  const server = createServer((request, response) => void answer(request, response))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const counterpart: SecretsManagerCounterpart = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    secrets,
    answer: undefined,
    requests: 0,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    counterpart.requests += 1
    const body = await buffer(request)
    const refused = counterpart.answer ?? refusalOf(request, body, of)
    if (refused === 'hang') return
    if (refused) return send(response, refused.status, { __type: refused.type, message: refused.message })
    const { SecretId: id } = JSON.parse(body.toString()) as { SecretId: string }
    if (!secrets.has(id)) return send(response, 400, notFound)
    const text = secrets.get(id)
    send(response, 200, { Name: id, ...(text === undefined ? { SecretBinary: 'AAAA' } : { SecretString: text }) })
  }

  return counterpart
}

const notFound = {
  __type: 'ResourceNotFoundException',
  message: "Secrets Manager can't find the specified secret.",
}

function refusalOf(request: IncomingMessage, body: Buffer, of: { region: string; keys: Keys }) {
  if (!isSigned(request, body, { ...of, service: 'secretsmanager' }))
    return { status: 400, type: 'InvalidSignatureException', message: 'The signature does not match.' }
  const { 'x-amz-target': target, 'content-type': type } = request.headers
  const isKnown = request.method === 'POST' && request.url === '/' && target === GET_SECRET_VALUE
  if (isKnown && type === 'application/x-amz-json-1.1') return undefined
  return { status: 400, type: 'UnknownOperationException', message: 'No such operation.' }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body))
}
