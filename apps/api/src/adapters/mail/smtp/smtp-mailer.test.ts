import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { createTransport } from 'nodemailer'
import type { SMTPServerOptions } from 'smtp-server'
import { describe, expect, test } from 'vitest'
import { FROM, mailerContract } from '../../../ports/mailer.contract-test.ts'
import type { MailRefused } from '../../../ports/mailer.ts'
import { certificateFor } from '../../../testing/certificate.ts'
import { testClock } from '../../../testing/test-clock.ts'
import { mimeComposer } from '../mime/compose-mime.ts'
import { smtpMailer, transportOptions } from './smtp-mailer.ts'
import { smtpRefusal } from './smtp-refusal.ts'
import { reply, smtpCounterpart } from './testing/smtp-counterpart.ts'

const composeMime = mimeComposer({ from: FROM, clock: testClock() })
const LIMITS = { connectMs: 2_000, answerMs: 2_000, totalMs: 4_000 }
const mailerAt = (url: string, limits = LIMITS) => smtpMailer({ url, from: FROM, composeMime, limits })
const { signal } = new AbortController()
const message = (to = 'ada@example.com') => ({
  to,
  subject: 'Hi',
  text: 'Hi',
  html: 'Hi',
  headers: {},
  messageId: '<a@example.org>',
})

mailerContract('SMTP', async () => {
  let isDown = false
  const server = await smtpCounterpart({
    onMailFrom: (_address, _session, done) => done(isDown ? reply(421, 'Going down') : null),
  })
  return {
    mailer: mailerAt(`smtp://127.0.0.1:${server.port}`),
    accepted: async () => server.accepted,
    breakDown: async () => {
      isDown = true
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
})

/** What a server with these habits makes of a message. */
async function refusalBy(options: SMTPServerOptions, url = 'smtp://127.0.0.1', to = 'ada@example.com') {
  await using server = await smtpCounterpart(options)
  const refusal = await mailerAt(`${url}:${server.port}`)
    .send(message(to), signal)
    .then(
      () => null,
      (error: MailRefused) => error,
    )
  return { refusal, accepted: server.accepted }
}

describe('an SMTP server that refuses', () => {
  const onRcptTo = (code: number, text: string) => ({
    onRcptTo: (_to: unknown, _session: unknown, done: (error: Error) => void) => done(reply(code, text)),
  })
  const onData = (code: number, text: string): SMTPServerOptions => ({
    onData: (stream, _session, done) => void stream.resume().on('end', () => done(reply(code, text))),
  })
  const onMailFrom = (code: number, text: string): SMTPServerOptions => ({
    onMailFrom: (_from, _session, done) => done(reply(code, text)),
  })

  test.each<[string, SMTPServerOptions, 'never' | 'later', RegExp]>([
    ['an unknown recipient', onRcptTo(550, 'No such user here'), 'never', /refused the mail: 550 No such user here$/],
    ['a recipient for now', onRcptTo(450, 'Mailbox busy'), 'later', /not take the mail now: 450 Mailbox busy$/],
    ['what the mail says', onData(554, 'Looks like spam'), 'never', /refused the mail: 554/],
    ['mail while it is full', onData(452, 'Insufficient storage'), 'later', /now: 452/],
    ['our sender, which somebody can mend', onMailFrom(553, 'Sender not owned'), 'later', /now: 553 Sender not owned/],
    ['everybody', { onConnect: (_session, done) => done(reply(554, 'No service')) }, 'later', /now: 554 No service/],
  ])('%s', async (_, options, tryAgain, words) => {
    const { refusal, accepted } = await refusalBy(options)
    expect(refusal).toMatchObject({ name: 'MailRefused', tryAgain, message: expect.stringMatching(words) })
    expect(accepted).toEqual([])
  })

  test.each<[string, SMTPServerOptions, boolean]>([
    ['knows no such mailbox', onRcptTo(550, '5.1.1 No such user here'), true],
    ['has closed the mailbox', onRcptTo(550, '5.2.1 This account is closed'), true],
    ['takes nothing from us', onRcptTo(554, '5.7.1 Relay access denied'), false],
    ['says nothing more', onRcptTo(550, 'No'), false],
    ['does not like what the mail says', onData(550, '5.1.1 Spam'), false],
  ])('says whether an address is dead: it %s', async (_, options, isDeadAddress) => {
    expect((await refusalBy(options)).refusal).toMatchObject({ tryAgain: 'never', isDeadAddress })
  })

  test('nobody listens', async () => {
    const { port, ...server } = await smtpCounterpart()
    await server[Symbol.asyncDispose]()
    await expect(mailerAt(`smtp://127.0.0.1:${port}`).send(message(), signal)).rejects.toMatchObject({
      tryAgain: 'later',
      message: expect.stringMatching(/^No connection to the SMTP server 127\.0\.0\.1: .*ECONNREFUSED/),
    })
  })

  test.each<[string, SMTPServerOptions]>([
    ['its greeting', { onConnect: () => {} }],
    ['its answer to the mail', { onData: (stream) => void stream.resume() }],
  ])('by never sending %s', async (_, options) => {
    await using server = await smtpCounterpart(options)
    const impatient = mailerAt(`smtp://127.0.0.1:${server.port}`, { connectMs: 50, answerMs: 50, totalMs: 2_000 })
    await expect(impatient.send(message(), signal)).rejects.toMatchObject({ name: 'MailRefused', tryAgain: 'later' })
  })

  test('by taking longer for all of it than we wait', async () => {
    await using server = await smtpCounterpart({ onMailFrom: () => {} })
    const impatient = mailerAt(`smtp://127.0.0.1:${server.port}`, { connectMs: 2_000, answerMs: 2_000, totalMs: 50 })
    await expect(impatient.send(message(), signal)).rejects.toMatchObject({
      tryAgain: 'later',
      message: 'The SMTP server 127.0.0.1 takes too long.',
    })
  })
})

describe('a connection', () => {
  test('carries one mail after the other; what was ended meanwhile is replaced at once', async () => {
    await using server = await smtpCounterpart()
    const mailer = mailerAt(`smtp://127.0.0.1:${server.port}`)
    for (const to of ['a@example.com', 'b@example.com', 'c@example.com']) await mailer.send(message(to), signal)
    expect(server.connections()).toBe(1)
    server.cut()
    await mailer.send(message('d@example.com'), signal)
    expect(server.connections()).toBe(2)
    expect(server.accepted.map(({ recipients }) => recipients)).toEqual(
      ['a', 'b', 'c', 'd'].map((one) => [`${one}@example.com`]),
    )
  })

  test('that ends while it carries a mail is not tried again: it may have arrived', async () => {
    let mails = 0
    await using server = await smtpCounterpart({
      onData(stream) {
        stream.resume().on('end', () => {
          mails += 1
          server.cut()
        })
      },
    })
    const mailer = mailerAt(`smtp://127.0.0.1:${server.port}`)
    await expect(mailer.send(message(), signal)).rejects.toMatchObject({ name: 'MailRefused', tryAgain: 'later' })
    expect([mails, server.connections()]).toEqual([1, 1])
  })
})

describe('user and password', () => {
  const auth: SMTPServerOptions = {
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      password === 'p@ss/wörd' ? done(null, { user: username }) : done(reply(535, 'Bad credentials')),
  }

  test('are read from SMTP_URL, percent-encoded', async () => {
    const { refusal, accepted } = await refusalBy(auth, 'smtp://ada%40mail:p%40ss%2Fw%C3%B6rd@127.0.0.1')
    expect(refusal).toBeNull()
    expect(accepted).toMatchObject([{ user: 'ada@mail' }])
  })

  test('that are wrong are said to be, without a word of them, and somebody can mend that', async () => {
    const { refusal } = await refusalBy(auth, 'smtp://ada:wrong-password@127.0.0.1')
    expect(refusal).toMatchObject({
      tryAgain: 'later',
      message: expect.stringContaining('user and password of SMTP_URL'),
    })
    expect(refusal?.message).not.toContain('wrong-password')
  })
})

describe('TLS', () => {
  test.each([
    ['smtp://mail.example.org', { secure: false, requireTLS: true }],
    ['smtp://10.0.0.7:2525', { secure: false, requireTLS: true, port: 2525 }],
    ['smtp://localhost.example.org', { secure: false, requireTLS: true }],
    ['smtps://mail.example.org', { secure: true, requireTLS: false }],
    ['smtp://localhost:1025', { secure: false, requireTLS: false }],
    ['smtp://[::1]:1025', { host: '::1', secure: false, requireTLS: false }],
  ])('%s: required, but on this machine', (url, options) => {
    expect(transportOptions(new URL(url), LIMITS)).toMatchObject(options)
    expect(transportOptions(new URL(url), LIMITS).tls).toEqual({ minVersion: 'TLSv1.2' })
  })

  test('none where it is required: nothing is said', async () => {
    await using server = await smtpCounterpart()
    const options = { ...transportOptions(new URL(`smtp://127.0.0.1:${server.port}`), LIMITS), requireTLS: true }
    const sending = createTransport(options).sendMail({ envelope: { from: FROM, to: FROM }, raw: 'Secret' })
    const refusal = await sending.then(
      () => null,
      (error: unknown) => smtpRefusal('mail.example.org', error),
    )
    expect(refusal?.message).toMatch(/^The SMTP server mail\.example\.org has no TLS: /)
    expect(server.accepted).toEqual([])
  })

  const certificate = certificateFor('localhost')

  describe.skipIf(!certificate).each<[string, SMTPServerOptions]>([
    ['smtp://localhost', { disabledCommands: [] }],
    ['smtps://localhost', { secure: true }],
  ])('%s', (url, options) => {
    test('a certificate that nobody vouches for: nothing is said', async () => {
      const { refusal, accepted } = await refusalBy({ ...options, ...certificate }, url)
      expect(refusal).toMatchObject({
        tryAgain: 'later',
        message: expect.stringMatching(/^No connection to the SMTP server localhost: self-signed certificate/),
      })
      expect(accepted).toEqual([])
    })

    test('a good certificate: everything is said under TLS', async () => {
      const trusted = getCACertificates('default')
      setDefaultCACertificates([...trusted, certificate?.cert ?? ''])
      try {
        const { refusal, accepted } = await refusalBy({ ...options, ...certificate }, url)
        expect(refusal).toBeNull()
        expect(accepted).toMatchObject([{ secure: true }])
      } finally {
        setDefaultCACertificates(trusted)
      }
    })
  })
})
