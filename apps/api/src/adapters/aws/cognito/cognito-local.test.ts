import { afterAll, expect, it } from 'vitest'
import { systemClock, systemRandom } from '../../../compose/machine.ts'
import { rootKeysOf } from '../../../testing/test-keys.ts'
import { cognitoIdentity } from './identity.ts'
import { cognitoLocal, LOCAL_POOL_ID } from './testing/cognito-local.ts'
import { ADA, tokensOf } from './testing/open-cognito.ts'

const local = await cognitoLocal()
afterAll(() => local[Symbol.asyncDispose]())

const silent = () => {}
const identity = cognitoIdentity({
  region: 'us-east-1',
  userPoolId: LOCAL_POOL_ID,
  clientId: local.clientId,
  clientSecret: local.clientSecret,
  nativeClientIds: [],
  hostedUrl: null,
  endpoint: local.url,
  credentials: { keyId: 'AKIATESTS', secretKey: 'opens nothing' },
  refreshTokenSeconds: 7 * 86_400,
  clock: systemClock,
  random: systemRandom,
  log: { info: silent, warn: silent, error: silent },
  rootKeys: rootKeysOf(),
  confirmsItself: false,
  timeoutMs: 5_000,
  slowestAnswerMs: 0,
})

/**
 * What cognito-local has. It has no AdminUserGlobalSignOut, ResendConfirmationCode, GetTokensFromRefreshToken nor other
 * identity providers; it takes any hash and any password, signs disabled accounts in and has a name of its own for a wrong
 * password: for those there is our own counterpart.
 */
it('a whole life of an account goes over the wire as another implementation speaks it', async () => {
  const { sub, confirmed, delivery } = await identity.signUp(ADA)
  expect({ confirmed, delivery }).toEqual({
    confirmed: false,
    delivery: { medium: 'email', destination: expect.any(String) },
  })
  await expect(identity.signIn(ADA)).rejects.toMatchObject({ code: 'not_confirmed' })
  await expect(identity.confirmSignUp(ADA.email, '000000')).rejects.toMatchObject({ code: 'invalid_code' })
  await identity.confirmSignUp(ADA.email, local.codeOf(ADA.email))
  await expect(identity.signUp(ADA)).rejects.toMatchObject({ code: 'email_taken' })
  await expect(identity.signIn({ ...ADA, email: 'nobody@example.com' })).rejects.toMatchObject({
    code: 'invalid_credentials',
  })

  const tokens = await tokensOf(identity.signIn(ADA))
  expect(tokens).toMatchObject({ sub, profile: { email: ADA.email } })
  expect(await identity.verifyAccessToken(tokens.accessToken)).toMatchObject({ sub })
  const answer = await identity.refresh(tokens.refreshToken)
  if (answer.result !== 'refreshed') throw new Error('Reused')
  expect(await identity.verifyAccessToken(answer.tokens.accessToken)).toMatchObject({ sub })

  await identity.updateHints(sub, { role: 'premium_user', tier: 'premium' })
  expect(await identity.accountOf(sub)).toMatchObject({ email: ADA.email, name: ADA.fullName })

  await identity.forgotPassword(ADA.email)
  const store = async () => {}
  const reset = { email: ADA.email, code: local.codeOf(ADA.email), newPassword: 'Another0Secure!', client: 'tests' }
  await expect(identity.confirmForgotPassword({ ...reset, code: '000000' }, store)).rejects.toMatchObject({
    code: 'invalid_code',
  })
  expect(await identity.confirmForgotPassword(reset, store)).toEqual({ sub })
  await expect(identity.confirmForgotPassword(reset, store)).rejects.toMatchObject({ code: 'invalid_code' })

  const fresh = await tokensOf(identity.signIn({ ...ADA, password: reset.newPassword }))
  const change = {
    ...fresh,
    keep: fresh.signInId,
    currentPassword: reset.newPassword,
    newPassword: 'Third0Secure!!',
    client: 'tests',
  }
  await identity.changePassword(change, store)
  expect(await tokensOf(identity.signIn({ ...ADA, password: change.newPassword }))).toMatchObject({ sub })

  expect(await identity.revoke(fresh.refreshToken)).toEqual({ signInId: fresh.signInId })
  await expect(identity.refresh(fresh.refreshToken)).rejects.toMatchObject({ code: 'session_ended' })
  await identity.disable(sub)
  await identity.enable(sub)
  await identity.delete(sub)
  expect(await identity.accountOf(sub)).toBeNull()
})
