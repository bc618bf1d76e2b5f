import { describe, expect, test } from 'vitest'
import { FROM, mailerContract } from '../../../ports/mailer.contract-test.ts'
import type { MailRefused } from '../../../ports/mailer.ts'
import { testClock } from '../../../testing/test-clock.ts'
import { mimeComposer } from '../../mail/mime/compose-mime.ts'
import { sesMailer } from './ses-mailer.ts'
import { type SesAnswer, type SesCounterpart, sesCounterpart } from './testing/ses-counterpart.ts'

const keys = { accessKeyId: 'AKIDOFTESTS', secretAccessKey: 'secret/of+tests' }
const region = 'eu-central-1'
const composeMime = mimeComposer({ from: FROM, clock: testClock() })
const limits = { connectMs: 1_000, answerMs: 2_000, totalMs: 4_000, attempts: 2 }
const { signal } = new AbortController()
const message = {
  to: 'ada@example.com',
  subject: 'Hi',
  text: 'Hi',
  html: 'Hi',
  headers: {},
  messageId: '<a@example.org>',
}

interface Change {
  limits?: typeof limits
  credentials?: typeof keys
  configurationSet?: string
}

function mailerAt({ endpoint }: SesCounterpart, change: Change = {}) {
  const options = { region, credentials: keys, configurationSet: undefined, limits, from: FROM, composeMime }
  return sesMailer({ ...options, ...change, endpoint })
}

const paused = { status: 400, error: 'SendingPausedException', message: 'Sending is paused for this account' }

mailerContract('SES', async () => {
  const server = await sesCounterpart({ region, keys })
  return {
    mailer: mailerAt(server),
    accepted: async () => server.accepted,
    breakDown: async () => void server.answers.push(paused),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
})

test('SES is told the sender and the configuration set, and answers with its own id', async () => {
  await using server = await sesCounterpart({ region, keys })
  expect(await mailerAt(server, { configurationSet: 'studio' }).send(message, signal)).toBe('ses-1')
  expect(server.accepted).toMatchObject([{ from: FROM, configurationSet: 'studio' }])
})

describe('SES that', () => {
  /** What becomes of a message while SES answers so. */
  async function refusalBy(answers: SesAnswer[], change: Change = {}) {
    await using server = await sesCounterpart({ region, keys })
    server.answers.push(...answers)
    const refusal = await mailerAt(server, change)
      .send(message, signal)
      .then(
        () => null,
        (error: MailRefused) => error,
      )
    return { refusal, requests: server.requests, accepted: server.accepted.length }
  }
  const rejected = (why: string) => ({ status: 400, error: 'MessageRejected', message: why })
  const throttled = { status: 429, error: 'TooManyRequestsException', message: 'Maximum sending rate exceeded.' }
  const outage = { status: 503, error: 'ServiceUnavailableException', message: 'Try later' }
  const notVerified = 'Email address is not verified. The following identities failed the check: studio@example.org'

  test.each<[string, SesAnswer[], 'never' | 'later', RegExp, number]>([
    ['rejects a message', [rejected('Email contains a virus')], 'never', /refused.*MessageRejected.*a virus/, 1],
    ['does not know our sender yet', [rejected(notVerified)], 'later', /not verified/, 1],
    ['does not understand', [{ status: 400, error: 'BadRequestException', message: 'Bad' }], 'never', /BadRequest/, 1],
    ['has paused us', [paused], 'later', /now \(SendingPausedException\)/, 1],
    ['throttles us for long', [throttled, throttled], 'later', /now \(TooManyRequestsException\)/, 2],
    ['is out of order for long', [outage, outage], 'later', /now \(ServiceUnavailableException\)/, 2],
    ['ends the connection', ['cut', 'cut'], 'later', /^SES does not answer: /, 2],
  ])('%s', async (_, answers, tryAgain, words, requests) => {
    const outcome = await refusalBy(answers)
    expect(outcome.refusal).toMatchObject({ name: 'MailRefused', tryAgain, message: expect.stringMatching(words) })
    expect(outcome).toMatchObject({ requests, accepted: 0 })
  })

  test.each<[string, SesAnswer]>([
    ['throttles us', throttled],
    ['is out of order', outage],
  ])('%s for a moment is asked again', async (_, answer) => {
    expect(await refusalBy([answer])).toEqual({ refusal: null, requests: 2, accepted: 1 })
  })

  test.each([[{ ...limits, answerMs: 50, attempts: 1 }], [{ ...limits, totalMs: 50 }]])(
    'hangs is waited for no longer than %j',
    async (few) => {
      const { refusal } = await refusalBy(['hang'], { limits: few })
      expect(refusal).toMatchObject({ tryAgain: 'later', message: expect.stringMatching(/^SES does not answer: /) })
    },
  )

  test('does not know our key says so, and somebody can mend that', async () => {
    const { refusal } = await refusalBy([], { credentials: { ...keys, secretAccessKey: 'another' } })
    expect(refusal).toMatchObject({ tryAgain: 'later', message: expect.stringContaining('InvalidSignatureException') })
    expect(refusal?.message).not.toContain('another')
  })
})
