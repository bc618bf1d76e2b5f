import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, expect, test } from 'vitest'
import { startEdge, urlOf } from './testing/edge.ts'

const edge = await startEdge({})
afterAll(() => {
  edge[Symbol.dispose]()
  expect(edge.problems).toEqual([])
})

test('what is no request gets problem details with the security headers, and a slow one an end', async () => {
  const connection = connect(edge.port, '127.0.0.1')
  connection.write('HELLO\r\n\r\n')
  const answer = await text(connection)
  expect(answer).toMatch(/^HTTP\/1.1 400 /)
  expect(answer).toContain('\r\nx-content-type-options: nosniff\r\n')
  expect(answer).toContain('"detail":"This is not a valid HTTP request"')
  expect(edge.limits).toMatchObject({ headersTimeout: 20_000, requestTimeout: 60_000 })
})

test('a failure on our side is logged without its token and answered without its reason', async () => {
  const decide = () => {
    throw new Error('the disk is on fire')
  }
  using failing = await startEdge({}, { decide })
  expect(await failing.ask(urlOf('master.m3u8'))).toMatchObject({ status: 500, text: 'Internal server error' })
  expect(failing.problems).toEqual(['request failed {"reason":"Error: the disk is on fire"}'])
})
