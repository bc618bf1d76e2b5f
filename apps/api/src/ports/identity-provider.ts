/** Who a token speaks for. Role, tier and status are not here: the database decides them. */
export interface AccessClaims {
  /** The provider's subject, a UUID. */
  sub: string
  /** The sign-in that the token descends from (origin_jti). */
  signInId: string
  /** From then on nobody accepts it: its end, and the minute by which the clocks of processes may differ. */
  expiresAtSeconds: number
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
  idToken: string
  refreshToken: string
  accessExpiresAtSeconds: number
  /** When the sign-in ends if nobody refreshes it again. */
  refreshExpiresAtSeconds: number
}

export interface SignInAttempt {
  email: string
  password: string
  /** Who asks, so that clients take turns. */
  client: string
}

/** What a refresh token led to: fresh tokens, or the discovery that it was used before, which a thief's copy would be. */
export type Refreshed = { result: 'refreshed'; tokens: TokenSet } | { result: 'reused'; signInId: string }

/**
 * Where accounts and passwords live. The embedded provider and Cognito speak the same shapes. Which sign-ins live is not
 * the provider's to say: `members/sign-ins.ts` is the registry of all of them.
 */
export interface IdentityProvider {
  /** What the registry of sign-ins calls it. */
  name: 'embedded'

  /**
   * Makes an account. `client` says who asks, so that clients take turns.
   * @returns its subject.
   * @throws AppError `email_taken`, or `unavailable` with Retry-After where too many ask at once.
   */
  signUp(account: { email: string; password: string; fullName: string; client: string }): Promise<{ sub: string }>

  /**
   * @throws AppError `invalid_credentials`, the same for an unknown email and a wrong password, or `unavailable` as
   * signUp does.
   */
  signIn(attempt: SignInAttempt): Promise<TokenSet>

  /**
   * Rotates a refresh token. Within a grace window the token before the current one answers again, so that two tabs do
   * not end each other; one that is older still was reused.
   * @throws AppError `session_ended`
   */
  refresh(refreshToken: string): Promise<Refreshed>

  /** Ends a refresh token for good. @returns the sign-in that it belonged to; null for what is not genuine. */
  revoke(refreshToken: string): Promise<{ signInId: string } | null>

  /** @throws AppError `unauthenticated` for anything but an access token of ours that has not expired. */
  verifyAccessToken(token: string): Promise<AccessClaims>

  /** The public keys that its tokens are signed with (RFC 7517). */
  jwks(): Promise<{ keys: { kid: string }[] }>
}
