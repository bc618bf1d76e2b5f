import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { publish } from './testing/catalogue-rows.ts'
import { fuzzRequest, fuzzRuns } from './testing/fuzz-requests.ts'
import { signUp } from './testing/members.ts'
import { testServer } from './testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const item = await publish(server, { title: 'Ocean', heights: [360, 480] })
const member = await signUp(server, 'ada@example.com')

describe.each(server.contract.operations)('$method $path', (operation) => {
  test('whatever is sent gets an answer as documented, and never ours to blame', async () => {
    await fc.assert(
      fc.asyncProperty(fuzzRequest(operation, { item, member }), async ({ url, body, headers }) => {
        const response = await server.request(operation.method, url, { headers, ...(body !== undefined && { body }) })
        expect(response.statusCode).toBeLessThan(500)
      }),
      { numRuns: fuzzRuns(operation), seed: 20_251_120 },
    )
  })
})

test('the session survived all of it', async () => {
  expect((await server.request('GET', '/auth/me', { cookies: member })).statusCode).toBe(200)
})
