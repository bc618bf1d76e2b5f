import { expect, test } from 'vitest'
import { systemRandom as random } from './compose/machine.ts'
import { macsFor, sealerFor } from './sealing.ts'

const KEY = 'jwt key of tests, which signs nothing elsewhere'
const sealer = sealerFor('mail', { ring: [KEY], random })
const plain = Buffer.from('271828')

test('what was sealed is opened by the same key, for the same purpose, in the same context, and by nothing else', () => {
  const sealed = sealer.seal(plain, 'reset:1')
  expect(sealer.open(sealed, 'reset:1')).toEqual(plain)
  expect(sealer.open(sealed, 'reset:2')).toBeNull()
  expect(sealerFor('signing-key', { ring: [KEY], random }).open(sealed, 'reset:1')).toBeNull()
  expect(sealerFor('mail', { ring: ['another'], random }).open(sealed, 'reset:1')).toBeNull()
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

test('the first key of a ring seals, and each of them opens', () => {
  const [both, another] = [
    sealerFor('mail', { ring: ['another', KEY], random }),
    sealerFor('mail', { ring: ['another'], random }),
  ]
  expect(both.open(sealer.seal(plain))).toEqual(plain)
  expect(another.open(both.seal(plain))).toEqual(plain)
  expect(sealer.open(both.seal(plain))).toBeNull()
})

test('a MAC is made by the first key of a ring, and matches by each, for its purpose, text and length alone', () => {
  const macs = macsFor('mail', [KEY])
  const both = macsFor('mail', ['another', KEY])
  const mac = macs.of('text')
  expect(mac).toHaveLength(32)
  expect(both.of('text')).toEqual(macsFor('mail', ['another']).of('text'))
  expect([macs, both].map((each) => each.matches('text', mac))).toEqual([true, true])
  expect(macs.matches('text', both.of('text'))).toBe(false)
  expect(macs.matches('other', mac)).toBe(false)
  expect(macsFor('other', [KEY]).matches('text', mac)).toBe(false)
  expect(macs.matches('text', mac.subarray(0, 16))).toBe(false)
  const short = macsFor('mail', [KEY], 16)
  expect(short.of('text')).toEqual(mac.subarray(0, 16))
  expect([short.matches('text', mac.subarray(0, 16)), short.matches('text', mac)]).toEqual([true, false])
})
