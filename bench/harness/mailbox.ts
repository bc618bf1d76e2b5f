import { smtpCounterpart } from '@better-and-bliss/api/testing'

/** An SMTP server that takes every mail and keeps of it whom it was for and its Message-ID. */
export interface Mailbox extends AsyncDisposable {
  port: number
  count(): number
  /** Whether a mail to this address has come. */
  has(recipient: string): boolean
  /** Resolves when the next mail to an address has come. */
  next(recipient: string): Promise<void>
  /** Of the mails to addresses of this form: how many, how many different ones, and when the last came (by `performance.now`). */
  mailsOf(recipients: RegExp): { mails: number; recipients: number; messageIds: number; lastAtMs: number }
}

const MESSAGE_ID = /^Message-ID: *(\S+)/im

export async function openMailbox(): Promise<Mailbox> {
  const taken: { recipient: string; messageId: string; atMs: number }[] = []
  const recipients = new Set<string>()
  const awaited = new Map<string, () => void>()
  const server = await smtpCounterpart({
    onData(stream, session, done) {
      let head = ''
      stream.on('data', (chunk: Buffer) => {
        if (!MESSAGE_ID.test(head)) head += chunk.toString('latin1')
      })
      stream.on('end', () => {
        const messageId = MESSAGE_ID.exec(head)?.[1] ?? ''
        const atMs = performance.now()
        for (const { address } of session.envelope.rcptTo) {
          taken.push({ recipient: address, messageId, atMs })
          recipients.add(address)
          awaited.get(address)?.()
        }
        done(null, 'taken')
      })
    },
  })
  return {
    port: server.port,
    count: () => taken.length,
    has: (recipient) => recipients.has(recipient),
    next: (recipient) => new Promise((resolve) => awaited.set(recipient, resolve)),
    mailsOf: (form) => {
      const mails = taken.filter(({ recipient }) => form.test(recipient))
      const different = (key: 'recipient' | 'messageId') => new Set(mails.map((mail) => mail[key])).size
      const lastAtMs = mails.at(-1)?.atMs ?? Number.NaN
      return {
        mails: mails.length,
        recipients: different('recipient'),
        messageIds: different('messageId'),
        lastAtMs,
      }
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}
