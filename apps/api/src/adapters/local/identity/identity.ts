import { batchWrites } from '../../../batch-writes.ts'
import { AppError } from '../../../errors.ts'
import type { IdentityProvider } from '../../../ports/identity-provider.ts'
import { fairQueue } from './fair-queue.ts'
import { googleFederation } from './federation.ts'
import { mailedCodes } from './mailed-codes.ts'
import { confirmEmailChange, startEmailChange } from './new-email.ts'
import { changePassword, confirmForgotPassword, forgotPassword } from './new-password.ts'
import type { Inside, LocalIdentityParts } from './parts.ts'
import { hashPassword } from './password.ts'
import * as queries from './queries.ts'
import { refreshTokenCodec } from './refresh-token.ts'
import { disable, refresh, revoke, signIn, signOutEverywhere } from './sign-in.ts'
import { confirmSignUp, resendCode, signUp } from './sign-up.ts'
import { loadSigningKeys } from './signing-keys.ts'
import { toProfile, verifyAccessToken } from './tokens.ts'

/** Some 25 sign-ins a second and core: what waits longer is given up by the person, too. */
const HASHING = { maxWaiting: 400, maxWaitMs: 15_000 }

/** The embedded identity provider: argon2id passwords and RS256 tokens shaped like Cognito's, kept in our database. */
export async function localIdentity(parts: LocalIdentityParts): Promise<IdentityProvider> {
  const { db } = parts
  const inside: Inside = {
    ...parts,
    keys: await loadSigningKeys(db, parts.rootKeys.ring, parts.random),
    codec: refreshTokenCodec(parts.rootKeys.ring),
    codes: mailedCodes(parts),
    rotate: batchWrites((rotations: queries.Rotation[]) => queries.rotateRefreshTokens(db, rotations)),
    hashing: fairQueue({ atOnce: parts.hashesAtOnce, ...HASHING, clock: parts.clock }),
    decoyHash: await hashPassword(parts.random.uuid(), parts.random),
  }
  return {
    name: 'embedded',
    signUp: (account) => signUp(inside, account),
    confirmSignUp: (email, code) => confirmSignUp(inside, email, code),
    resendCode: (email, language) => resendCode(inside, email, language),
    signIn: (attempt) => signIn(inside, attempt),
    respondToChallenge: async ({ name }) => {
      throw new AppError('challenge_unsupported', `Nothing here asks for ${name}. Sign in again.`)
    },
    refresh: (token) => refresh(inside, token),
    signInOf: (token) => inside.codec.decode(token)?.signInId ?? null,
    revoke: (token) => revoke(inside, token),
    signOutEverywhere: (sub, keep) => signOutEverywhere(inside, sub, keep),
    forgotPassword: (email, language) => forgotPassword(inside, email, language),
    confirmForgotPassword: (reset, storeWith) => confirmForgotPassword(inside, reset, storeWith),
    changePassword: (change, storeWith) => changePassword(inside, change, storeWith),
    startEmailChange: (member, email, language) => startEmailChange(inside, member, email, language),
    confirmEmailChange: (member, code) => confirmEmailChange(inside, member, code),
    accountOf: async (sub) => {
      const account = await queries.selectAccountBySub(db, sub)
      return account ? toProfile(account) : null
    },
    // Its tokens carry neither role nor tier.
    updateHints: async () => {},
    disable: (sub) => disable(inside, sub),
    enable: (sub) => queries.setDisabled(db, { sub, disabled: false }),
    delete: (sub) => queries.deleteAccount(db, sub),
    verifyAccessToken: (token) => verifyAccessToken(inside, token),
    jwks: async () => inside.keys.jwks,
    federation: parts.google && googleFederation(inside, parts.google),
  }
}
