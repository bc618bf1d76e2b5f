import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto'
import { streamTokens } from './tokens.ts'

/** The package's functions with the digests of Node: for the API, the edge and tests. */
export const { signStreamToken, signPictureToken, openStreamToken, verifyStreamToken, revocationFeedKey } =
  streamTokens({
    md5Hex: (text) => hash('md5', text, 'hex'),
    hmacSha256: (secret, text, encoding) => createHmac('sha256', keyOf(secret)).update(text).digest(encoding),
  })

/** Of the few secrets that a process has in its life. To make a key of one takes six times as long as to sign with it. */
const keys = new Map<string, KeyObject>()

function keyOf(secret: string): KeyObject {
  const known = keys.get(secret)
  if (known) return known
  const key = createSecretKey(secret, 'utf8')
  keys.set(secret, key)
  return key
}
