import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { buildStandIn } from './stand-in.ts'
import { takeStandIn } from './start.ts'

const SETTINGS = {
  issuer: 'http://127.0.0.1:8085',
  clientId: 'client',
  clientSecret: 'secret',
  backendUrl: 'http://localhost:8000',
  frontendUrl: 'http://localhost:5173',
}
const VERIFIER = 'v'.repeat(43)
const ASKED = {
  client_id: 'client',
  redirect_uri: 'http://localhost:8000/auth/callback',
  response_type: 'code',
  scope: 'openid email profile',
  state: 'the state',
  nonce: 'the nonce',
  code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
  code_challenge_method: 'S256',
}
const REDEEMED = {
  grant_type: 'authorization_code',
  redirect_uri: ASKED.redirect_uri,
  code_verifier: VERIFIER,
  client_id: 'client',
  client_secret: 'secret',
}
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

let nowMs = Date.now()
const app = await buildStandIn(SETTINGS, { nowMs: () => nowMs, randomBytes })
const headers = { host: '127.0.0.1:8085' }
const get = (url: string, more = {}) => app.inject({ url, headers: { ...headers, ...more } })
const post = (url: string, form: Record<string, string>, more = {}) => {
  const payload = new URLSearchParams(form).toString()
  return app.inject({ method: 'POST', url, headers: { ...headers, ...FORM, ...more }, payload })
}
const authorizeUrl = (change = {}) => `/authorize?${new URLSearchParams({ ...ASKED, ...change }).toString()}`
const redeem = (code: string, change = {}) => post('/token', { ...REDEEMED, code, ...change })

async function choose(form: Record<string, string>): Promise<URLSearchParams> {
  return new URL(String((await post(authorizeUrl(), form)).headers.location)).searchParams
}

describe('the stand-in for Google', () => {
  test('says what it is, offers people, and takes whoever is typed', async () => {
    const page = await get(authorizeUrl())
    expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(page.body).toContain('This is not Google.')
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    const wrong = await post(authorizeUrl(), { email: '<b>', name: 'x' })
    expect([wrong.statusCode, wrong.body.includes('This is not an email address')]).toEqual([400, true])
  })

  test('proves who was chosen by a token that its key signed', async () => {
    const back = await choose({ email: 'Ada@Example.com', name: 'Ada <i>', verified: 'yes' })
    expect([back.get('state'), back.get('iss')]).toEqual(['the state', SETTINGS.issuer])
    const { id_token } = (await redeem(back.get('code') ?? '')).json<{ id_token: string }>()
    const keys = createLocalJWKSet((await get('/jwks')).json())
    const { payload } = await jwtVerify(id_token, keys, { issuer: SETTINGS.issuer, audience: 'client' })
    expect(payload).toMatchObject({
      email: 'Ada@Example.com',
      email_verified: true,
      name: 'Ada <i>',
      nonce: 'the nonce',
    })
    expect(payload.sub).toMatch(/^\d{21}$/)
  })

  test('says of an address that it is not verified, and of a person the same thing twice', async () => {
    const subjects = await Promise.all(
      ['person=2', 'email=una@gmail.example&name=U'].map(async (form) => {
        const code = (await choose(Object.fromEntries(new URLSearchParams(form)))).get('code') ?? ''
        const { id_token } = (await redeem(code)).json<{ id_token: string }>()
        const claims = JSON.parse(Buffer.from(id_token.split('.')[1] ?? '', 'base64url').toString())
        expect(claims.email_verified).toBe(false)
        return claims.sub
      }),
    )
    expect(subjects[0]).toBe(subjects[1])
  })

  test('leads back when somebody cancels', async () => {
    expect(Object.fromEntries(await choose({ cancel: 'yes' }))).toEqual({ error: 'access_denied', state: 'the state' })
  })

  test.each([
    ['another verifier', { code_verifier: 'w'.repeat(43) }, 400],
    ['another redirect URI', { redirect_uri: 'http://localhost:9/auth/callback' }, 400],
    ['another kind of grant', { grant_type: 'refresh_token' }, 400],
    ['a wrong secret', { client_secret: 'guess' }, 401],
  ])('gives nothing for a code with %s', async (_what, change, status) => {
    expect((await redeem((await choose({ person: '0' })).get('code') ?? '', change)).statusCode).toBe(status)
  })

  test('takes a code once, and for a minute', async () => {
    const code = (await choose({ person: '0' })).get('code') ?? ''
    expect([(await redeem(code)).statusCode, (await redeem(code)).statusCode]).toEqual([200, 400])
    const late = (await choose({ person: '0' })).get('code') ?? ''
    nowMs += 60_000
    expect((await redeem(late)).json()).toEqual({ error: 'invalid_grant' })
  })

  test.each([
    { client_id: 'other' },
    { redirect_uri: 'https://evil.example/auth/callback' },
    { code_challenge_method: 'plain' },
    { code_challenge: '' },
    { state: '' },
  ])('leads nobody anywhere who is asked with %j', async (change) => {
    const answers = [await get(authorizeUrl(change)), await post(authorizeUrl(change), { person: '0' })]
    for (const { statusCode, headers } of answers) expect([statusCode, headers.location]).toEqual([400, undefined])
  })

  test('answers no foreign page: neither its form nor its name for this machine', async () => {
    const foreign = await post(authorizeUrl(), { person: '0' }, { 'sec-fetch-site': 'cross-site' })
    expect([foreign.statusCode, foreign.headers.location]).toEqual([400, undefined])
    expect((await get(authorizeUrl(), { host: 'rebound.evil.example:8085' })).statusCode).toBe(421)
  })
})

describe('starting it', () => {
  const config = (port: number | undefined) => ({ googleStandIn: { port } })

  test('takes the usual port unless another of ours has it, and a secret of its own each time', async () => {
    const first = await takeStandIn(config(undefined), [8085], randomBytes)
    const second = await takeStandIn(config(undefined), [8085], randomBytes)
    expect(first?.port).not.toBe(8085)
    expect(first?.issuer).toBe(`http://127.0.0.1:${first?.port}`)
    expect(first?.clientSecret).not.toBe(second?.clientSecret)
  })

  test('is told of a port that somebody chose and cannot have', async () => {
    await using server = createServer().listen({ host: '127.0.0.1', port: 0 })
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    await expect(takeStandIn(config(port), [], randomBytes)).rejects.toThrow(
      `Port ${port} is taken (stand-in for Google). Stop what uses it, or choose another: GOOGLE_STAND_IN_PORT=`,
    )
  })

  test('does not happen where Google itself is, or nobody', async () => {
    expect(await takeStandIn({ googleStandIn: null }, [], randomBytes)).toBeNull()
  })
})
