import { createCipheriv, hkdfSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { fromBase64url } from './base64url.ts'
import { payloadKeys } from './keys.ts'
import { openMessage, type RequestPart, type ResponsePart, sealMessage } from './message.ts'

interface Vectors {
  encryption_key: string
  hmac_key: string
  key_id: string
  messages: Vector[]
}

interface Vector {
  name: string
  part: RequestPart | ResponsePart
  info: string
  additional_data: string
  nonce: string
  text: string
  sealed: string
}

const vectors: Vectors = JSON.parse(readFileSync(new URL('../vectors.json', import.meta.url), 'utf8'))
const keys = await payloadKeys(vectors.encryption_key, vectors.hmac_key)
const bytes = (text: string) => Buffer.from(text, 'base64url')

/** The same by the document alone, over another library. */
function sealedAnew({ info, additional_data, nonce, text }: Vector): string {
  const key = hkdfSync('sha256', bytes(vectors.encryption_key), bytes(vectors.hmac_key), info, 32)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key), bytes(nonce)).setAAD(Buffer.from(additional_data))
  return Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url')
}

test('the key id is that of the vectors', () => {
  expect(keys.id).toBe(vectors.key_id)
  const info = 'better-and-bliss payload encryption v1 key id'
  const id = hkdfSync('sha256', bytes(vectors.encryption_key), bytes(vectors.hmac_key), info, 6)
  expect(Buffer.from(id).toString('base64url')).toBe(vectors.key_id)
})

describe.each(vectors.messages)('$name', (vector) => {
  const { part, nonce, text, sealed } = vector
  test('is sealed as the vector says, by two libraries', async () => {
    const nonceBytes = fromBase64url(nonce) ?? undefined
    expect(await sealMessage(keys, part, text, nonceBytes)).toEqual({ nonce, sealed })
    expect(sealedAnew(vector)).toBe(sealed)
  })

  test('opens as it was, and not at all when a bit of it is another', async () => {
    expect(await openMessage(keys, part, { nonce, sealed })).toBe(text)
    const raw = bytes(sealed)
    for (let bit = 0; bit < raw.length * 8; bit += 1) {
      const other = Buffer.from(raw)
      other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(await openMessage(keys, part, { nonce, sealed: other.toString('base64url') })).toBeNull()
    }
    expect(await openMessage(keys, part, { nonce: vectors.key_id.repeat(2), sealed })).toBeNull()
  })

  test('opens for nothing else than it was sealed for', async () => {
    const turned =
      part.direction === 'request'
        ? { ...part, direction: 'response' as const, requestNonce: nonce, status: 200 }
        : { ...part, direction: 'request' as const }
    const others = [
      turned,
      { ...part, method: 'PUT' },
      { ...part, target: `${part.target}&x=1` },
      { ...part, timestampMs: part.timestampMs + 1 },
      ...(part.direction === 'response'
        ? [
            { ...part, status: 201 },
            { ...part, requestNonce: nonce },
          ]
        : []),
    ]
    for (const other of others) expect(await openMessage(keys, other, { nonce, sealed })).toBeNull()
  })
})

test('other keys open nothing, and have another id', async () => {
  const swapped = await payloadKeys(vectors.hmac_key, vectors.encryption_key)
  expect(swapped.id).not.toBe(keys.id)
  for (const { part, nonce, sealed } of vectors.messages)
    expect(await openMessage(swapped, part, { nonce, sealed })).toBeNull()
})

test.each(['', 'short', `${'A'.repeat(42)}B`, `${'A'.repeat(43)}=`, '!'.repeat(43)])('%j is no key', async (text) => {
  await expect(payloadKeys(text, vectors.hmac_key)).rejects.toThrow('API_ENCRYPTION_KEY must be 32 bytes')
  await expect(payloadKeys(vectors.encryption_key, text)).rejects.toThrow('API_HMAC_KEY must be 32 bytes')
})
