import type { WorkerSettings } from '@better-and-bliss/settings'
import { tryConnection } from '../../adapters/mail/smtp/try-connection.ts'
import { advice, wrong } from '../../ports/finding.ts'
import { sdkKey } from '../aws-key.ts'
import { type Check, fits, type Outcome, reasonOf } from './check.ts'

/** How mail leaves. None is sent. */
export function mailCheck(
  { mail, aws }: Pick<WorkerSettings, 'mail' | 'aws'>,
  options: { endpoint?: string } = {},
): Check {
  return {
    subject: 'Mail',
    look: async () => {
      switch (mail.kind) {
        case 'outbox':
          return [
            fits(
              `It stays in ${mail.folder}, as in development: nobody gets any. FROM_EMAIL with SMTP_URL or SES sends it.`,
            ),
          ]
        case 'smtp':
          return [await ofSmtp(mail.url.reveal())]
        case 'ses': {
          const { readAccount } = await import('../../adapters/aws/ses/ses-account.ts')
          try {
            return ofSes(await readAccount({ ...mail, ...options, credentials: sdkKey(aws.credentials) }), mail.from)
          } catch (error) {
            const remedy = 'Give our role ses:GetAccount and ses:SendEmail, or correct AWS_DEFAULT_REGION.'
            return [wrong(`SES cannot be asked: ${reasonOf(error)}.`, remedy)]
          }
        }
      }
    },
  }
}

async function ofSmtp(url: string): Promise<Outcome> {
  try {
    await tryConnection(url)
    return fits(`The SMTP server ${new URL(url).hostname} lets us in.`)
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error)
    return wrong(says, 'Correct SMTP_URL, or let this machine through to the server. No code and no newsletter leaves.')
  }
}

type Account = Awaited<ReturnType<typeof import('../../adapters/aws/ses/ses-account.ts')['readAccount']>>

function ofSes({ sends, isInSandbox, isVerified }: Account, from: string): Outcome[] {
  const outcomes: (Outcome | false)[] = [
    !sends && wrong('SES has taken the right to send from this account.', 'Its console says why, and what to answer.'),
    isInSandbox &&
      wrong(
        'SES is in its sandbox: it sends to verified addresses alone.',
        'Ask for production access in the console of SES.',
      ),
    isVerified === false &&
      wrong(`SES does not let ${from} send: neither it nor its domain is verified.`, 'Verify the domain, with DKIM.'),
    isVerified === null &&
      advice(
        `Whether ${from} is verified is not seen: ses:GetEmailIdentity is missing.`,
        'Run the doctor with your own rights.',
      ),
  ]
  const found = outcomes.filter((outcome) => outcome !== false)
  return found.length > 0 ? found : [fits(`SES sends for ${from}.`)]
}
