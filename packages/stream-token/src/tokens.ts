import { type Digests, revocationFeedKey, type StreamKeys } from './keys.ts'
import { signPictureToken, signStreamToken } from './sign.ts'
import { openStreamToken, verifyStreamToken } from './verify.ts'

/** Everything that hashes, bound to the digests of one runtime. The functions are those of `sign.ts`, `verify.ts` and `keys.ts`. */
export function streamTokens(digests: Digests) {
  return {
    signStreamToken: (token: Parameters<typeof signStreamToken>[0], keys: StreamKeys) =>
      signStreamToken(token, keys, digests),
    signPictureToken: (token: Parameters<typeof signPictureToken>[0], keys: StreamKeys) =>
      signPictureToken(token, keys, digests),
    openStreamToken: (token: Parameters<typeof openStreamToken>[0], keys: StreamKeys) =>
      openStreamToken(token, keys, digests),
    verifyStreamToken: (request: Parameters<typeof verifyStreamToken>[0], keys: StreamKeys) =>
      verifyStreamToken(request, keys, digests),
    revocationFeedKey: (secret: string) => revocationFeedKey(secret, digests),
  }
}
