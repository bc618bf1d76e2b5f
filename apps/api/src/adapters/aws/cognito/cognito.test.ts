import { describe, expect, it } from 'vitest'
import { addUser, secretHash as expectedHash, findUser, opaqueToken } from '../../../testing/cognito/pool.ts'
import { beginSignIn } from '../../../testing/cognito/tokens.ts'
import { refreshTokenCodec } from './refresh-token.ts'
import { ADA, openCognito, PASSWORD, signedIn, tokensOf } from './testing/open-cognito.ts'

const NEW_PASSWORD = 'Another0Secure!'

describe('Signing in', () => {
  it('says who it is without asking twice, by tokens whose access token carries neither email nor role', async () => {
    await using cognito = await openCognito()
    const tokens = await signedIn(cognito)
    expect(tokens.profile).toEqual({ username: tokens.sub, email: ADA.email, emailVerified: true, name: ADA.fullName })
    expect(cognito.counterpart.calls.filter((name) => name !== 'jwks')).toEqual([
      'ListUsers',
      'SignUp',
      'AdminUpdateUserAttributes',
      'AdminConfirmSignUp',
      'InitiateAuth',
    ])
    const claims = Object.keys(JSON.parse(Buffer.from(tokens.accessToken.split('.')[1] ?? '', 'base64url').toString()))
    expect(claims).not.toContain('email')
    expect(claims).not.toContain('custom:role')
  })

  it('works with a client that has no secret', async () => {
    await using cognito = await openCognito({ client: { secret: null } })
    const tokens = await signedIn(cognito)
    expect(await cognito.identity.refresh(tokens.refreshToken)).toMatchObject({ result: 'refreshed' })
    expect(await cognito.identity.revoke(tokens.refreshToken)).toEqual({ signInId: tokens.signInId })
  })

  it('is refused alike for a wrong password, an unknown address, a disabled account and too many attempts', async () => {
    for (const preventUserExistenceErrors of [true, false]) {
      await using cognito = await openCognito({ client: { preventUserExistenceErrors } })
      const { sub } = await signedIn(cognito)
      const refusal = { code: 'invalid_credentials', message: 'Incorrect email or password' }
      await expect(cognito.identity.signIn({ ...ADA, email: 'nobody@example.com' })).rejects.toMatchObject(refusal)
      for (let attempt = 0; attempt < 7; attempt += 1) {
        await expect(cognito.identity.signIn({ ...ADA, password: 'Wrong0Password!' })).rejects.toMatchObject(refusal)
      }
      await expect(cognito.identity.signIn(ADA)).rejects.toMatchObject(refusal)
      await cognito.identity.disable(sub)
      await expect(cognito.identity.signIn(ADA)).rejects.toMatchObject(refusal)
    }
  })

  it('answers a new password that Cognito requires, under the name that Cognito knows', async () => {
    await using cognito = await openCognito()
    addUser(cognito.counterpart.pool, { email: ADA.email, password: PASSWORD, status: 'FORCE_CHANGE_PASSWORD' })
    const outcome = await cognito.identity.signIn(ADA)
    if (outcome.result !== 'challenge') throw new Error('No challenge')
    const { name, session } = outcome.challenge
    expect(name).toBe('NEW_PASSWORD_REQUIRED')
    const answer = (password: string) =>
      cognito.identity.respondToChallenge({ name, session, responses: { NEW_PASSWORD: password } })
    await expect(answer('short')).rejects.toMatchObject({
      code: 'invalid_request',
      fields: [{ loc: ['body', 'new_password'], msg: 'Password not long enough' }],
    })
    expect(await answer(NEW_PASSWORD)).toMatchObject({ result: 'signed_in' })
    await expect(answer(NEW_PASSWORD)).rejects.toMatchObject({ code: 'session_ended' })
    expect(await tokensOf(cognito.identity.signIn({ ...ADA, password: NEW_PASSWORD }))).toBeDefined()
  })

  it('says clearly which challenges nobody can answer here', async () => {
    await using cognito = await openCognito()
    const { sub } = await signedIn(cognito)
    findUser(cognito.counterpart.pool, sub)?.attributes.set('custom:mfa', 'on')
    const outcome = await cognito.identity.signIn(ADA)
    expect(outcome).toMatchObject({ result: 'challenge', challenge: { name: 'SOFTWARE_TOKEN_MFA' } })
    await expect(
      cognito.identity.respondToChallenge({ name: 'SOFTWARE_TOKEN_MFA', session: 'x.y', responses: {} }),
    ).rejects.toMatchObject({ code: 'challenge_unsupported' })
  })
})

describe('Renewing tokens', () => {
  it('rotates; within the grace of the pool the token before answers again, and after it a copy is found out', async () => {
    await using cognito = await openCognito({ client: { rotation: { graceSeconds: 30 } } })
    const first = await signedIn(cognito)
    const answers = await Promise.all(Array.from({ length: 8 }, () => cognito.identity.refresh(first.refreshToken)))
    for (const answer of answers) expect(answer).toMatchObject({ tokens: { signInId: first.signInId, sub: first.sub } })
    cognito.clock.advance(31_000)
    expect(await cognito.identity.refresh(first.refreshToken)).toEqual({ result: 'reused', signInId: first.signInId })
  })

  it('does not prolong the sign-in, because Cognito does not', async () => {
    await using cognito = await openCognito()
    const first = await signedIn(cognito)
    cognito.clock.advance(3 * 86_400_000)
    const answer = await cognito.identity.refresh(first.refreshToken)
    if (answer.result !== 'refreshed') throw new Error('Reused')
    expect(answer.tokens.refreshExpiresAtSeconds).toBe(first.refreshExpiresAtSeconds)
    expect(answer.tokens.accessExpiresAtSeconds).toBe(first.accessExpiresAtSeconds + 3 * 86_400)
    cognito.clock.advance(4 * 86_400_000)
    await expect(cognito.identity.refresh(answer.tokens.refreshToken)).rejects.toMatchObject({ code: 'session_ended' })
  })

  it('works with a pool that does not rotate, keeping the one token', async () => {
    await using cognito = await openCognito({ client: { rotation: null } })
    const first = await signedIn(cognito)
    const answer = await cognito.identity.refresh(first.refreshToken)
    expect(answer).toMatchObject({ tokens: { refreshToken: first.refreshToken } })
  })

  it('falls back to REFRESH_TOKEN_AUTH with the hash over the real username where that is all there is', async () => {
    await using cognito = await openCognito({ client: { rotation: null, hasGetTokens: false } })
    const first = await signedIn(cognito)
    const answer = await cognito.identity.refresh(first.refreshToken)
    expect(answer).toMatchObject({ result: 'refreshed', tokens: { sub: first.sub, signInId: first.signInId } })
    expect(cognito.counterpart.calls.slice(-2)).toEqual(['GetTokensFromRefreshToken', 'InitiateAuth'])
  })

  it('ends for a disabled account, a revoked token, a global sign-out and a deleted account', async () => {
    await using cognito = await openCognito()
    const { identity } = cognito
    const ended = { code: 'session_ended' }
    const { sub, refreshToken } = await signedIn(cognito)
    await identity.disable(sub)
    await expect(identity.refresh(refreshToken)).rejects.toMatchObject(ended)
    await identity.enable(sub)
    const second = await tokensOf(identity.signIn(ADA))
    expect(await identity.revoke(second.refreshToken)).toEqual({ signInId: second.signInId })
    await expect(identity.refresh(second.refreshToken)).rejects.toMatchObject(ended)
    const third = await tokensOf(identity.signIn(ADA))
    expect(await identity.signOutEverywhere(sub, third.signInId)).toEqual({ kept: false })
    await expect(identity.refresh(third.refreshToken)).rejects.toMatchObject(ended)
    const fourth = await tokensOf(identity.signIn(ADA))
    await identity.delete(sub)
    await identity.delete(sub)
    await expect(identity.refresh(fourth.refreshToken)).rejects.toMatchObject(ended)
    expect(await identity.accountOf(sub)).toBeNull()
  })
})

describe('The wrapped refresh token', () => {
  const codec = refreshTokenCodec(['a key'])
  const wrapped = { signInId: crypto.randomUUID(), username: 'Google_103456789012345678901', token: opaqueToken() }

  it('fits a cookie with the longest token of Cognito, name and attributes included', () => {
    expect(wrapped.token.length).toBeGreaterThan(1_600)
    expect(`refresh_token_8000=${codec.encode(wrapped)}`.length).toBeLessThan(4_096 - 200)
  })

  it('is read by whoever made it, and by nobody when a byte differs', () => {
    const made = codec.encode(wrapped)
    expect(codec.decode(made)).toEqual(wrapped)
    expect(refreshTokenCodec(['another key']).decode(made)).toBeNull()
    for (const at of [0, 40, 60, 110, 140, made.length - 1]) {
      const other = made[at] === 'a' ? 'b' : 'a'
      expect(codec.decode(made.slice(0, at) + other + made.slice(at + 1))).toBeNull()
    }
    for (const text of ['', wrapped.token, 'a.b.c.d', 'x'.repeat(10_000)]) expect(codec.decode(text)).toBeNull()
  })

  it('says which sign-in it is of without asking anybody', async () => {
    await using cognito = await openCognito()
    const { refreshToken, signInId } = await signedIn(cognito)
    const before = cognito.counterpart.calls.length
    expect(cognito.identity.signInOf(refreshToken)).toBe(signInId)
    expect(cognito.identity.signInOf(`${refreshToken}x`)).toBeNull()
    expect(cognito.counterpart.calls).toHaveLength(before)
  })
})

describe('Registering', () => {
  it('gives an address that was never confirmed to whoever registers it next', async () => {
    await using cognito = await openCognito({ parts: { confirmsItself: false } })
    const { identity, counterpart } = cognito
    const first = await identity.signUp({ ...ADA, password: 'Squatters0Word!' })
    expect(first).toMatchObject({ confirmed: false, delivery: { medium: 'email', destination: 'a***@e***' } })
    const second = await identity.signUp(ADA)
    expect(second.sub).not.toBe(first.sub)
    await expect(identity.signIn(ADA)).rejects.toMatchObject({ code: 'not_confirmed' })
    await identity.confirmSignUp(ADA.email, counterpart.codeFor(ADA.email))
    await expect(identity.signIn({ ...ADA, password: 'Squatters0Word!' })).rejects.toMatchObject({
      code: 'invalid_credentials',
    })
    expect((await tokensOf(identity.signIn(ADA))).sub).toBe(second.sub)
    await expect(identity.signUp(ADA)).rejects.toMatchObject({ code: 'email_taken' })
  })

  it('tells in words why the pool refuses a password', async () => {
    await using cognito = await openCognito()
    await expect(cognito.identity.signUp({ ...ADA, password: 'no-capitals-1' })).rejects.toMatchObject({
      code: 'invalid_request',
      message: 'password: Password must have uppercase characters',
    })
  })

  it('keeps the specified hash: over username and client id, in base64', () => {
    // Computed by the code of the specification, in Python.
    expect(expectedHash('user@example.com', 'client', 'secret')).toBe('4zqhOFl0JivfkWh1VINyOJyrDTdsinJktzPUT+t0plg=')
  })
})

describe('Wrong codes', () => {
  it('are told alike, however many, whether or not the address has an account', async () => {
    await using cognito = await openCognito({ parts: { confirmsItself: false } })
    const { identity } = cognito
    await identity.signUp(ADA)
    await identity.signUp({ ...ADA, email: 'bea@example.com' })
    await identity.confirmSignUp('bea@example.com', cognito.counterpart.codeFor('bea@example.com'))
    await identity.forgotPassword('bea@example.com')
    const wrong = (email: string) => ({ email, code: 'wrong', newPassword: NEW_PASSWORD, client: 'tests' })
    for (let tried = 1; tried <= 25; tried += 1) {
      for (const email of [ADA.email, 'bea@example.com', 'nobody@example.com']) {
        await expect(identity.confirmSignUp(email, 'wrong')).rejects.toMatchObject({ code: 'invalid_code' })
        await expect(identity.confirmForgotPassword(wrong(email), async () => {})).rejects.toMatchObject({
          code: 'invalid_code',
        })
      }
    }
  })
})

describe('Mails of Cognito', () => {
  it('are asked for with one answer for all addresses, no sooner than the slowest takes', async () => {
    await using cognito = await openCognito({ parts: { slowestAnswerMs: 40 } })
    await signedIn(cognito)
    for (const email of [ADA.email, 'nobody@example.com']) {
      const start = performance.now()
      expect(await cognito.identity.forgotPassword(email)).toBeUndefined()
      expect(await cognito.identity.resendCode(email)).toBeUndefined()
      expect(performance.now() - start).toBeGreaterThan(75)
    }
    for (let time = 0; time < 9; time += 1) await cognito.identity.forgotPassword(ADA.email)
    expect(cognito.logged).toContain('Cognito mailed no code')
  })
})

describe('What somebody changes of themselves', () => {
  it('needs a token that Cognito accepts, and is at Google for whoever comes from there', async () => {
    await using cognito = await openCognito()
    const { identity, clock } = cognito
    const { sub, accessToken, signInId } = await signedIn(cognito)
    const change = {
      sub,
      accessToken,
      keep: signInId,
      currentPassword: PASSWORD,
      newPassword: NEW_PASSWORD,
      client: 'tests',
    }
    const google = addUser(cognito.counterpart.pool, { email: 'eve@example.com', status: 'EXTERNAL_PROVIDER' })
    const { AccessToken } = await beginSignIn(cognito.counterpart.pool, google, { scope: 'openid email profile' })
    const store = async () => {}
    const fromGoogle = { ...change, sub: google.sub, accessToken: AccessToken }
    await expect(identity.changePassword(fromGoogle, store)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(identity.startEmailChange(fromGoogle, 'new@example.com')).rejects.toMatchObject({ code: 'forbidden' })
    clock.advance(901_000)
    await expect(identity.changePassword(change, store)).rejects.toMatchObject({ code: 'unauthenticated' })
    await expect(identity.startEmailChange(change, 'new@example.com')).rejects.toMatchObject({
      code: 'unauthenticated',
    })
  })
})

describe('Hints', () => {
  it('are written beside the account, of federated ones, too', async () => {
    await using cognito = await openCognito()
    const { sub } = await signedIn(cognito)
    const google = addUser(cognito.counterpart.pool, {
      email: 'eve@example.com',
      username: 'Google_1',
      status: 'EXTERNAL_PROVIDER',
    })
    for (const of of [sub, google.sub])
      await cognito.identity.updateHints(of, { role: 'premium_user', tier: 'premium' })
    for (const user of cognito.counterpart.pool.users) {
      expect(user.attributes.get('custom:role')).toBe('premium_user')
      expect(user.attributes.get('custom:subscription_tier')).toBe('premium')
    }
    expect(await cognito.identity.accountOf(google.sub)).toMatchObject({
      username: 'Google_1',
      email: 'eve@example.com',
    })
  })
})
