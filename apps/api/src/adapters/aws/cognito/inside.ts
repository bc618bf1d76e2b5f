import type { CognitoApi } from './api.ts'
import type { CognitoParts } from './parts.ts'
import type { RefreshTokenCodec } from './refresh-token.ts'
import type { TokenVerifier } from './tokens.ts'

/** What the calls share. */
export interface Inside extends CognitoParts {
  api: CognitoApi
  verifier: TokenVerifier
  codec: RefreshTokenCodec
}
