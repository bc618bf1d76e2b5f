import PostalMime from 'postal-mime'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Mailer, Message } from './mailer.ts'

interface Opened extends AsyncDisposable {
  mailer: Mailer
  /** What was accepted, as it came in, oldest first; and for whom, where that is told beside the mail. */
  accepted(): Promise<{ raw: Buffer; recipients?: string[] }[]>
  /** From now on nothing is accepted, for reasons that pass. */
  breakDown(): Promise<void>
}

/** Whom every mail of the suite comes from. */
export const FROM = 'studio@example.org'

const message = (change: Partial<Message> = {}): Message => ({
  to: 'ada@example.com',
  subject: 'Grüße: 瞑想, ☀ and a rather long line that no header may keep in one piece for ever and ever',
  text: `Hello,\n\n.\n.hidden?\nFrom here on äöü – „quoted“\n${'long '.repeat(400)}\n`,
  html: `<!doctype html><p>Größe &amp; more</p>\n.\n<p>${'x'.repeat(2_000)}</p>\n`,
  headers: { 'Auto-Submitted': 'auto-generated', 'X-Entity-Ref-ID': 'abc' },
  messageId: '<abc@studio.example.org>',
  ...change,
})

/** What every mailer owes, wherever it leaves mails. `open` gives one that has accepted nothing. */
export function mailerContract(name: string, open: () => Promise<Opened>): void {
  describe(`${name} as a mailer`, () => {
    const { signal } = new AbortController()
    let opened: Opened
    beforeEach(async () => {
      opened = await open()
    })
    afterEach(() => opened[Symbol.asyncDispose]())

    const parsed = async () =>
      Promise.all((await opened.accepted()).map(async ({ raw }) => PostalMime.parse(new Uint8Array(raw))))
    const headerOf = (mail: Awaited<ReturnType<typeof parsed>>[number] | undefined, key: string) =>
      mail?.headers.filter((header) => header.key === key).map(({ value }) => value)

    it('hands on every letter of a message, in lines that mail may have', async () => {
      const sent = message()
      await opened.mailer.send(sent, signal)
      const [mail] = await parsed()
      expect(mail).toMatchObject({
        from: { name: 'Better & Bliss', address: FROM },
        to: [{ address: sent.to }],
        subject: sent.subject,
        messageId: sent.messageId,
      })
      expect(mail?.text?.trimEnd()).toBe(sent.text.trimEnd())
      expect(mail?.html?.trimEnd()).toBe(sent.html.trimEnd())
      expect(headerOf(mail, 'auto-submitted')).toEqual(['auto-generated'])
      expect(headerOf(mail, 'x-entity-ref-id')).toEqual(['abc'])
      expect(mail?.date).toMatch(/^2026-01-01T00:00:00/)
      const [{ raw, recipients = [sent.to] } = { raw: Buffer.alloc(0) }] = await opened.accepted()
      expect(recipients).toEqual([sent.to])
      const lines = raw.toString('latin1').split('\r\n')
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(998)
      expect(lines.join('')).not.toMatch(/[\r\n\u0080-\u00ff]/)
    })

    it('keeps the id of a message that is sent again, so that it is recognised', async () => {
      await opened.mailer.send(message(), signal)
      await opened.mailer.send(message(), signal)
      expect(new Set((await parsed()).map(({ messageId }) => messageId))).toEqual(new Set([message().messageId]))
    })

    it('lets nothing in a message become a header, a recipient or a part', async () => {
      await opened.mailer.send(
        message({
          subject: 'Hi\r\nBcc: eve@example.com\r\n\r\n<b>',
          headers: { 'X-Note': 'a\r\nBcc: eve@example.com' },
          text: '\r\n.\r\nQUIT\r\nBcc: eve@example.com',
        }),
        signal,
      )
      const [mail] = await parsed()
      expect(headerOf(mail, 'bcc')).toEqual([])
      expect(mail?.bcc ?? []).toEqual([])
      expect(mail?.subject).not.toMatch(/[\r\n]/)
      expect(mail?.text).toContain('.\nQUIT\nBcc: eve@example.com')
      const [{ recipients = ['ada@example.com'] } = {}] = await opened.accepted()
      expect(recipients).toEqual(['ada@example.com'])
    })

    it.each([
      'ada@example.com\r\nBcc: eve@example.com',
      'ada@example.com, eve@example.com',
      'ada@example.com> SIZE=1 <eve@example.com',
      'Ada <ada@example.com>',
      'nobody',
    ])('refuses for good what is no address: %j', async (to) => {
      await expect(opened.mailer.send(message({ to }), signal)).rejects.toMatchObject({ tryAgain: 'never' })
      expect(await opened.accepted()).toEqual([])
    })

    it('says in words what keeps it from sending, and that it may pass', async () => {
      await opened.breakDown()
      await expect(opened.mailer.send(message(), signal)).rejects.toMatchObject({
        name: 'MailRefused',
        tryAgain: 'later',
        message: expect.stringMatching(/^[A-Z].{15,}/),
      })
      expect(await opened.accepted()).toEqual([])
    })

    it('sends many at once', async () => {
      const ids = Array.from({ length: 8 }, (_, index) => `<${index}@example.org>`)
      await Promise.all(ids.map((messageId) => opened.mailer.send(message({ messageId }), signal)))
      expect((await parsed()).map(({ messageId }) => messageId)).toEqual(expect.arrayContaining(ids))
    })

    it('stops when it is told to', async () => {
      const stopped = opened.mailer.send(message(), AbortSignal.abort(new Error('stopping')))
      await expect(stopped).rejects.toThrow('stopping')
      expect(await opened.accepted()).toEqual([])
    })
  })
}
