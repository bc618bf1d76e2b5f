import { once } from 'node:events'
import { createServer, type RequestListener, type ServerOptions } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { CONNECTION_LIMITS, SECURITY_HEADERS } from './limits.ts'
import { refuseExpectation, refuseMalformed, refuseOdd } from './malformed.ts'

/** Sends raw bytes to a server. @returns what came back until the connection was closed. */
async function exchange(
  bytes: string,
  options: ServerOptions = {},
  listener: RequestListener = () => {},
): Promise<string> {
  const server = createServer(
    { requireHostHeader: CONNECTION_LIMITS.requireHostHeader, ...options },
    (request, response) => void (refuseOdd(request, response, () => 'id-1') || listener(request, response)),
  )
  server.on(
    'checkExpectation',
    refuseExpectation(() => 'id-1'),
  )
  server.on(
    'clientError',
    refuseMalformed(() => 'id-1'),
  )
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  socket.write(bytes)
  const received = await text(socket)
  server.close()
  return received
}

const soon = { headersTimeout: 1, requestTimeout: 1, connectionsCheckingInterval: 1 }

describe('what is no request', () => {
  test.each([
    ['no HTTP', 'HELLO\r\n\r\n', {}, 400, 'malformed_request'],
    ['a line break in a header', 'GET / HTTP/1.1\r\nHost: x\r\nX: a\rb\r\n\r\n', {}, 400, 'malformed_request'],
    ['a head that is too long', `GET / HTTP/1.1\r\nX: ${'y'.repeat(17_000)}\r\n\r\n`, {}, 431, 'headers_too_large'],
    ['an address that is too long', `GET /${'y'.repeat(17_000)} HTTP/1.1\r\n\r\n`, {}, 431, 'headers_too_large'],
    ['no Host header', 'GET / HTTP/1.1\r\n\r\n', {}, 400, 'malformed_request'],
    ['an odd expectation', 'GET / HTTP/1.1\r\nHost: x\r\nExpect: 200-ok\r\n\r\n', {}, 417, 'malformed_request'],
    ['a head that does not end', 'GET / HTTP/1.1\r\nHost: x\r\n', soon, 408, 'request_timeout'],
    [
      'a body that does not end',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nx',
      soon,
      408,
      'request_timeout',
    ],
  ])('%s gets problem details and the headers of any answer', async (_, bytes, options, status, code) => {
    const [head = '', body = ''] = (await exchange(bytes, options)).split('\r\n\r\n')
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    const headers = Object.entries({ ...SECURITY_HEADERS, 'x-request-id': 'id-1', connection: 'close' })
    for (const [name, value] of headers) expect(head).toContain(`\r\n${name}: ${value}`)
    expect(head).toContain('\r\ncontent-type: application/problem+json')
    expect(JSON.parse(body)).toEqual({
      type: 'about:blank',
      title: expect.any(String),
      status,
      detail: expect.stringMatching(/^[A-Z].{10}/),
      code,
      request_id: 'id-1',
    })
  })

  test('does not disturb an answer that has begun', async () => {
    const bytes = 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nno chunk\r\n'
    const received = await exchange(bytes, {}, (_request, response) => void response.writeHead(200).write('begun'))
    expect(received).not.toContain('400')
  })
})

test('late heads and bodies are looked for often enough to be cut at 20 and 60 s', () => {
  const { headersTimeout, requestTimeout, connectionsCheckingInterval } = CONNECTION_LIMITS
  expect([headersTimeout, requestTimeout]).toEqual([20_000, 60_000])
  expect(connectionsCheckingInterval).toBeLessThanOrEqual(1_000)
})
