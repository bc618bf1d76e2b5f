import { describe, expect, test } from 'vitest'
import { emailAddress, maskedEmail, readableEmail } from './email-address.ts'

const problemOf = (text: string) => emailAddress.safeParse(text).error?.issues[0]?.message

describe('an email address', () => {
  test.each([
    [' ADA@Example.COM ', 'ada@example.com'],
    ['ü@example.org', 'ü@example.org'],
    ['u\u0308@example.org', 'ü@example.org'],
    ['Ü@example.org', 'ü@example.org'],
    ['post@bücher.example', 'post@xn--bcher-kva.example'],
    ['post@BÜCHER.example', 'post@xn--bcher-kva.example'],
    ['post@xn--bcher-kva.example', 'post@xn--bcher-kva.example'],
    ['अजय@डाटा.भारत', 'अजय@xn--c2bd1gb.xn--h2brj9c'],
    ['用户@例え。jp', '用户@xn--r8jz45g.jp'],
    ["o'neill+news@mail.example.co.uk", "o'neill+news@mail.example.co.uk"],
    ['free@betterandbliss.local', 'free@betterandbliss.local'],
  ])('%s has one spelling', (typed, stored) => {
    expect(emailAddress.safeParse(typed)).toEqual({ success: true, data: stored })
  })

  test.each([
    'ada',
    'ada@',
    '@example.com',
    'ada@example',
    'ada@@example.com',
    'ada b@example.com',
    '.ada@example.com',
    'ada..b@example.com',
    'ada.@example.com',
    'ada@-example.com',
    'ada@example-.com',
    'ada@exa_mple.com',
    'ada@example.com:25',
    'ada@example.com/path',
    'ada@127.0.0.1',
    'ada@0x7f.1',
    'ada@[127.0.0.1]',
    'ada@exam%70le.com',
    '"ada"@example.com',
    'a\u200bda@example.com',
    'ada@exam\u202eple.com',
    '\u3164@example.com',
    `${'a'.repeat(65)}@example.com`,
    `${'ü'.repeat(33)}@example.com`,
    `ada@${'a'.repeat(64)}.com`,
  ])('%j is none', (text) => expect(problemOf(text)).toBe('must be an email address'))

  test('has at most 254 characters', () => {
    const long = `ada@${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.example.com`
    expect(problemOf(long)).toBe('must have at most 254 characters')
    expect(problemOf(`ada@${'a'.repeat(400)}.com`)).toBe('must have at most 254 characters')
  })

  test('is shown as people write it', () => {
    expect(readableEmail('post@xn--bcher-kva.example')).toBe('post@bücher.example')
    expect(readableEmail('ü@example.org')).toBe('ü@example.org')
  })
})

test.each([
  ['ada@example.com', 'a***@e***.com'],
  ['ada@mail.example.co.uk', 'a***@m***.uk'],
  ['\u{20bb7}田@xn--r8jz45g.jp', '\u{20bb7}***@x***.jp'],
])('%s is shown by its first letters and its top-level domain', (email, masked) =>
  expect(maskedEmail(email)).toBe(masked),
)
