import { SECURITY_HEADERS } from './limits.ts'
import { problemOf } from './problem.ts'

/** What we need of a `net.Socket` that carries HTTP. */
interface Connection {
  readonly writable: boolean
  /** The answer that is on its way; Node's own handler asks for it, too. */
  readonly _httpMessage?: { readonly headersSent: boolean } | null
  write(text: string): unknown
  destroySoon(): void
  destroy(): unknown
}

/**
 * Makes the `clientError` handler of a server: bytes that are no HTTP request, or come too late, are answered with problem
 * details and the headers of any answer, and the connection ends.
 */
export function refuseMalformed(
  makeId: () => string,
): (error: Error & { code?: string | undefined }, connection: unknown) => void {
  return ({ code }, connection) => {
    const socket = connection as Connection
    const answerBegun = socket._httpMessage?.headersSent === true
    if (code === 'ECONNRESET' || !socket.writable || answerBegun) return void socket.destroy()
    socket.write(answerTo(code, makeId()))
    socket.destroySoon()
  }
}

/** Node's codes for what is wrong with the bytes, and the answers to them. */
const ANSWERS: Record<string, [status: number, title: string, code: string, detail: string]> = {
  ERR_HTTP_REQUEST_TIMEOUT: [
    408,
    'Request Timeout',
    'request_timeout',
    'The request took too long to arrive. Send it again.',
  ],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'Payload Too Large', 'too_large', 'The extensions of a chunk are too long'],
  HPE_HEADER_OVERFLOW: [
    431,
    'Request Header Fields Too Large',
    'headers_too_large',
    'Address and headers together must be shorter than 16 KB. Deleting the cookies of this site may help.',
  ],
}
const MALFORMED = [400, 'Bad Request', 'malformed_request', 'This is not a valid HTTP request'] as const

function answerTo(nodeCode = '', requestId: string): string {
  const { status, title, body, headers } = refusal(ANSWERS[nodeCode] ?? MALFORMED, requestId)
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${status} ${title}\r\n${lines.join('')}\r\n${body}`
}

/** What we need of a `http.IncomingMessage` and a `http.ServerResponse`. */
interface Request {
  readonly httpVersion: string
  readonly headers: { readonly host?: string | undefined }
}
interface Response {
  writeHead(status: number, headers: Record<string, string | number>): { end(body: string): unknown }
}

const NO_HOST = [400, 'Bad Request', 'malformed_request', 'A request needs a Host header'] as const
const EXPECTATION = [
  417,
  'Expectation Failed',
  'malformed_request',
  'Only "Expect: 100-continue" is understood',
] as const

/** Answers a request that HTTP/1.1 forbids although it can be read: one without a Host header. @returns whether it did. */
export function refuseOdd({ httpVersion, headers }: Request, response: Response, makeId: () => string): boolean {
  if (headers.host !== undefined || httpVersion !== '1.1') return false
  refuse(response, refusal(NO_HOST, makeId()))
  return true
}

/** Makes the `checkExpectation` handler of a server. */
export function refuseExpectation(makeId: () => string): (request: unknown, response: Response) => void {
  return (_, response) => refuse(response, refusal(EXPECTATION, makeId()))
}

function refuse(response: Response, { status, headers, body }: ReturnType<typeof refusal>): void {
  response.writeHead(status, headers).end(body)
}

function refusal([status, title, code, detail]: readonly [number, string, string, string], requestId: string) {
  const body = JSON.stringify(problemOf({ status, title, detail, code, request_id: requestId }))
  const headers = {
    ...SECURITY_HEADERS,
    'cache-control': 'no-store',
    'x-request-id': requestId,
    'content-type': 'application/problem+json',
    'content-length': body.length,
    connection: 'close',
  }
  return { status, title, body, headers }
}
