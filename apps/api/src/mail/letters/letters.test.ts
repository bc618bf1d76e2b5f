import { LANGUAGES, type Language } from '@better-and-bliss/membership'
import { describe, expect, test } from 'vitest'
import type { OwnMail } from '../mails.ts'
import { messageOf, writtenOf } from '../message.ts'

const AT_MS = Date.UTC(2026, 6, 4, 18, 5)
const HOSTILE = 'Chrome\r\nBcc: eve@evil.example\u202e <img src="https://evil.example/x">&amp; www.evil.example \u200b!'

const MAILS: { [Kind in OwnMail['kind']]: Extract<OwnMail, { kind: Kind }> } = {
  confirm_address: { kind: 'confirm_address', code: '271828' },
  reset_password: { kind: 'reset_password', code: '271828' },
  password_changed: { kind: 'password_changed' },
  new_device: { kind: 'new_device', device: HOSTILE, country: 'AT', atMs: AT_MS },
  address_exists: { kind: 'address_exists' },
  confirm_new_address: { kind: 'confirm_new_address', code: '271828' },
  address_changed: { kind: 'address_changed', newEmailMasked: 'a***@e***.com' },
  google_linked: { kind: 'google_linked' },
  account_suspended: { kind: 'account_suspended', reason: 'Your films were copied' },
  account_reinstated: { kind: 'account_reinstated' },
  account_deletion_requested: { kind: 'account_deletion_requested', untilMs: AT_MS },
  account_deleted: { kind: 'account_deleted' },
  refresh_token_reused: { kind: 'refresh_token_reused', device: HOSTILE, atMs: AT_MS },
  export_ready: { kind: 'export_ready', link: 'https://api.example.org/export?a=1&b="<', untilMs: AT_MS },
  newsletter_confirm: {
    kind: 'newsletter_confirm',
    link: 'https://app.example.org/newsletter/confirm?token=a-1',
    oneClick: 'https://api.example.org/api/newsletter/unsubscribe?token=b-2',
  },
  newsletter_known: { kind: 'newsletter_known', link: 'https://app.example.org/newsletter/preferences?token=a-1' },
  practice_reminder: {
    kind: 'practice_reminder',
    memberId: '9a1c1b52-60a4-4c5e-9a51-8d0f6f6b1a11',
    link: 'https://app.example.org/reminders/off?token=a-1',
    oneClick: 'https://api.example.org/api/reminders/off?token=b-2',
    untilMs: AT_MS,
  },
  campaign_test: {
    kind: 'campaign_test',
    letter: {
      language: 'en',
      subject: 'News',
      preview: 'Of this month.',
      title: 'News',
      blocks: [
        {
          kind: 'rich',
          inlines: [
            { kind: 'text', text: 'Dear ' },
            { kind: 'strong', inlines: [{ kind: 'text', text: 'reader' }] },
          ],
        },
        { kind: 'link', label: 'Begin', url: 'https://app.example.org/sign-in' },
      ],
    },
  },
}

const sender = { from: 'studio@example.org', frontendUrl: 'https://app.example.org', supportEmail: 'help@example.org' }
const write = (
  mail: OwnMail,
  change: Partial<typeof sender> | { supportEmail: null } = {},
  language: Language = 'en',
) =>
  messageOf(
    writtenOf(mail, { ...sender, ...change }, language),
    { to: 'ada@example.com', causeDigest: Buffer.alloc(32, 7) },
    { ...sender, ...change },
  )

/** What a person reads of it: without the sheet, the tags and the filler that nobody sees. */
function readable(html: string): string {
  const body = html.replace(/<style>[\s\S]*?<\/style>|<title>.*<\/title>|<div style="display:none[\s\S]*?<\/div>/g, '')
  const text = body.replace(/<[^>]*>/g, ' ')
  const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ', amp: '&' }
  return text.replace(/&(lt|gt|quot|#39|nbsp|amp);/g, (_, name: string) => entities[name] ?? '').replace(/\s+/g, ' ')
}

const LETTERS = LANGUAGES.flatMap((language) =>
  Object.values(MAILS).map((mail) => ({ kind: mail.kind, language, mail })),
)

describe.each(LETTERS)('$kind in $language', ({ mail, language }) => {
  const { subject, text, html } = write(mail, {}, language)

  test('says the same as text and as HTML', () => {
    const [body = '', footer = ''] = text.split('\n-- \n')
    const spoken = `${body}\n${footer}`.replace(/:\nhttps:\S+/g, '')
    const words = (said: string) => said.split(/[\s:]+/).filter((word) => word !== '')
    expect(words(readable(html)).slice(3)).toEqual(words(spoken))
  })

  test('shows no code where screens are locked and servers keep logs', () => {
    const [hidden = ''] = /<div style="display:none[^>]*>([\s\S]*?)<\/div>/.exec(html) ?? []
    expect(hidden.length).toBeGreaterThan(300)
    expect(`${subject}${hidden}`).not.toMatch(/\d{3}/)
    expect(subject.length).toBeLessThan(50)
  })

  test('shows a code once, whole, to be selected in one go', () => {
    if (!('code' in mail)) return
    expect(html.match(/>271828</g)).toHaveLength(1)
    expect(html).toContain('user-select:all">271828<')
    expect(text).toMatch(/^ {4}271828$/m)
  })

  test('fetches nothing from anywhere, and runs nothing', () => {
    const tags = html.match(/<[^>]*>/g)?.join('\n') ?? ''
    expect(tags).not.toMatch(/<(img|link|script|iframe|form|object|base|svg)\b|\ssrc=|\son\w+=/i)
    expect(html).not.toMatch(/url\(|@import/)
    const hrefs = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)
    const escaped = 'link' in mail ? mail.link.replaceAll('&', '&amp;').replace('"<', '&quot;&lt;') : ''
    for (const href of hrefs)
      expect(['https://app.example.org/sign-in', 'https://app.example.org/', escaped]).toContain(href)
  })

  test('has lines that old screens show', () => {
    for (const line of text.split('\n')) if (!/https?:|Chrome/.test(line)) expect(line.length).toBeLessThanOrEqual(72)
  })
})

describe('what a stranger chose', () => {
  test.each([MAILS.new_device, MAILS.refresh_token_reused])('is one harmless line in $kind', (mail) => {
    const { text, html, subject } = write(mail)
    const line = 'Chrome Bcc: eve evil example <img src="https //evil example/x">&amp; www evil example !'
    expect(text).toContain(`Device: ${line}\n`)
    expect(readable(html)).toContain(`Device ${line} `)
    expect(html).not.toMatch(/<img|\u202e|\u200b(?!\u00a0)/)
    expect(`${text}${readable(html)}`).not.toMatch(/evil\.example|eve@/)
    expect(subject).not.toContain('Chrome')
  })

  test('is cut where it is long', () => {
    const { text } = write({ ...MAILS.refresh_token_reused, device: '𝒳'.repeat(250) })
    expect(text).toContain(`Device: ${'𝒳'.repeat(120)}…\n`)
  })

  test('is left away where nobody knows it', () => {
    expect(write({ ...MAILS.new_device, country: null }).text).not.toContain('Place')
  })
})

test('the new address is told as far as it may be shown', () => {
  const { text, html } = write(MAILS.address_changed)
  expect(text).toContain('New address: a***@e***.com\n')
  expect(readable(html)).toContain('New address a***@e***.com ')
})

test('without an address for support none is named', () => {
  const { text, html } = write(MAILS.address_changed, { supportEmail: null })
  expect(text).toContain('Tell your studio at once.')
  expect(`${text}${html}`).not.toContain('help@example.org')
})

test('of the newsletter alone mail programs can find the way out', () => {
  const { headers } = write(MAILS.newsletter_confirm)
  expect(headers).toMatchObject({
    'List-Unsubscribe': '<https://api.example.org/api/newsletter/unsubscribe?token=b-2>',
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  })
  expect(write(MAILS.password_changed).headers).not.toHaveProperty('List-Unsubscribe')
})

describe('a letter in German', () => {
  test.each(Object.values(MAILS).filter(({ kind }) => kind !== 'campaign_test'))(
    'says no sentence of $kind in English, and tells programs that read aloud',
    (mail) => {
      const linesOf = (text: string) =>
        text.split('\n').filter((line) => / \w+ /.test(line) && !/Chrome|https?:/.test(line))
      const english = linesOf(write(mail).text)
      const german = write(mail, {}, 'de')
      expect(english.length).toBeGreaterThan(2)
      expect(linesOf(german.text).filter((line) => english.includes(line))).toEqual([])
      expect(german.subject).not.toBe(write(mail).subject)
      expect(german.html).toContain('<html lang="de" dir="ltr">')
    },
  )

  test('names time, place and device as Germans do', () => {
    const device = 'Firefox on Linux'
    const { text } = write({ ...MAILS.new_device, device }, {}, 'de')
    expect(text).toContain('Gerät: Firefox auf Linux\nOrt: Österreich\nZeit: 4. Juli 2026 um 18:05 UTC')
    expect(write({ ...MAILS.new_device, device }).text).toContain(
      'Device: Firefox on Linux\nPlace: Austria\nTime: 4 July 2026 at 18:05 UTC',
    )
  })

  test('is what the studio wrote, where it tests a campaign, with a footer in the language of that', () => {
    const letter = { ...MAILS.campaign_test.letter, language: 'de' as const }
    const { html, text } = write({ kind: 'campaign_test', letter }, {}, 'en')
    expect(html).toContain('<html lang="de"')
    expect(text).toContain('Ein Test: Nur du')
  })
})
