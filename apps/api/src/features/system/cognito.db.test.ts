import { expect, test } from 'vitest'
import { cognitoServer } from '../../testing/cognito/cognito-server.ts'

test('GET /health/ready 200: a user pool that fails or hangs is told as degraded, and /health does not ask it', async () => {
  await using opened = await cognitoServer()
  const { server, counterpart } = opened
  const ask = async () => {
    const response = await server.request('GET', '/health/ready')
    const { status, dependencies } = response.json()
    return [response.statusCode, status, dependencies.identity.status]
  }
  expect(await ask()).toEqual([200, 'ready', 'ok'])
  for (const fault of ['broken', 'throttled', 'cut'] as const) {
    counterpart.fail('jwks', fault)
    server.clock.advance(30_000)
    expect(await ask(), fault).toEqual([200, 'degraded', 'degraded'])
  }
  const asked = counterpart.calls.length
  expect((await server.request('GET', '/health')).statusCode).toBe(200)
  expect(counterpart.calls).toHaveLength(asked)
  counterpart.mend()
  server.clock.advance(30_000)
  expect(await ask()).toEqual([200, 'ready', 'ok'])
})
