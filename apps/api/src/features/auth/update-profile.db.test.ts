import { afterAll, describe, expect, test } from 'vitest'
import { setStanding, signUp } from '../../testing/members.ts'
import { testServer } from '../../testing/test-server.ts'
import { until } from '../../testing/until.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const cookies = await signUp(server, 'ada@example.com')
const put = (body: object) => server.request('PUT', '/auth/profile', { body, cookies })
const get = async () => (await server.request('GET', '/auth/profile', { cookies })).json()

describe('PUT /auth/profile', () => {
  test('200: changes what is named and leaves the rest', async () => {
    const before = await get()
    const response = await put({ display_name: '  Ada, Countess of Lovelace ' })
    expect(response.statusCode).toBe(200)
    const expected = { ...before, name: 'Ada, Countess of Lovelace', display_name: 'Ada, Countess of Lovelace' }
    expect(response.json()).toEqual(expected)
    expect(await get()).toEqual(expected)
  })

  test('200: the next /auth/me knows the new name', async () => {
    await put({ full_name: 'A. A. L.' })
    await until(async () => (await server.request('GET', '/auth/me', { cookies })).json().name === 'A. A. L.')
  })

  test('200: an avatar is set, kept, and removed', async () => {
    const url = 'https://pictures.example.org/ada.jpg?size=2'
    expect((await put({ avatar_url: url })).json().avatar_url).toBe(url)
    expect((await put({ display_name: 'Ada' })).json().avatar_url).toBe(url)
    expect((await put({ avatar_url: null })).json().avatar_url).toBeNull()
    await put({ avatar_url: url })
    expect((await put({ avatar_url: '' })).json().avatar_url).toBeNull()
  })

  test('200: the address of an avatar is kept in its normal form, without anything that is not text', async () => {
    const { avatar_url } = (await put({ avatar_url: ' https://Pictures.example.org/a b' })).json()
    expect(avatar_url).toBe('https://pictures.example.org/a%20b')
  })

  test('200: role, tier, status, email and id in the body are ignored', async () => {
    const before = await get()
    const response = await put({
      display_name: before.display_name,
      role: 'admin',
      subscription_tier: 'premium',
      status: 'deleted',
      email: 'other@example.com',
      id: '11111111-1111-4111-8111-111111111111',
      created_at: '2000-01-01T00:00:00Z',
      permissions: ['manage_content'],
    })
    expect(response.statusCode).toBe(200)
    expect(response.json()).toEqual(before)
  })

  test('200: whether what they play is counted is said, kept, and taken back', async () => {
    expect((await get()).analytics_opt_out).toBe(false)
    expect((await put({ analytics_opt_out: true })).json().analytics_opt_out).toBe(true)
    expect((await put({ display_name: 'Ada' })).json().analytics_opt_out).toBe(true)
    await until(async () => (await server.request('GET', '/auth/me', { cookies })).json().analytics_opt_out)
    expect((await put({ analytics_opt_out: false })).json().analytics_opt_out).toBe(false)
  })

  test('200: a language is none until it is chosen, is kept, and is known to the next /auth/me', async () => {
    expect((await get()).language).toBeNull()
    expect((await put({ language: 'de' })).json().language).toBe('de')
    expect((await put({ display_name: 'Ada' })).json().language).toBe('de')
    await until(async () => (await server.request('GET', '/auth/me', { cookies })).json().language === 'de')
    expect((await put({ language: 'en' })).json().language).toBe('en')
  })

  test('422: a language that the pages do not speak changes nothing', async () => {
    const before = await get()
    expect((await put({ language: 'tlh' })).statusCode).toBe(422)
    expect(await get()).toEqual(before)
  })

  test('200: an empty object changes nothing', async () => {
    const before = await get()
    expect((await put({})).json()).toEqual(before)
  })

  test('200: a name in any script is kept as it is', async () => {
    const name = 'Żółć 木蘭 👩🏽‍🚀 <script>'
    expect((await put({ display_name: name })).json().display_name).toBe(name)
  })

  test('401: nobody changes nothing', async () => {
    const response = await server.request('PUT', '/auth/profile', { body: { display_name: 'x' } })
    expect(response.statusCode).toBe(401)
  })

  test('401: a body that is not even JSON says nothing more to a stranger', async () => {
    const response = await server.request('PUT', '/auth/profile', {
      body: '{',
      headers: { 'content-type': 'application/json' },
    })
    expect(response.statusCode).toBe(401)
  })

  test('403: a suspended member changes nothing', async () => {
    const suspended = await signUp(server, 'suspended@example.com')
    await setStanding(server.db, 'suspended@example.com', { status: 'suspended' })
    const body = { display_name: 'Still me' }
    expect((await server.request('PUT', '/auth/profile', { body, cookies: suspended })).statusCode).toBe(403)
  })

  test.each([
    ['plain http', { avatar_url: 'http://pictures.example.org/ada.jpg' }],
    ['a script', { avatar_url: 'javascript:alert(1)' }],
    ['inline data', { avatar_url: 'data:image/svg+xml,<svg/>' }],
    ['a relative address', { avatar_url: '/ada.jpg' }],
    ['an address of more than 2,048 characters', { avatar_url: `https://a.example/${'x'.repeat(2048)}` }],
    ['an empty name', { display_name: '' }],
    ['a name of 121 characters', { display_name: 'x'.repeat(121) }],
    ['a name with a line break', { display_name: 'Ada\nadmin' }],
    ['a number', { display_name: 7 }],
    ['a list instead of an object', ['Ada']],
  ])('422: %s is refused', async (_, body) => {
    const before = await get()
    expect((await put(body)).statusCode).toBe(422)
    expect(await get()).toEqual(before)
  })

  test('422: no body at all', async () => {
    expect((await server.request('PUT', '/auth/profile', { cookies })).statusCode).toBe(422)
  })
})
