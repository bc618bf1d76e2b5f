import { describe, expect, test, vi } from 'vitest'
import { sesNotifications } from './ses-notifications.ts'
import { snsCounterpart, TOPIC } from './testing/sns-counterpart.ts'

const sns = snsCounterpart()
const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
const headers = [{ name: 'List-Unsubscribe', value: '<https://api.example.org/u?token=t>' }]
const mail = { messageId: 'm', headers, destination: ['ada@example.com'] }
const timestamp = '2026-11-29T06:59:00.000Z'
const BOUNCE = {
  notificationType: 'Bounce',
  mail,
  bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: 'ada@example.com' }], timestamp },
}
const COMPLAINT = {
  eventType: 'Complaint',
  mail: { messageId: 'm' },
  complaint: { complainedRecipients: [{ emailAddress: 'bea@example.com' }], timestamp },
}

function open() {
  const fetchText = vi.fn(async (_url: string) => sns.certificate)
  const { read } = sesNotifications({ topicArn: TOPIC, log, fetchText })
  return { fetchText, read: (body: object) => read(JSON.stringify(body)) }
}

describe('what SNS signed for our topic', () => {
  test.each(['1', '2'])(
    'tells bounces and complaints (signature version %s), and the certificate is asked for once',
    async (SignatureVersion) => {
      const { read, fetchText } = open()
      const atMs = Date.parse(timestamp)
      expect(await read(sns.post(BOUNCE, { SignatureVersion, Subject: 'Amazon SES' }))).toEqual([
        { kind: 'bounced', email: 'ada@example.com', listUnsubscribe: headers[0]?.value, atMs },
      ])
      expect(await read(sns.post(COMPLAINT, { SignatureVersion }))).toEqual([
        { kind: 'complained', email: 'bea@example.com', listUnsubscribe: null, atMs },
      ])
      expect(fetchText).toHaveBeenCalledOnce()
    },
  )

  test.each([
    ['a passing bounce', { ...BOUNCE, bounce: { ...BOUNCE.bounce, bounceType: 'Transient' } }],
    [
      'a reader who wants it',
      { ...COMPLAINT, complaint: { ...COMPLAINT.complaint, complaintFeedbackType: 'not-spam' } },
    ],
    ['a delivery', { notificationType: 'Delivery', mail, delivery: {} }],
    ['the sentence that begins a topic', 'Successfully validated SNS topic'],
  ])('%s changes nothing', async (_name, message) => {
    expect(await open().read(sns.post(message))).toEqual([])
  })

  test('asks to be confirmed, and is', async () => {
    const { read, fetchText } = open()
    const SubscribeURL = 'https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&Token=t'
    expect(await read(sns.post('Confirm', { Type: 'SubscriptionConfirmation', SubscribeURL, Token: 't' }))).toEqual([])
    expect(fetchText).toHaveBeenLastCalledWith(SubscribeURL)
  })
})

describe('what is refused', () => {
  test.each<[string, object]>([
    ['another topic, signed by SNS', sns.post(BOUNCE, { TopicArn: 'arn:aws:sns:eu-central-1:666666666666:mail' })],
    ['a message that was changed', { ...sns.post(BOUNCE), Message: JSON.stringify(COMPLAINT) }],
    ['a signature of somebody else', { ...sns.post(BOUNCE), Signature: snsCounterpart().post(BOUNCE).Signature }],
    ...[
      'http://sns.eu-central-1.amazonaws.com/a.pem',
      'https://sns.eu-central-1.amazonaws.com.evil.example/a.pem',
      'https://evil.example/sns.eu-central-1.amazonaws.com/a.pem',
      'https://user@sns.eu-central-1.amazonaws.com/a.pem',
      'https://sns.eu-central-1.amazonaws.com:8443/a.pem',
      'https://sns.eu-central-1.amazonaws.com/a.txt',
      'nonsense',
    ].map(
      (SigningCertURL) =>
        [`a certificate of ${SigningCertURL}`, sns.post(BOUNCE, { SigningCertURL })] as [string, object],
    ),
  ])('%s', async (_name, body) => {
    await expect(open().read(body)).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('a subscription that leads elsewhere is not followed', async () => {
    const { read, fetchText } = open()
    const SubscribeURL = 'https://evil.example/'
    const body = sns.post('Confirm', { Type: 'SubscriptionConfirmation', SubscribeURL, Token: 't' })
    await expect(read(body)).rejects.toMatchObject({ code: 'forbidden' })
    expect(fetchText).toHaveBeenCalledOnce()
  })

  test.each([{}, { ...sns.post(BOUNCE), Type: 'Other' }, sns.post({ ...BOUNCE, bounce: {} })])(
    'what is no message: %#',
    async (body) => {
      await expect(open().read(body)).rejects.toMatchObject({ code: 'malformed_request' })
    },
  )

  test('a certificate that cannot be fetched now may be tried again', async () => {
    const { read, fetchText } = open()
    fetchText.mockRejectedValueOnce(new Error('away'))
    await expect(read(sns.post(BOUNCE))).rejects.toMatchObject({ code: 'unavailable' })
    expect(await read(sns.post(BOUNCE))).toHaveLength(1)
  })
})
