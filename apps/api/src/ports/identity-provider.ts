/** Who a token speaks for. Role, tier and status are not here: the database decides them. */
export interface AccessClaims {
  /** The provider's subject, a UUID. */
  sub: string
  /** The sign-in that the token descends from (origin_jti). */
  sessionId: string
  /** From then on nobody accepts it: its end, and the minute by which the clocks of processes may differ. */
  expiresAtSeconds: number
}

export interface TokenSet {
  sub: string
  /** The sign-in that these tokens belong to (origin_jti). */
  sessionId: string
  accessToken: string
  idToken: string
  refreshToken: string
  accessExpiresAtSeconds: number
  refreshExpiresAtSeconds: number
}

export interface SignInAttempt {
  email: string
  password: string
  userAgent: string | null
  /** Who asks, so that clients take turns. */
  client: string
}

/** Where accounts and passwords live. The embedded provider and Cognito speak the same shapes. */
export interface IdentityProvider {
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
   * not end each other; a token that is older still has been stolen, and its session ends.
   * @throws AppError `session_ended`
   */
  refresh(refreshToken: string): Promise<TokenSet>

  /** Ends a sign-in for good, named by its refresh token or its id. What is not genuine is ignored. */
  revoke(signIn: { refreshToken: string } | { sessionId: string }): Promise<void>

  /** @throws AppError `unauthenticated` for anything but a living access token of ours. */
  verifyAccessToken(token: string): Promise<AccessClaims>

  /** What the provider knows of a person, for a member row that has yet to be written. */
  profile(sub: string): Promise<{ email: string; fullName: string } | null>

  /** The public keys that its tokens are signed with (RFC 7517). */
  jwks(): Promise<{ keys: { kid: string }[] }>
}
