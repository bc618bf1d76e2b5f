import { afterAll, describe, expect, test } from 'vitest'
import { noCaptcha } from '../../adapters/off/captcha-verifier.ts'
import { buildServer } from '../../server.ts'
import { testServer } from '../../testing/test-server.ts'

const server = await testServer({
  ENABLE_CAPTCHA: 'true',
  RECAPTCHA_SITE_KEY: 'site-key',
  RECAPTCHA_SECRET_KEY: 'secret-key',
})
afterAll(() => server[Symbol.asyncDispose]())

describe('GET /auth/options', () => {
  test('200: what pages have to offer and to ask; the same for everybody, for five minutes', async () => {
    const response = await server.request('GET', '/auth/options')
    expect(response.statusCode).toBe(200)
    const options = { google: false, captcha: { site_key: 'site-key' }, confirmation_by_mail: false }
    expect(response.json()).toEqual(options)
    expect(response.headers['cache-control']).toBe('public, max-age=300')
  })

  test('200: what is off is said to be off', async () => {
    const { auth } = server.parts
    const app = await buildServer({ ...server.parts, auth: { ...auth, captcha: noCaptcha, confirmsItself: false } })
    const response = await app.inject('/auth/options')
    expect(response.json()).toEqual({ google: false, captcha: null, confirmation_by_mail: true })
  })
})
