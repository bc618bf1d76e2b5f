import { createLocalJWKSet, jwtVerify } from 'jose'
import { afterAll, describe, expect, test } from 'vitest'
import { loadSigningKeys } from '../../adapters/local/identity/signing-keys.ts'
import { systemRandom } from '../../compose/machine.ts'
import { openPool } from '../../db/database.ts'
import { cookieValue, signUp } from '../../testing/members.ts'
import { freshDatabase } from '../../testing/test-database.ts'
import { TEST_KEYS } from '../../testing/test-keys.ts'
import { secondServer, testServer } from '../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const getJwks = (at = server) => at.request('GET', '/identity/.well-known/jwks.json')

describe('GET /identity/.well-known/jwks.json', () => {
  test('200: a stranger verifies our access tokens with it, shaped like Cognito makes them', async () => {
    const token = cookieValue(await signUp(server, 'ada@example.com'), 'access_token')
    const keys = createLocalJWKSet((await getJwks()).json())
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      issuer: 'http://localhost:8000/identity',
      algorithms: ['RS256'],
      currentDate: new Date(server.clock.nowMs()),
    })
    const nowSeconds = Math.floor(server.clock.nowMs() / 1000)
    expect(protectedHeader).toEqual({ alg: 'RS256', kid: expect.any(String) })
    expect(payload).toEqual({
      iss: 'http://localhost:8000/identity',
      sub: expect.any(String),
      username: payload.sub,
      client_id: 'better-and-bliss',
      token_use: 'access',
      scope: 'aws.cognito.signin.user.admin',
      iat: nowSeconds,
      auth_time: nowSeconds,
      exp: nowSeconds + 900,
      jti: expect.any(String),
      origin_jti: expect.any(String),
      event_id: expect.any(String),
    })
  })

  test('200: only public halves are shown, and they may be kept for a while', async () => {
    const response = await getJwks()
    expect(response.headers['cache-control']).toBe('public, max-age=300')
    for (const key of response.json().keys) {
      expect(Object.keys(key).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use'])
      expect(key).toMatchObject({ kty: 'RSA', alg: 'RS256', use: 'sig' })
    }
  })

  test('200: every process shows and uses the same keys', async () => {
    await using other = await secondServer(server)
    expect((await getJwks(other)).json()).toEqual((await getJwks()).json())
    const cookies = await signUp(other, 'grace@example.com')
    expect((await server.request('GET', '/auth/me', { cookies })).statusCode).toBe(200)
  })

  test('processes that start at the same moment make one key between them', async () => {
    await using database = await freshDatabase()
    await using db = openPool(database.url, { log: console })
    const load = () => loadSigningKeys(db, [TEST_KEYS.JWT_SECRET_KEY], systemRandom)
    const loaded = await Promise.all(Array.from({ length: 8 }, load))
    expect(new Set(loaded.map(({ kid }) => kid)).size).toBe(1)
    for (const { jwks } of loaded) expect(jwks.keys).toHaveLength(1)
  })

  test('the private half is sealed in the database, and a wrong JWT_SECRET_KEY opens nothing', async () => {
    const [row] = await server.db.query('', 'select sealed_private_key from identity_signing_keys')
    expect(row?.sealed_private_key.toString('latin1')).not.toContain('RSA')
    await expect(secondServer(server, { JWT_SECRET_KEY: 'other'.repeat(8) })).rejects.toThrow(
      'JWT_SECRET_KEY is not the one',
    )
  })
})
