import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

interface Proof {
  score: number
  action: string
  hostname: string
  challenge_ts: string
}

/** Stands in for Google's siteverify, over HTTP, as its documentation describes it: a secret, and tokens that count once. */
export interface Siteverify extends AsyncDisposable {
  url: string
  /** What was asked, as it was sent. */
  asked: URLSearchParams[]
  /** Makes a token that says this. */
  issue(proof: Proof): string
  /** Answers otherwise from now on; undefined for as it should. */
  answer: ((response: ServerResponse) => void) | undefined
}

export async function startSiteverify(secret: string): Promise<Siteverify> {
  const proofs = new Map<string, Proof>()
  const used = new Set<string>()
  const asked: URLSearchParams[] = []

  function reply(form: URLSearchParams): object {
    const token = form.get('response') ?? ''
    if (form.get('secret') !== secret) return failure('invalid-input-secret')
    if (!token) return failure('missing-input-response')
    const proof = proofs.get(token)
    if (!proof) return failure(used.has(token) ? 'timeout-or-duplicate' : 'invalid-input-response')
    proofs.delete(token)
    used.add(token)
    return { success: true, ...proof }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await text(request))
    asked.push(form)
    if (siteverify.answer) return siteverify.answer(response)
    const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')
    const body = request.method === 'POST' && isForm ? reply(form) : failure('bad-request')
    response.setHeader('content-type', 'application/json; charset=utf-8').end(JSON.stringify(body, null, 2))
  }

  const server = createServer((request, response) => void handle(request, response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const siteverify: Siteverify = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/recaptcha/api/siteverify`,
    asked,
    issue: (proof) => {
      const token = `token-${proofs.size + used.size}`
      proofs.set(token, proof)
      return token
    },
    answer: undefined,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return siteverify
}

function failure(code: string): object {
  return { success: false, 'error-codes': [code] }
}
