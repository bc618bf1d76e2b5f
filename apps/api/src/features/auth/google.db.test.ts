import { afterAll, describe, expect, test } from 'vitest'
import { googleProvider, locationOf, pathOf, visitor } from '../../testing/google.ts'
import { testServer } from '../../testing/test-server.ts'

const google = await googleProvider()
const server = await testServer(google.environment)
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await google[Symbol.asyncDispose]()
})

describe('GET /auth/google', () => {
  test('302: leads to Google with state, nonce and a PKCE challenge, each of its own', async () => {
    const urls = [await visitor(server).leave('/browse'), await visitor(server).leave('/browse')]
    for (const { origin, searchParams } of urls) {
      expect(origin).toBe(google.environment.GOOGLE_ISSUER)
      expect(Object.fromEntries(searchParams)).toMatchObject({
        client_id: 'client-of-tests',
        redirect_uri: 'http://localhost:8000/auth/callback',
        response_type: 'code',
        scope: 'openid email profile',
        code_challenge_method: 'S256',
      })
    }
    const secrets = urls.flatMap(({ searchParams }) =>
      ['state', 'nonce', 'code_challenge'].map((name) => searchParams.get(name)),
    )
    expect(new Set(secrets).size).toBe(6)
    for (const secret of secrets) expect(secret).toMatch(/^[\w-]{43}$/)
  })

  test('302: the flow is in a sealed cookie that scripts do not see and only the callback gets', async () => {
    const response = await server.request('GET', '/auth/google')
    const [cookie = '', ...others] = [response.headers['set-cookie']].flat()
    expect(others).toEqual([])
    expect(cookie).toMatch(
      /^sign_in_flow_[\w-]{8}=[\w-]+; Max-Age=600; Path=\/auth\/callback; HttpOnly; Secure; SameSite=Lax$/,
    )
    const state = new URL(locationOf(response)).searchParams.get('state') ?? ''
    expect(cookie).not.toContain(state)
  })

  test('403: looking ahead, embedding and fetching begin nothing', async () => {
    const look = (headers: Record<string, string>) => server.request('GET', '/auth/google', { headers })
    const answers = [
      await look({ 'sec-purpose': 'prefetch;prerender' }),
      await look({ purpose: 'prefetch' }),
      await look({ 'sec-fetch-dest': 'image' }),
      await look({ 'sec-fetch-dest': 'iframe' }),
      await server.app.inject({ method: 'HEAD', url: '/auth/google' }),
    ]
    for (const { statusCode, headers } of answers) {
      expect([statusCode, headers.location, headers['set-cookie']]).toEqual([403, undefined, undefined])
    }
    expect((await look({ 'sec-fetch-dest': 'document' })).statusCode).toBe(302)
  })

  test('404: where nobody set Google up', async () => {
    await using other = await testServer()
    expect((await other.request('GET', '/auth/google')).statusCode).toBe(404)
  })

  test('422: a path that is longer than any of ours', async () => {
    expect((await server.request('GET', `/auth/google?return=/${'x'.repeat(1_000)}`)).statusCode).toBe(422)
  })

  test('a provider that is out of order leads back to the sign-in page, and is asked again by the next', async () => {
    await using down = await googleProvider()
    await using other = await testServer(down.environment)
    await down.stop()
    const response = await other.request('GET', '/auth/google?return=/browse')
    expect([response.statusCode, pathOf(response)]).toEqual([302, '/sign-in?problem=unavailable&return=%2Fbrowse'])
    expect(other.logged.splice(0).join()).toContain('Nobody could sign in by the other provider')
  })

  test('who begins too often waits, on the sign-in page', async () => {
    await using limited = await testServer({ ...google.environment, RATE_LIMIT_LOGIN: '2/1min' })
    const answers: string[] = []
    for (let n = 0; n < 3; n += 1) answers.push(locationOf(await limited.request('GET', '/auth/google')))
    expect(answers[2]).toBe('http://localhost:5173/sign-in?problem=too_many_requests')
    expect(answers[1]).toContain(`${google.environment.GOOGLE_ISSUER}/authorize`)
  })
})
