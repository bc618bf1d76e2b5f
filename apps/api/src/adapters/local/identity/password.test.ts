import { describe, expect, test } from 'vitest'
import { systemRandom } from '../../../compose/machine.ts'
import { hashPassword, verifyPassword } from './password.ts'

const hash = await hashPassword('SecurePass123!', systemRandom)

describe('a stored password', () => {
  test("is an argon2id PHC string with OWASP's cost and a salt of its own", async () => {
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
    expect(await hashPassword('SecurePass123!', systemRandom)).not.toBe(hash)
  })

  test('opens to that password alone', async () => {
    expect(await verifyPassword('SecurePass123!', hash)).toBe(true)
    for (const other of ['securePass123!', 'SecurePass123', 'SecurePass123! ', '']) {
      expect(await verifyPassword(other, hash), other).toBe(false)
    }
  })

  test('opens to the same letters however a keyboard composes them', async () => {
    const composed = await hashPassword('Żółw-Pass1!'.normalize('NFC'), systemRandom)
    expect(await verifyPassword('Żółw-Pass1!'.normalize('NFD'), composed)).toBe(true)
  })

  test('of another implementation with another cost is understood', async () => {
    // From the tests of the reference implementation (phc-winner-argon2, test.c).
    const reference = '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4'
    expect(await verifyPassword('password', reference)).toBe(true)
    expect(await verifyPassword('differentpassword', reference)).toBe(false)
  })

  test('that is none is an error, not a refusal', async () => {
    await expect(verifyPassword('x', 'plain text')).rejects.toThrow('not an argon2id PHC string')
  })
})
