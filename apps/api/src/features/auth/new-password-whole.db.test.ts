import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { codeFor } from '../../testing/codes.ts'
import { PASSWORD, signIn, signUp } from '../../testing/members.ts'
import { testServer } from '../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())
const { db, request } = server

const NEW_PASSWORD = 'FreshTides-7-blue'
const login = async (email: string, password: string) =>
  (await request('POST', '/auth/login', { body: { email, password } })).statusCode
const refresh = async (cookies: string) => (await request('POST', '/auth/refresh', { cookies })).statusCode

/** As if the process died while the record is written, which is after everything else but the mail. */
beforeEach(async () => {
  await db.query(
    '',
    `create function break_off() returns trigger language plpgsql as $$ begin raise 'broken off'; end $$;
     create trigger break_off before insert on audit_log for each row
       when (new.action in ('account.password_reset', 'account.password_changed')) execute function break_off()`,
  )
})
const mend = () => db.query('', 'drop function if exists break_off cascade')
afterEach(mend)

test('a reset that breaks off changes nothing, and its code is still good', async () => {
  const email = 'reset@example.com'
  const cookies = await signUp(server, email)
  await request('POST', '/auth/forgot-password', { body: { email } })
  const body = { email, code: await codeFor(server, email), new_password: NEW_PASSWORD }
  expect((await request('POST', '/auth/reset-password', { body })).statusCode).toBe(500)
  expectBrokenOff()
  expect(await login(email, NEW_PASSWORD)).toBe(401)
  expect(await refresh(cookies)).toBe(200)
  await mend()
  expect((await request('POST', '/auth/reset-password', { body })).statusCode).toBe(200)
  expect(await login(email, NEW_PASSWORD)).toBe(200)
})

test('a change that breaks off leaves the password and every device as they were', async () => {
  const email = 'change@example.com'
  const [here, there] = [await signUp(server, email), await signIn(server, email)]
  const body = { current_password: PASSWORD, new_password: NEW_PASSWORD }
  expect((await request('POST', '/auth/change-password', { body, cookies: here })).statusCode).toBe(500)
  expectBrokenOff()
  expect(await login(email, NEW_PASSWORD)).toBe(401)
  expect(await refresh(there)).toBe(200)
  expect(await login(email, PASSWORD)).toBe(200)
})

function expectBrokenOff(): void {
  expect(server.logged.splice(0)).toEqual([expect.stringContaining('broken off')])
}
