import { afterAll, describe, expect, test } from 'vitest'
import { signUp } from '../../../testing/members.ts'
import { testServer } from '../../../testing/test-server.ts'
import { until } from '../../../testing/until.ts'
import { openRaw, rawFrame } from './testing/raw-client.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const cookies = await signUp(server, 'ada@example.com')
const TEXT = 1
const BINARY = 2
const CLOSE = 8
const PING = 9
const PONG = 10
const closeWith = (code: number, reason = '') => {
  const payload = Buffer.concat([Buffer.alloc(2), Buffer.from(reason)])
  payload.writeUInt16BE(code)
  return rawFrame({ opcode: CLOSE, payload })
}

async function codeAfter(...frames: Uint8Array[]): Promise<number | null> {
  await using client = await openRaw(server.app, cookies)
  for (const frame of frames) client.send(frame)
  return await client.closeCode
}

describe('what RFC 6455 forbids is a protocol error: 1002', () => {
  test.each([1, 2, 3, 4, 5, 6, 7])('reserved bits %i: no extension was agreed on', async (reserved) => {
    expect(await codeAfter(rawFrame({ opcode: TEXT, reserved, payload: Buffer.from('{}') }))).toBe(1002)
    expect(await codeAfter(rawFrame({ opcode: PING, reserved }))).toBe(1002)
  })

  test.each([3, 4, 5, 6, 7, 11, 12, 13, 14, 15])('the unknown opcode %i', async (opcode) => {
    expect(await codeAfter(rawFrame({ opcode }))).toBe(1002)
  })

  test.each([TEXT, BINARY, CLOSE, PING, PONG])('a frame of opcode %i without a mask', async (opcode) => {
    expect(await codeAfter(rawFrame({ opcode, masked: false }))).toBe(1002)
  })

  test.each([CLOSE, PING, PONG])('a control frame %i in fragments, or longer than 125 bytes', async (opcode) => {
    expect(await codeAfter(rawFrame({ opcode, fin: false }))).toBe(1002)
    expect(await codeAfter(rawFrame({ opcode, payload: Buffer.alloc(126) }))).toBe(1002)
  })

  test('a continuation of nothing, and a new message within one', async () => {
    expect(await codeAfter(rawFrame({ opcode: 0 }))).toBe(1002)
    const begun = rawFrame({ opcode: TEXT, fin: false, payload: Buffer.from('{') })
    expect(await codeAfter(begun, rawFrame({ opcode: TEXT, payload: Buffer.from('}') }))).toBe(1002)
  })

  test.each([0, 999, 1004, 1005, 1006, 1015, 2999, 5000])('the close code %i', async (code) => {
    expect(await codeAfter(closeWith(code))).toBe(1002)
  })

  test('a close with one byte', async () => {
    expect(await codeAfter(rawFrame({ opcode: CLOSE, payload: Buffer.alloc(1) }))).toBe(1002)
  })
})

describe('text that is not UTF-8: 1007', () => {
  test.each(['c0af', 'eda080', 'f4908080', 'ff', 'e282', 'f0288cbc'])('%s', async (hex) => {
    const payload = Buffer.from(`7b22${hex}`, 'hex')
    expect(await codeAfter(rawFrame({ opcode: TEXT, payload }))).toBe(1007)
    const close = rawFrame({ opcode: CLOSE, payload: Buffer.from(`03e8${hex}`, 'hex') })
    expect(await codeAfter(close)).toBe(1007)
  })

  test('also when a character is cut by a fragment and the rest is missing', async () => {
    const begun = rawFrame({ opcode: TEXT, fin: false, payload: Buffer.from('e282', 'hex') })
    expect(await codeAfter(begun, rawFrame({ opcode: 0, payload: Buffer.from('28', 'hex') }))).toBe(1007)
  })
})

describe('more than 64 kB: 1009, and before it has come', () => {
  test.each([65_537, 2 ** 31, 2 ** 53 - 1])('a message of %i bytes', async (length) => {
    expect(await codeAfter(rawFrame({ opcode: BINARY, length }))).toBe(1009)
  })

  test('a length beyond all numbers', async () => {
    expect(await codeAfter(rawFrame({ opcode: BINARY, length: 2n ** 63n }))).toBe(1009)
  })

  test('in fragments', async () => {
    const begun = rawFrame({ opcode: BINARY, fin: false, payload: Buffer.alloc(40_000) })
    expect(await codeAfter(begun, rawFrame({ opcode: 0, payload: Buffer.alloc(40_000) }))).toBe(1009)
  })
})

describe('what RFC 6455 allows is taken', () => {
  test.each([1000, 1001, 3000, 4999])('a close with %i is answered with the same', async (code) => {
    expect(await codeAfter(closeWith(code, 'bye'))).toBe(code)
  })

  test('a message in fragments, with a ping in between, byte by byte', async () => {
    await using client = await openRaw(server.app, cookies)
    const bytes = Buffer.concat([
      rawFrame({ opcode: TEXT, fin: false, payload: Buffer.from('no ') }),
      rawFrame({ opcode: PING, payload: Buffer.from('?') }),
      rawFrame({ opcode: 0, payload: Buffer.from('json') }),
    ])
    client.socket.setNoDelay(true)
    for (const byte of bytes) client.send(Buffer.from([byte]))
    expect(await client.closeCode).toBe(4400)
  })
})

test('whoever hangs up without a word leaves nothing behind', async () => {
  const client = await openRaw(server.app, cookies)
  client.socket.resetAndDestroy()
  const connections = () => new Promise((resolve) => server.app.server.getConnections((_, count) => resolve(count)))
  await until(async () => (await connections()) === 0)
})
