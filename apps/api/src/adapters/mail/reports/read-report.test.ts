import { describe, expect, test } from 'vitest'
import { readReport } from './read-report.ts'
import { bounceOf, complaintOf } from './testing/reports.ts'

const LINK = '<https://api.example.org/api/newsletter/unsubscribe?token=abc>'
const read = (raw: Buffer) => readReport(raw, 1_000)

describe('a report that a mail could not be delivered', () => {
  test.each(['message/rfc822', 'text/rfc822-headers'])(
    'names whom we wrote to, and brings the link of the mail back from %s',
    async (original) => {
      expect(await read(bounceOf(LINK, { original }))).toEqual([
        { kind: 'bounced', email: 'ada@example.com', listUnsubscribe: LINK, atMs: 1_000 },
      ])
    },
  )

  test.each([{ action: 'delayed' }, { action: 'relayed' }, { status: '4.2.2' }])(
    'for %j says nothing for good',
    async (changes) => {
      expect(await read(bounceOf(LINK, changes))).toEqual([])
    },
  )
})

test('a complaint is one, even where its reader is left out', async () => {
  expect(await read(complaintOf(LINK))).toMatchObject([{ kind: 'complained', listUnsubscribe: LINK }])
  expect(await read(complaintOf(LINK, { type: 'not-spam' }))).toEqual([])
})

test.each([
  ['nothing', ''],
  ['a letter', 'From: ada@example.com\r\nSubject: Hello\r\n\r\nFinal-Recipient: rfc822; ada@example.com\r\n'],
  ['bytes', '\0\xff\xfe'],
  ['what is too long', 'x'.repeat(1024 * 1024 + 1)],
])('%s is no report', async (_name, text) => {
  expect(await read(Buffer.from(text, 'latin1'))).toEqual([])
})
