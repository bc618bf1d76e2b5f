import { expect, test } from 'vitest'
import { systemRandom as random } from './compose/machine.ts'
import { sealerFor } from './sealing.ts'

const jwtKey = 'jwt key of tests, which signs nothing elsewhere'
const sealer = sealerFor('mail', { jwtKey, random })
const plain = Buffer.from('271828')

test('what was sealed is opened by the same key, for the same purpose, in the same context, and by nothing else', () => {
  const sealed = sealer.seal(plain, 'reset:1')
  expect(sealer.open(sealed, 'reset:1')).toEqual(plain)
  expect(sealer.open(sealed, 'reset:2')).toBeNull()
  expect(sealerFor('signing-key', { jwtKey, random }).open(sealed, 'reset:1')).toBeNull()
  expect(sealerFor('mail', { jwtKey: 'another', random }).open(sealed, 'reset:1')).toBeNull()
})

test('what was changed, cut or never sealed is not opened', () => {
  const sealed = sealer.seal(plain)
  for (let index = 0; index < sealed.length; index += 1) {
    const changed = Buffer.from(sealed)
    changed.writeUInt8(changed.readUInt8(index) ^ 1, index)
    expect(sealer.open(changed)).toBeNull()
    expect(sealer.open(sealed.subarray(0, index))).toBeNull()
  }
})

test('the same text is sealed differently each time', () => {
  expect(sealer.seal(plain).equals(sealer.seal(plain))).toBe(false)
})
