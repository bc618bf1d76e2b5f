import type { Language } from '@better-and-bliss/membership'
import type { Database } from '../db/database.ts'

/** Who a token speaks for. Role, tier and status are not here: the database decides them. */
export interface AccessClaims {
  /** The provider's subject, a UUID. */
  sub: string
  /** The sign-in that the token descends from (origin_jti). */
  signInId: string
  /** From then on nobody accepts it: its end, and the minute by which the clocks of processes may differ. */
  expiresAtSeconds: number
  /**
   * When its sign-in began, and ends at the latest, where people sign in at the provider without us; null where every sign-in passes
   * through here, so that one which the registry does not know is none.
   */
  signInSpan: { beganAtSeconds: number; endsAtSeconds: number } | null
}

/** What the provider knows of a person. */
export interface AccountProfile {
  username: string
  email: string
  emailVerified: boolean
  name: string
}

export interface TokenSet {
  sub: string
  /** The sign-in that these tokens belong to (origin_jti). */
  signInId: string
  profile: AccountProfile
  accessToken: string
  /** Opaque: what an adapter needs beside its provider's token (the username, the sign-in) is inside it. */
  refreshToken: string
  accessExpiresAtSeconds: number
  /** When the sign-in ends if nobody refreshes it again. */
  refreshExpiresAtSeconds: number
  /** What the provider's own tokens say of role and tier; null where they say nothing. */
  hints: Hints | null
}

/** Role and tier as others than us may read them at the provider. The database decides, and nothing here believes them. */
export interface Hints {
  role: string
  tier: string
}

export interface NewAccount {
  email: string
  password: string
  fullName: string
  client: string
  /** Of the mail with the code, where the provider lets us choose. */
  language?: Language | null
}

export interface SignInAttempt {
  email: string
  password: string
  /** Who asks, so that clients take turns. */
  client: string
}

/** Where a code went, so that people know where to look; never the whole address. */
export interface CodeDelivery {
  medium: 'email'
  /** `a***@b***.org`, or as the provider masks it. */
  destination: string
}

/** What the provider wants before it signs somebody in. */
export interface Challenge {
  /** The provider's name of it, such as `NEW_PASSWORD_REQUIRED`. */
  name: string
  /** Opaque, and as good as a password for some minutes: it belongs into no body and no log. */
  session: string
  parameters: Record<string, string>
}

export type SignedIn = { result: 'signed_in'; tokens: TokenSet } | { result: 'challenge'; challenge: Challenge }

/** What a refresh token led to: fresh tokens, or the discovery that it was used before, which a thief's copy would be. */
export type Refreshed = { result: 'refreshed'; tokens: TokenSet } | { result: 'reused'; signInId: string }

/**
 * Stores what goes with a new password: above all that the sign-ins end which began with the one before. A failure of it
 * fails the change.
 *
 * @param tx the transaction of the new password and of the end of its refresh tokens: all of it is stored, or nothing. Null
 *   with a provider that keeps accounts elsewhere: it calls this as soon as it has the new password.
 * @param changed `kept`: whether the sign-in that shall go on does at the provider.
 */
export type StoreWithPassword = (tx: Database | null, changed: { sub: string; kept: boolean }) => Promise<void>

/** Somebody signed in, for what the provider changes in their name. */
export interface AccountHolder {
  sub: string
  accessToken: string
}

/** What Google, or whoever stands behind it, proved of a person. */
export interface ExternalIdentity {
  provider: 'google'
  subject: string
  email: string
  emailVerified: boolean
  name: string
}

export type FederatedSignIn =
  | { result: 'signed_in'; tokens: TokenSet }
  /** An account with a password has this address: its owner must confirm by signing in. */
  | { result: 'link_required'; external: ExternalIdentity }
  | { result: 'email_unverified' }

/** Signing in by way of another provider (OpenID Connect, authorization code with PKCE). */
export interface Federation {
  authorizeUrl(flow: { state: string; nonce: string; codeChallenge: string; redirectUri: string }): Promise<string>
  exchangeCode(callback: {
    callbackUrl: string
    state: string
    nonce: string
    codeVerifier: string
    redirectUri: string
  }): Promise<FederatedSignIn>
  /** The owner of `sub` confirmed that the external identity is theirs. */
  link(sub: string, external: ExternalIdentity): Promise<void>
}

/**
 * Where accounts and passwords live. The embedded provider and Cognito speak the same shapes. Which sign-ins live is not
 * the provider's to say: `members/sign-ins.ts` is the registry of all of them. Codes have six digits; the provider mails
 * them, and nothing else. Whatever asks it may throw AppError `unavailable` with Retry-After.
 */
export interface IdentityProvider {
  /** What the registry of sign-ins calls it. */
  name: 'embedded' | 'cognito'

  /**
   * Makes an account, and mails a code to its address unless accounts confirm themselves. One that was never confirmed is
   * nobody's: whoever registers its address again is answered as if it were new.
   * @throws AppError `email_taken`
   */
  signUp(account: NewAccount): Promise<{ sub: string; confirmed: boolean; delivery: CodeDelivery | null }>

  /** The code proves that the address is theirs. @throws AppError `invalid_code`, for unknown addresses, too. */
  confirmSignUp(email: string, code: string): Promise<void>

  /** Mails another code to an address that waits for one. Its answer and time say nothing of whether one does. */
  resendCode(email: string, language?: Language | null): Promise<void>

  /**
   * @throws AppError `invalid_credentials`, the same for an unknown email and a wrong password; with the right password
   * alone `not_confirmed`, or `account_suspended` where the provider knows the password of a disabled account.
   */
  signIn(attempt: SignInAttempt): Promise<SignedIn>

  /**
   * @param answer its responses by the provider's names, such as `NEW_PASSWORD`.
   * @throws AppError `session_ended` for a challenge that is none or too old, `challenge_unsupported`, or
   * `invalid_request` for a password that the provider refuses.
   */
  respondToChallenge(answer: { name: string; session: string; responses: Record<string, string> }): Promise<SignedIn>

  /**
   * Rotates a refresh token. Within a grace window the token before the current one answers again, so that two tabs do
   * not end each other; one that is older still was reused.
   * @throws AppError `session_ended`
   */
  refresh(refreshToken: string): Promise<Refreshed>

  /** The sign-in that a refresh token belongs to, without asking anybody; null for what is not genuine. */
  signInOf(refreshToken: string): string | null

  /** Ends a refresh token for good. @returns the sign-in that it belonged to; null for what is not genuine. */
  revoke(refreshToken: string): Promise<{ signInId: string } | null>

  /**
   * Ends all refresh tokens of an account, but for those of the sign-in `keep` where the provider can tell them apart.
   * @returns whether `keep` goes on.
   */
  signOutEverywhere(sub: string, keep: string | null): Promise<{ kept: boolean }>

  /** Mails a code to an account's verified address. Answer and time are the same for every address. */
  forgotPassword(email: string, language?: Language | null): Promise<void>

  /**
   * Ends all refresh tokens, too.
   * @throws AppError `invalid_code`, or `invalid_request` for a password that the provider refuses.
   */
  confirmForgotPassword(
    reset: { email: string; code: string; newPassword: string; client: string },
    storeWith: StoreWithPassword,
  ): Promise<{ sub: string }>

  /**
   * Ends refresh tokens, too, as `signOutEverywhere` does.
   * @returns whether the sign-in `keep` goes on.
   * @throws AppError `invalid_credentials` for a wrong current password, or `invalid_request` as above.
   */
  changePassword(
    change: AccountHolder & { keep: string; currentPassword: string; newPassword: string; client: string },
    storeWith: StoreWithPassword,
  ): Promise<{ kept: boolean }>

  /** Mails a code to the new address, unless that has an account, of which answer and time say nothing. */
  startEmailChange(member: AccountHolder, email: string, language?: Language | null): Promise<void>

  /** @returns the new address, which is verified by this. @throws AppError `invalid_code` */
  confirmEmailChange(member: AccountHolder, code: string): Promise<{ email: string }>

  /** For a token that is seen for the first time; null for a subject without an account. */
  accountOf(sub: string): Promise<AccountProfile | null>

  /** Tells the provider what the database decided, for whoever reads its tokens. Nothing here believes them. */
  updateHints(sub: string, hints: Hints): Promise<void>

  /** A disabled account signs nobody in and refreshes nothing. */
  disable(sub: string): Promise<void>
  enable(sub: string): Promise<void>
  delete(sub: string): Promise<void>

  /** @throws AppError `unauthenticated` for anything but an access token of ours that has not expired. */
  verifyAccessToken(token: string): Promise<AccessClaims>

  /** The public keys that its tokens are signed with (RFC 7517); null where they are not ours to publish. */
  jwks: (() => Promise<{ keys: { kid: string }[] }>) | null

  /** Null where no other provider is configured. */
  federation: Federation | null
}
