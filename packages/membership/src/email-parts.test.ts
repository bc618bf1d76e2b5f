import { describe, expect, test } from 'vitest'
import { emailParts } from './email-parts.ts'

describe('an email address', () => {
  test.each([
    ['Ada@Example.COM', 'ada', 'Example.COM'],
    ['u\u0308@example.org', 'ü', 'example.org'],
    ['用户@例え。jp', '用户', '例え。jp'],
    ["o'neill+news@mail.example.co.uk", "o'neill+news", 'mail.example.co.uk'],
  ])('%s has two parts', (text, local, domain) => expect(emailParts(text)).toEqual({ local, domain }))

  test.each([
    '',
    'ada',
    'ada@',
    '@example.com',
    'ada@example',
    'ada@example.',
    'ada@@example.com',
    'ada b@example.com',
  ])('%j is none', (text) => expect(emailParts(text)).toBeNull())

  test('hides nothing', () => expect(emailParts('a\u200bda@example.com')).toBeNull())
})
