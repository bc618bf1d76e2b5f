import { expect, test } from 'vitest'
import { importKey, open, seal } from './chunk-cipher.ts'

const RAIN = { id: '9a1c1b52-60a4-4c5e-9a51-8d0f6f6b1a11', index: 3 }
const text = 'q83vEjRWeJASNFZ4kBI0VniQEjRWeJASNFZ4kBI0Vn-_'.slice(0, 43)
const sound = new TextEncoder().encode('rain').buffer
const textOf = (bytes: ArrayBuffer) => new TextDecoder('latin1').decode(bytes)

test('what was sealed opens in its place with its key, and is not to be read in what is kept', async () => {
  const key = await importKey(text)
  const sealed = await seal(key, RAIN, sound)
  expect(textOf(sealed).includes('rain')).toBe(false)
  expect(textOf(await open(key, RAIN, sealed))).toBe('rain')
})

test('the same sound is sealed otherwise each time', async () => {
  const key = await importKey(text)
  const [first, second] = await Promise.all([seal(key, RAIN, sound), seal(key, RAIN, sound)])
  expect(textOf(first) === textOf(second)).toBe(false)
})

test('in another place, with another key, or changed, it does not open', async () => {
  const key = await importKey(text)
  const sealed = await seal(key, RAIN, sound)
  await expect(open(key, { ...RAIN, index: 4 }, sealed)).rejects.toThrow()
  await expect(open(key, { ...RAIN, id: 'sea' }, sealed)).rejects.toThrow()
  await expect(open(await importKey(text.replace('q', 'r')), RAIN, sealed)).rejects.toThrow()
  new Uint8Array(sealed)[20] = (new Uint8Array(sealed)[20] ?? 0) ^ 1
  await expect(open(key, RAIN, sealed)).rejects.toThrow()
})

test('a key cannot be read again', async () => {
  const key = await importKey(text)
  await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow()
})
