import { pino } from 'pino'
import { afterAll, expect, test } from 'vitest'
import { openPool } from '../db/database.ts'
import { freshDatabase } from '../testing/test-database.ts'
import { emailAddress } from './email-address.ts'

await using stack = new AsyncDisposableStack()
const { url } = stack.use(await freshDatabase())
const db = stack.use(openPool(url, { log: pino({ level: 'silent' }), size: 1 }))
const open = stack.move()
afterAll(() => open.disposeAsync())

test('PostgreSQL finds every accepted address in lower case and NFC, whatever its letters', async () => {
  const emails: string[] = []
  for (let code = 0; code <= 0x10ffff; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue
    const { data } = emailAddress.safeParse(`a${String.fromCodePoint(code)}b@example.com`)
    if (data) emails.push(data)
  }
  expect(emails.length).toBeGreaterThan(100_000)
  const odd = await db.query(
    '',
    'select email from unnest($1::text[]) email where email <> lower(email) or email is not nfc normalized',
    [emails],
  )
  expect(odd).toEqual([])
})
