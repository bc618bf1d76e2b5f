import { envelopeOf, sealedIn } from './envelope.ts'
import { formatHeader, HEADER, parseHeader } from './header.ts'
import type { PayloadKeys } from './keys.ts'
import { openMessage, type RequestPart, sealMessage } from './message.ts'

interface EncryptedFetch {
  keys: PayloadKeys
  fetch?: typeof globalThis.fetch
  nowMs?: () => number
}

/**
 * Makes a `fetch` that seals JSON bodies and opens the answers, for `client.setConfig({ fetch })` of the sdk. Other bodies,
 * such as files, go as they are.
 *
 * @throws Error of the returned function, for an answer that says it is sealed and is not sealed for this request.
 */
export function encryptedFetch({ keys, fetch = globalThis.fetch, nowMs = Date.now }: EncryptedFetch): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    const { pathname, search } = new URL(request.url)
    const part: RequestPart = {
      direction: 'request',
      method: request.method,
      target: pathname + search,
      timestampMs: nowMs(),
    }
    const isJson = request.body !== null && /^application\/json\b/i.test(request.headers.get('content-type') ?? '')
    const { nonce, sealed } = await sealMessage(keys, part, isJson ? await request.clone().text() : '')
    const headers = new Headers(request.headers)
    const told = { keyId: keys.id, timestampMs: part.timestampMs, nonce, tag: isJson ? null : sealed }
    headers.set(HEADER, formatHeader(told))
    const response = await fetch(new Request(request, { headers, ...(isJson && { body: envelopeOf(sealed) }) }))
    return opened(response, { keys, part, requestNonce: nonce })
  }
}

interface Asked {
  keys: PayloadKeys
  part: RequestPart
  requestNonce: string
}

/** An answer without the header was not sealed: what is no JSON, or comes from before the API. */
async function opened(response: Response, { keys, part, requestNonce }: Asked): Promise<Response> {
  const { status, statusText } = response
  const header = parseHeader(response.headers.get(HEADER) ?? '')
  if (!header) return response
  const sealed = sealedIn(await response.json())
  const bound = { ...part, direction: 'response' as const, requestNonce, status }
  const text = sealed && (await openMessage(keys, bound, { nonce: header.nonce, sealed }))
  if (text === null) throw new Error('The answer was not sealed for this request')
  const headers = new Headers(response.headers)
  headers.delete('content-length')
  return new Response(text, { status, statusText, headers })
}
