import { createHmac, hash } from 'node:crypto'
import { streamTokens } from './tokens.ts'

/** The package's functions with the digests of Node: for the API, the edge and tests. */
export const { signStreamToken, signPictureToken, openStreamToken, verifyStreamToken, revocationFeedKey } =
  streamTokens({
    md5Hex: (text) => hash('md5', text, 'hex'),
    hmacSha256: (secret, text, encoding) => createHmac('sha256', secret).update(text).digest(encoding),
  })
