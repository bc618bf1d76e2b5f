import { afterAll, describe, expect, test } from 'vitest'
import { codeFor, wrongCode } from '../../testing/codes.ts'
import { mailsTo } from '../../testing/mails.ts'
import { PASSWORD, setStanding, signUp } from '../../testing/members.ts'
import { testServer } from '../../testing/test-server.ts'
import { until } from '../../testing/until.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const ask = (cookies: string, email: string, password = PASSWORD) =>
  server.request('POST', '/auth/profile/email', { cookies, body: { email, password } })
const confirm = (cookies: string, code: string) =>
  server.request('POST', '/auth/profile/email/confirm', { cookies, body: { code } })
const login = (email: string) => server.request('POST', '/auth/login', { body: { email, password: PASSWORD } })
const suspend = (email: string) => setStanding(server.db, email, { status: 'suspended' })

describe('POST /auth/profile/email', () => {
  test('200: the new address gets a code, and nothing changes before it is entered', async () => {
    const cookies = await signUp(server, 'ada@example.com')
    expect((await ask(cookies, 'Ada@Example.org')).json()).toEqual({ success: true, message: expect.any(String) })
    expect(await mailsTo(server, 'ada@example.org')).toEqual([
      { kind: 'confirm_new_address', code: expect.stringMatching(/^\d{6}$/) },
    ])
    expect((await login('ada@example.org')).statusCode).toBe(401)
    expect((await login('ada@example.com')).statusCode).toBe(200)
  })

  test('200: an address with an account is answered alike, and gets no code; its owner is told, once a day', async () => {
    const cookies = await signUp(server, 'bea@example.com')
    await signUp(server, 'holder@example.com')
    const [free, taken] = [await ask(cookies, 'free@example.com'), await ask(cookies, 'holder@example.com')]
    expect(taken.body).toBe(free.body)
    await ask(cookies, 'holder@example.com')
    expect(await mailsTo(server, 'holder@example.com')).toEqual([{ kind: 'address_exists' }])
    expect((await mailsTo(server, 'free@example.com')).map(({ kind }) => kind)).toEqual(['confirm_new_address'])
  })

  test('422: the password of whoever has the address at the provider by now is not the member’s', async () => {
    const [email, password] = ['broken.off@example.com', 'Stranger-Came-1']
    const cookies = await signUp(server, email)
    // A change of the address that broke off freed the old one.
    await server.db.query('', 'update identity_accounts set email = $2 where email = $1', [email, `new.${email}`])
    await server.parts.auth.identity.signUp({ email, password, fullName: 'Stranger', client: 'tests' })
    const response = await ask(cookies, 'stranger@example.com', password)
    expect(response.json().errors[0]).toEqual({ loc: ['body', 'password'], msg: 'is not your password' })
    expect(await mailsTo(server, 'stranger@example.com')).toEqual([])
  })

  test('401: nobody else asks for it', async () => {
    expect((await ask('', 'x@example.com')).statusCode).toBe(401)
  })

  test('403: nor does somebody who is suspended', async () => {
    const cookies = await signUp(server, 'suspended.ask@example.com')
    await suspend('suspended.ask@example.com')
    await until(async () => (await ask(cookies, 'x@example.com')).statusCode === 403)
  })

  test('422: a wrong password is refused beside its field', async () => {
    const response = await ask(await signUp(server, 'wrong@example.com'), 'x@example.com', 'Wrong')
    expect(response.json().errors[0].loc).toEqual(['body', 'password'])
    expect(await mailsTo(server, 'x@example.com')).toEqual([])
  })
})

describe('POST /auth/profile/email/confirm', () => {
  test('200: the member has the new address everywhere, stays signed in, and the old address is told', async () => {
    const cookies = await signUp(server, 'old@example.com')
    await ask(cookies, 'new@example.com')
    const response = await confirm(cookies, await codeFor(server, 'new@example.com'))
    expect(response.json()).toMatchObject({ email: 'new@example.com' })
    expect((await server.request('GET', '/auth/me', { cookies })).json().email).toBe('new@example.com')
    expect((await login('new@example.com')).json().user.email).toBe('new@example.com')
    expect((await login('old@example.com')).statusCode).toBe(401)
    expect(await mailsTo(server, 'old@example.com')).toEqual([
      { kind: 'address_changed', newEmailMasked: 'n***@e***.com' },
    ])
    const acts = await server.db.query(
      '',
      `select before, after from audit_log where action = 'account.email_changed'
       and target = (select cognito_sub from users where email = 'new@example.com')`,
    )
    expect(acts).toEqual([{ before: null, after: null }])
  })

  test('200: the address that a member left is free', async () => {
    const cookies = await signUp(server, 'left@example.com')
    await ask(cookies, 'moved@example.com')
    await confirm(cookies, await codeFor(server, 'moved@example.com'))
    await signUp(server, 'left@example.com')
  })

  test('200: where a change broke off after the provider had made it, the next sign-in ends it', async () => {
    const cookies = await signUp(server, 'broken@example.com')
    await ask(cookies, 'broken@example.org')
    await confirm(cookies, await codeFor(server, 'broken@example.org'))
    await server.db.query('', `update users set email = 'broken@example.com' where email = 'broken@example.org'`)
    expect((await login('broken@example.org')).json().user.email).toBe('broken@example.org')
  })

  test('400: a wrong code changes nothing', async () => {
    const cookies = await signUp(server, 'cleo@example.com')
    await ask(cookies, 'cleo@example.org')
    const code = await codeFor(server, 'cleo@example.org')
    expect((await confirm(cookies, wrongCode(code))).json().code).toBe('invalid_code')
    expect((await login('cleo@example.com')).statusCode).toBe(200)
  })

  test('400: an address that somebody took meanwhile stays theirs', async () => {
    const cookies = await signUp(server, 'slow@example.com')
    await ask(cookies, 'wanted@example.com')
    const code = await codeFor(server, 'wanted@example.com')
    await signUp(server, 'wanted@example.com')
    expect((await confirm(cookies, code)).json().code).toBe('invalid_code')
    expect((await login('slow@example.com')).statusCode).toBe(200)
  })

  test("400: one member's code changes nothing of another", async () => {
    const [mine, theirs] = [await signUp(server, 'mine@example.com'), await signUp(server, 'theirs@example.com')]
    await ask(mine, 'mine@example.org')
    expect((await confirm(theirs, await codeFor(server, 'mine@example.org'))).statusCode).toBe(400)
  })

  test('401: nobody else confirms it', async () => {
    expect((await confirm('', '123456')).statusCode).toBe(401)
  })

  test('403: nor does somebody who is suspended', async () => {
    const cookies = await signUp(server, 'suspended.confirm@example.com')
    await suspend('suspended.confirm@example.com')
    await until(async () => (await confirm(cookies, '123456')).statusCode === 403)
  })

  test('409: an address of a member whom the provider does not know is not taken over', async () => {
    const cookies = await signUp(server, 'dora@example.com')
    await ask(cookies, 'imported@example.com')
    await server.db.query('', `insert into users (cognito_sub, email) values ('elsewhere', 'imported@example.com')`)
    const response = await confirm(cookies, await codeFor(server, 'imported@example.com'))
    expect(response.statusCode).toBe(409)
    expect(response.json().code).toBe('email_taken')
  })

  test('422: what is no code is refused', async () => {
    const cookies = await signUp(server, 'eva@example.com')
    expect((await confirm(cookies, 'abc')).json().errors[0].loc).toEqual(['body', 'code'])
  })
})
