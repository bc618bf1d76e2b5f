import type { Clock } from '../../../ports/clock.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { Random } from '../../../ports/random.ts'
import type { RootKeys } from '../../../sealing.ts'

/** A user pool, and our app client of it. */
export interface CognitoSettings {
  region: string
  userPoolId: string
  clientId: string
  /** Null for a client without one. */
  clientSecret: string | null
  /** App clients of native apps, whose access tokens count, too. */
  nativeClientIds: readonly string[]
  /** Origin of the hosted sign-in page (`https://…`); null where nobody signs in by it. */
  hostedUrl: string | null
  /** Origin of the API and of the public keys instead of AWS's own. */
  endpoint: string | null
  /** Null: those of the machine's role. */
  credentials: { keyId: string; secretKey: string; sessionToken?: string } | null
  /** Cognito does not tell how long its refresh tokens live, counted from the sign-in: rotation does not prolong it. */
  refreshTokenSeconds: number
}

export interface CognitoParts extends CognitoSettings {
  clock: Clock
  random: Random
  log: Logger
  /** Authenticate what refresh tokens are wrapped in. */
  rootKeys: Pick<RootKeys, 'ring'>
  /** Development: an account needs no code. */
  confirmsItself: boolean
  /** After so long a call has failed. */
  timeoutMs: number
  /** Calls whose time could tell whether an address has an account answer no sooner. */
  slowestAnswerMs: number
}
