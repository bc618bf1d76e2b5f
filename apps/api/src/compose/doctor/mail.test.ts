import { Secret } from '@better-and-bliss/settings'
import { describe, test } from 'vitest'
import { sesCounterpart } from '../../adapters/aws/ses/testing/ses-counterpart.ts'
import { reply, smtpCounterpart } from '../../adapters/mail/smtp/testing/smtp-counterpart.ts'
import { mailCheck } from './mail.ts'
import { expectFinding, expectFit } from './testing/outcomes.ts'

const from = 'studio@example.org'
const aws = { region: 'eu-central-1', credentials: undefined }

describe('mail by SMTP', () => {
  const at = (url: string) => mailCheck({ aws, mail: { kind: 'smtp', from, url: new Secret(url) } })

  test('needs a server that lets us in; no mail is sent', async () => {
    await using server = await smtpCounterpart({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) =>
        password === 'right' ? done(null, { user: username }) : done(reply(535, 'Bad credentials')),
    })
    await expectFit(at(`smtp://ada:right@127.0.0.1:${server.port}`), /lets us in/)
    await expectFinding(at(`smtp://ada:wrong@127.0.0.1:${server.port}`), 'wrong', /does not take the user and password/)
    if (server.accepted.length > 0) throw new Error('A mail was sent')
  })

  test('needs a server that is there', () =>
    expectFinding(at('smtp://127.0.0.1:1'), 'wrong', /No connection to the SMTP server/))
})

describe('mail by SES', () => {
  const region = 'eu-central-1'
  const keys = { accessKeyId: 'AKIDOFTESTS', secretAccessKey: 'secret/of+tests' }
  const at = (endpoint: string, secret = keys.secretAccessKey) =>
    mailCheck(
      {
        mail: { kind: 'ses', from, region, configurationSet: undefined },
        aws: {
          region,
          credentials: { keyId: keys.accessKeyId, secretKey: new Secret(secret), sessionToken: undefined },
        },
      },
      { endpoint },
    )

  test('needs an account that may send, to everybody, and a sender that is verified', async () => {
    await using ses = await sesCounterpart({ region, keys })
    await expectFinding(at(ses.endpoint), 'wrong', /neither it nor its domain is verified/)
    ses.identities.set('example.org', true)
    await expectFit(at(ses.endpoint), /SES sends for studio@example\.org/)
    ses.account.ProductionAccessEnabled = false
    await expectFinding(at(ses.endpoint), 'wrong', /sandbox/)
    ses.account.SendingEnabled = false
    await expectFinding(at(ses.endpoint), 'wrong', /taken the right to send/)
  })

  test('needs rights, and says which are missing', async () => {
    await using ses = await sesCounterpart({ region, keys })
    await expectFinding(at(ses.endpoint, 'wrong'), 'wrong', /SES cannot be asked/)
    const denied = { status: 403, error: 'AccessDeniedException', message: 'No' }
    ses.identities.set(from, true).set('example.org', true)
    ses.answers.push('accept', denied, denied)
    await expectFinding(at(ses.endpoint), 'advice', /ses:GetEmailIdentity is missing/)
  })
})

test('mail that stays in a folder is said to', () =>
  expectFit(mailCheck({ aws, mail: { kind: 'outbox', from, folder: '/data/outbox' } }), /stays in \/data\/outbox/))
