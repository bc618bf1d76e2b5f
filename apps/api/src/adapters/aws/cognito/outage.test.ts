import { describe, expect, it } from 'vitest'
import type { Fault } from '../../../testing/cognito/counterpart.ts'
import { ADA, openCognito, signedIn, tokensOf } from './testing/open-cognito.ts'

const UNAVAILABLE = { code: 'unavailable', retryAfterSeconds: expect.any(Number) }

describe('While Cognito fails', () => {
  it.each<[Fault, number]>([
    ['throttled', 3],
    ['broken', 3],
    ['cut', 3],
    ['hangs', 1],
  ])('every call that is %s ends soon, as unavailable, after %d attempts', async (fault, attempts) => {
    await using cognito = await openCognito({ parts: { timeoutMs: fault === 'hangs' ? 60 : 5_000 } })
    const { counterpart, identity } = cognito
    const tokens = fault === 'hangs' ? { refreshToken: '', accessToken: '', sub: '' } : await signedIn(cognito)
    counterpart.fail('*', fault)
    counterpart.calls.length = 0
    await expect(identity.signIn(ADA)).rejects.toMatchObject(UNAVAILABLE)
    expect(counterpart.calls).toEqual(Array.from({ length: attempts }, () => 'InitiateAuth'))
    await expect(identity.signUp(ADA)).rejects.toMatchObject(UNAVAILABLE)
    await expect(identity.forgotPassword(ADA.email)).rejects.toMatchObject(UNAVAILABLE)
    await expect(identity.confirmSignUp(ADA.email, '123456')).rejects.toMatchObject(UNAVAILABLE)
    await expect(identity.disable(tokens.sub)).rejects.toMatchObject(UNAVAILABLE)
    await expect(identity.accountOf(tokens.sub)).rejects.toMatchObject(UNAVAILABLE)
    if (tokens.refreshToken) await expect(identity.refresh(tokens.refreshToken)).rejects.toMatchObject(UNAVAILABLE)
  })

  it("a passing fault is nobody's business", async () => {
    await using cognito = await openCognito()
    await signedIn(cognito)
    for (const fault of ['throttled', 'broken', 'cut'] as const) {
      cognito.counterpart.fail('InitiateAuth', fault, 2)
      expect(await tokensOf(cognito.identity.signIn(ADA))).toBeDefined()
    }
  })

  it('whoever holds a token goes on, and may sign out', async () => {
    await using cognito = await openCognito()
    const tokens = await signedIn(cognito)
    cognito.counterpart.fail('*', 'broken')
    expect(await cognito.identity.verifyAccessToken(tokens.accessToken)).toMatchObject({ sub: tokens.sub })
    expect(await cognito.identity.revoke(tokens.refreshToken)).toEqual({ signInId: tokens.signInId })
    expect(await cognito.identity.signOutEverywhere(tokens.sub, tokens.signInId)).toEqual({ kept: false })
    expect(cognito.logged).toEqual([
      expect.stringContaining('did not revoke'),
      expect.stringContaining('did not end the sign-ins'),
    ])
  })

  it('an answer that it never gives is no sign-in', async () => {
    await using cognito = await openCognito()
    await signedIn(cognito)
    cognito.counterpart.fail('*', 'nonsense')
    await expect(cognito.identity.signIn(ADA)).rejects.toThrow('Cognito answered InitiateAuthCommand as it never does')
  })
})

describe('Without credentials of AWS', () => {
  it('what needs them says to the operator what to do, and signing in goes on', async () => {
    await using cognito = await openCognito({ parts: { hostedUrl: null, confirmsItself: false } })
    const { identity, counterpart } = cognito
    const { sub } = await identity.signUp(ADA)
    await identity.confirmSignUp(ADA.email, counterpart.codeFor(ADA.email))
    counterpart.fail('AdminDisableUser', 'forbidden')
    expect(await tokensOf(identity.signIn(ADA))).toMatchObject({ sub })
    await expect(identity.disable(sub)).rejects.toThrow('npm run doctor -- cognito')
  })
})
