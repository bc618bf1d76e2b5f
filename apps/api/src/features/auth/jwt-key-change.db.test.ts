import { afterAll, describe, expect, test } from 'vitest'
import { systemRandom } from '../../compose/machine.ts'
import { openPool } from '../../db/database.ts'
import { openRootKeys } from '../../lasting-key.ts'
import { codeFor } from '../../testing/codes.ts'
import { signUp } from '../../testing/members.ts'
import { freshDatabase } from '../../testing/test-database.ts'
import { TEST_KEYS } from '../../testing/test-keys.ts'
import { cookiesOf, secondServer, type TestServer, testServer } from '../../testing/test-server.ts'
import { statusOf, subscribed } from '../newsletter/testing/links-in-mails.ts'

const OLD = TEST_KEYS.JWT_SECRET_KEY
const NEW = 'the next jwt key of tests, which is a new one'

/** As they are started one after the other, from the old key to the new one. */
const first = await testServer()
const knowing = await secondServer(first, { JWT_SECRET_KEY: OLD, JWT_SECRET_KEY_PREVIOUS: NEW })
const changed = await secondServer(first, { JWT_SECRET_KEY: NEW, JWT_SECRET_KEY_PREVIOUS: OLD })
const last = await secondServer(first, { JWT_SECRET_KEY: NEW })
afterAll(async () => {
  for (const server of [last, changed, knowing, first]) await server[Symbol.asyncDispose]()
})

const refresh = (at: TestServer, cookies: string) => at.request('POST', '/auth/refresh', { cookies })

describe('when JWT_SECRET_KEY is changed by three starts', () => {
  test('a session goes on at every process, and then without the old key', async () => {
    const cookies = cookiesOf(await refresh(knowing, await signUp(first, 'ada@example.com')))
    expect((await last.request('GET', '/auth/me', { cookies })).statusCode).toBe(200)
    expect((await refresh(last, cookies)).statusCode).toBe(401)
    const renewed = cookiesOf(await refresh(changed, cookies))
    const again = cookiesOf(await refresh(knowing, renewed))
    expect((await refresh(last, cookiesOf(await refresh(changed, again)))).statusCode).toBe(200)
  })

  test('a code that was mailed before is good afterwards, once', async () => {
    await signUp(first, 'grace@example.com')
    await first.request('POST', '/auth/forgot-password', { body: { email: 'grace@example.com' } })
    const body = {
      email: 'grace@example.com',
      code: await codeFor(first, 'grace@example.com'),
      new_password: 'FreshTides-7-blue',
    }
    expect((await changed.request('POST', '/auth/reset-password', { body })).statusCode).toBe(200)
    expect((await knowing.request('POST', '/auth/reset-password', { body })).statusCode).toBe(400)
  })

  test('a device is known as long as the key before is', async () => {
    const device = first.parts.auth.devices.issue('ada@example.com')
    const found = [knowing, changed, last].map(
      ({ parts }) => parts.auth.devices.find(device, 'ada@example.com') !== null,
    )
    expect(found).toEqual([true, true, false])
  })

  test('links in mails end a subscription for ever, and who ended one is known for ever', async () => {
    const token = await subscribed(first, 'leaver@example.com')
    expect((await last.request('POST', `/api/newsletter/unsubscribe?token=${token}`)).statusCode).toBe(200)
    expect(await statusOf(first, 'leaver@example.com')).toBe('unsubscribed')
    const hashes = [first, last].map(({ parts }) => parts.newsletter.hashEmail('leaver@example.com').toString('hex'))
    expect(new Set(hashes).size).toBe(1)
  })

  test('the old key alone opens nothing any more, and says so', async () => {
    await expect(secondServer(first, { JWT_SECRET_KEY: OLD })).rejects.toThrow(/^JWT_SECRET_KEY is not the one/)
  })
})

describe('the lasting key of a database', () => {
  test('is the first JWT_SECRET_KEY, however many processes start at once, and stays when that one goes', async () => {
    await using database = await freshDatabase()
    await using db = openPool(database.url, { log: console })
    const open = (...ring: [string, ...string[]]) => openRootKeys(db, ring, systemRandom)
    await Promise.all(Array.from({ length: 8 }, () => open('one')))
    await Promise.all([open('one', 'two'), open('two', 'one'), open('one', 'two')])
    await open('two', 'one')
    expect(await open('two')).toEqual({ ring: ['two'], lasting: 'one' })
    await expect(open('one')).rejects.toThrow('JWT_SECRET_KEY is not the one')
  })
})
