import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newPassword } from './password-rules.ts'

const accepts = (password: string) => newPassword.safeParse(password).success

describe('a new password', () => {
  test.each(['SecurePass123!', 'Tr0ub4dor&3x', 'Ünïcode-Pass1', 'Aa1!aaaa', `Aa1!${'x'.repeat(1020)}`, 'Пароль-12345'])(
    'may be %s',
    (password) => expect(accepts(password)).toBe(true),
  )

  test.each([
    ['Aa1!aaa', 'at least 8'],
    ['aaaa1234!', 'upper-case'],
    ['AAAA1234!', 'lower-case'],
    ['AaaaAaaa!', 'digit'],
    ['Aaaa12345', 'special'],
    [`Aa1!${'x'.repeat(1021)}`, 'at most 1024'],
  ])('%s is refused, with the reason', (password, reason) => {
    expect(
      newPassword
        .safeParse(password)
        .error?.issues.map(({ message }) => message)
        .join(),
    ).toContain(reason)
  })

  test('whatever is sent gets an answer', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 1100 }), (text) => typeof accepts(text) === 'boolean'))
  })
})
