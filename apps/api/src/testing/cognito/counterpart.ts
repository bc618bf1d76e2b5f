import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Clock } from '../../ports/clock.ts'
import { accountOperations } from './account-operations.ts'
import { adminOperations } from './admin-operations.ts'
import { type Description, describeOperations } from './describe-operations.ts'
import { authorize, exchange, type HostedAnswer } from './hosted-ui.ts'
import type { Operation } from './operations.ts'
import { CLIENT_ID, CLIENT_SECRET, type ClientSettings, openPool, POOL_ID, type Pool } from './pool.ts'
import { Refusal } from './refusal.ts'
import { signInOperations } from './sign-in-operations.ts'
import { signingKey } from './signing-key.ts'
import { WELL_SET_UP } from './well-set-up.ts'

/** What goes wrong with a call before Cognito looks at it. */
export type Fault = 'throttled' | 'broken' | 'hangs' | 'cut' | 'forbidden' | 'nonsense'

/** A user pool over real HTTP that is as particular as Cognito: hashes, rotation, exact exceptions. */
export interface CognitoCounterpart extends AsyncDisposable {
  /** Of the API, of the keys and of the hosted sign-in page. */
  url: string
  /** What settings make of it, by the variables of `.env.example`. */
  environment: Record<string, string>
  pool: Pool
  description: Description
  /** What was called, in order; `jwks` for the keys. */
  calls: string[]
  /** Makes the next calls of an operation (`*`: of any; `jwks`) go wrong. */
  fail(operation: string, fault: Fault, times?: number): void
  mend(): void
  /** The code that was mailed to an address last. */
  codeFor(email: string): string
  /** New tokens are signed by another key; with `forget` the one before is not published any more. */
  rotateKeys(options?: { forget: boolean }): void
}

export async function cognitoCounterpart(
  clock: Clock,
  client: Partial<ClientSettings> = {},
): Promise<CognitoCounterpart> {
  const pool = openPool(clock, client)
  const description: Description = structuredClone(WELL_SET_UP)
  const operations = {
    ...accountOperations,
    ...signInOperations,
    ...adminOperations,
    ...describeOperations(description),
  }
  const calls: string[] = []
  const faults = new Map<string, { fault: Fault; left: number }>()
  const faultOf = (operation: string) => {
    const found = faults.get(operation) ?? faults.get('*')
    if (!found || found.left <= 0) return null
    found.left -= 1
    return found.fault
  }
  const server = createServer((request, response) => {
    void answer({ pool, operations, calls, faultOf }, request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    environment: environmentOf(url),
    pool,
    description,
    calls,
    fail: (operation, fault, left = Number.POSITIVE_INFINITY) => void faults.set(operation, { fault, left }),
    mend: () => faults.clear(),
    codeFor: (email) => pool.mailed.get(email) ?? '',
    rotateKeys: ({ forget } = { forget: false }) => {
      const next = signingKey(`strict-${pool.keys.length + 1}`)
      pool.keys = forget ? [next] : [next, ...pool.keys]
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function environmentOf(url: string): Record<string, string> {
  return {
    COGNITO_USER_POOL_ID: POOL_ID,
    COGNITO_CLIENT_ID: CLIENT_ID,
    COGNITO_CLIENT_SECRET: CLIENT_SECRET,
    COGNITO_DOMAIN: url,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: url,
    AWS_ACCESS_KEY_ID: 'AKIATESTS',
    AWS_SECRET_ACCESS_KEY: 'aws0secret0of0tests',
  }
}

interface Inside {
  pool: Pool
  operations: Record<string, Operation>
  calls: string[]
  faultOf: (operation: string) => Fault | null
}

async function answer(inside: Inside, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://counterpart')
  const body = await text(request)
  if (url.pathname === `/${POOL_ID}/.well-known/jwks.json`) {
    if (went(inside, 'jwks', response)) return
    return json(response, 200, { keys: inside.pool.keys.map(({ jwk }) => jwk) })
  }
  if (url.pathname === '/oauth2/authorize') return hosted(response, authorize(inside.pool, url.searchParams))
  if (url.pathname === '/oauth2/token') {
    if (went(inside, 'token', response)) return
    const { authorization = '' } = request.headers
    return hosted(response, await exchange(inside.pool, new URLSearchParams(body), authorization))
  }
  await call(inside, { request, body }, response)
}

async function call(
  inside: Inside,
  { request, body }: { request: IncomingMessage; body: string },
  response: ServerResponse,
): Promise<void> {
  const target = String(request.headers['x-amz-target'])
  const name = /^AWSCognitoIdentityProviderService\.(\w+)$/.exec(target)?.[1] ?? ''
  if (went(inside, name, response)) return
  try {
    if (request.method !== 'POST' || request.headers['content-type'] !== 'application/x-amz-json-1.1') {
      throw new Refusal('UnknownOperationException', '')
    }
    const operation = inside.operations[name]
    if (!operation) throw new Refusal('UnknownOperationException', '')
    if (operation.signed) checkSignature(request.headers.authorization)
    const input = operation.input.safeParse(JSON.parse(body))
    if (!input.success) throw new Refusal('InvalidParameterException', input.error.message)
    json(response, 200, (await operation.run(inside.pool, input.data as never)) as object)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    refuse(response, error)
  }
}

const SIGNATURE =
  /^AWS4-HMAC-SHA256 Credential=\S+\/\d{8}\/us-east-1\/cognito-idp\/aws4_request, SignedHeaders=\S*host\S*, Signature=[0-9a-f]{64}$/

function checkSignature(authorization: string | undefined): void {
  if (authorization === undefined)
    throw new Refusal('MissingAuthenticationTokenException', 'Missing Authentication Token')
  if (!SIGNATURE.test(authorization)) throw new Refusal('IncompleteSignatureException', 'Incomplete signature')
}

/** Whether a fault was in the way; then there is nothing more to answer. */
function went({ calls, faultOf }: Inside, name: string, response: ServerResponse): boolean {
  calls.push(name)
  const fault = faultOf(name)
  if (fault === 'throttled')
    refuse(response, new Refusal('TooManyRequestsException', 'Rate exceeded', name === 'token' ? 429 : 400))
  if (fault === 'broken') refuse(response, new Refusal('InternalErrorException', 'Internal error', 500))
  if (fault === 'forbidden') {
    refuse(response, new Refusal('AccessDeniedException', 'User: arn:aws:iam::1:user/tests is not authorized'))
  }
  if (fault === 'nonsense') json(response, 200, { AuthenticationResult: { AccessToken: 7 }, UserSub: 7 })
  if (fault === 'cut') response.destroy()
  return fault !== null
}

function refuse(response: ServerResponse, { type, message, status }: Refusal): void {
  response.setHeader('x-amzn-errortype', `${type}:`)
  json(response, status, { __type: type, message })
}

function hosted(response: ServerResponse, answered: HostedAnswer): void {
  if ('location' in answered) response.writeHead(302, { location: answered.location }).end()
  else json(response, answered.status, answered.body)
}

function json(response: ServerResponse, status: number, body: object): void {
  const type = response.req.headers['x-amz-target'] ? 'application/x-amz-json-1.1' : 'application/json'
  response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body))
}
