import type { IdentityProvider } from '../../../ports/identity-provider.ts'
import * as accounts from './accounts.ts'
import { cognitoApi } from './api.ts'
import { federation } from './federation.ts'
import type { Inside } from './inside.ts'
import type { CognitoParts } from './parts.ts'
import * as recovery from './recovery.ts'
import { refresh, revoke } from './refresh.ts'
import { refreshTokenCodec } from './refresh-token.ts'
import * as registration from './registration.ts'
import { respondToChallenge, signIn } from './sign-in.ts'
import { tokenVerifier } from './tokens.ts'

/** A user pool of AWS Cognito as the identity provider: it keeps the passwords, mails the codes and issues the tokens. */
export function cognitoIdentity(parts: CognitoParts): IdentityProvider {
  const verifier = tokenVerifier(parts)
  const inside: Inside = { ...parts, api: cognitoApi(parts), verifier, codec: refreshTokenCodec(parts.rootKeys.ring) }
  return {
    name: 'cognito',
    signUp: (account) => registration.signUp(inside, account),
    confirmSignUp: (email, code) => registration.confirmSignUp(inside, email, code),
    resendCode: (email) => registration.resendCode(inside, email),
    signIn: (attempt) => signIn(inside, attempt),
    respondToChallenge: (answer) => respondToChallenge(inside, answer),
    refresh: (token) => refresh(inside, token),
    signInOf: (token) => inside.codec.decode(token)?.signInId ?? null,
    revoke: (token) => revoke(inside, token),
    signOutEverywhere: (sub) => accounts.signOutEverywhere(inside, sub),
    forgotPassword: (email) => recovery.forgotPassword(inside, email),
    confirmForgotPassword: (reset, storeWith) => recovery.confirmForgotPassword(inside, reset, storeWith),
    changePassword: (change, storeWith) => recovery.changePassword(inside, change, storeWith),
    startEmailChange: (member, email) => recovery.startEmailChange(inside, member, email),
    confirmEmailChange: (member, code) => recovery.confirmEmailChange(inside, member, code),
    accountOf: (sub) => accounts.accountOf(inside, sub),
    updateHints: (sub, hints) => accounts.updateHints(inside, sub, hints),
    disable: (sub) => accounts.disable(inside, sub),
    enable: (sub) => accounts.enable(inside, sub),
    delete: (sub) => accounts.remove(inside, sub),
    verifyAccessToken: (token) => verifier.access(token),
    jwks: null,
    federation: parts.hostedUrl === null ? null : federation(inside, parts.hostedUrl),
  }
}
