import { describe, expect, test } from 'vitest'
import vectors from '../vectors.json' with { type: 'json' }
import { parseMediaPath, rewritePlaylist } from './index.ts'
import { revocationFeedKey, signPictureToken, signStreamToken, verifyStreamToken } from './node.ts'

describe('the vectors that every runtime shares', () => {
  test.each(vectors.sign)('sign: $name', ({ kind, keys, input, query }) => {
    const { maxHeight = -1, sessionId = '' } = input
    const signed =
      kind === 'stream' ? signStreamToken({ ...input, maxHeight, sessionId }, keys) : signPictureToken(input, keys)
    expect(signed).toBe(query)
  })

  test.each(vectors.verify)('verify: $name', ({ keys, expected, ...request }) => {
    expect(verifyStreamToken(request, keys)).toEqual(expected)
  })

  test.each(vectors.rewrite)('rewrite: $name', ({ text, query, maxHeight, expected }) => {
    expect(rewritePlaylist(text, { query, maxHeight })).toBe(expected)
  })

  test.each(vectors.paths)('path: $path', ({ path, expected }) => {
    expect(parseMediaPath(path)).toEqual(expected)
  })

  test.each(vectors.revocationFeedKey)('the key of the revocation feed', ({ secret, key }) => {
    expect(revocationFeedKey(secret)).toBe(key)
  })
})
