import type { Pool } from '../../../db/database.ts'
import type { SendLater } from '../../../mail/send-later.ts'
import type { Clock } from '../../../ports/clock.ts'
import type { Random } from '../../../ports/random.ts'
import type { RootKeys } from '../../../sealing.ts'
import type { FairQueue } from './fair-queue.ts'
import type { MailedCodes } from './mailed-codes.ts'
import type { OpenIdClient } from './openid.ts'
import type { RefreshTokenRow, Rotation } from './queries.ts'
import type { RefreshTokenCodec } from './refresh-token.ts'
import type { SigningKeys } from './signing-keys.ts'

export interface LocalIdentityParts {
  db: Pick<Pool, 'query' | 'transaction'>
  clock: Clock
  random: Random
  /** Seal the signing keys, and authenticate refresh tokens and codes. */
  rootKeys: RootKeys
  /** `iss` of every token; its JWKS stands at `{issuer}/.well-known/jwks.json`. */
  issuer: string
  accessTokenSeconds: number
  refreshTokenSeconds: number
  /** Passwords that are hashed at the same time: more would take threads and memory from everything else. */
  hashesAtOnce: number
  /** New accounts need no code: never in production. */
  confirmsItself: boolean
  /** Null where nobody signs in with Google. */
  google: OpenIdClient | null
  sendLater: SendLater
}

/** What every function of the embedded provider may need. */
export interface Inside extends LocalIdentityParts {
  keys: SigningKeys
  codec: RefreshTokenCodec
  codes: MailedCodes
  /** Rotations that come at once go to the database together. */
  rotate: (rotation: Rotation) => Promise<RefreshTokenRow | undefined>
  /** Before a connection of the database is asked for, and after it was given back. */
  hashing: FairQueue
  /** Checked when the email is unknown, so that both answers take the same time. */
  decoyHash: string
}
