import type { WorkerSettings } from '@better-and-bliss/settings'
import { outboxMailer } from '../adapters/local/outbox/outbox-mailer.ts'
import { mimeComposer } from '../adapters/mail/mime/compose-mime.ts'
import { smtpMailer } from '../adapters/mail/smtp/smtp-mailer.ts'
import type { SendParts } from '../mail/send-due.ts'
import type { Mailer } from '../ports/mailer.ts'
import { sdkKey } from './aws-key.ts'
import { systemClock, systemRandom } from './machine.ts'

/** What sends the mails that wait. */
export async function composeMail(
  settings: WorkerSettings,
): Promise<Omit<SendParts, 'db' | 'rootKeys' | 'log' | 'writeCampaign' | 'noteDeadAddress' | 'wantsReminder'>> {
  const { mail, frontendUrl, supportEmail } = settings
  return {
    mailer: await chooseMailer(settings),
    sender: { from: mail.from, frontendUrl, supportEmail },
    clock: systemClock,
    random: systemRandom,
  }
}

async function chooseMailer({ mail, aws }: WorkerSettings): Promise<Mailer> {
  const composeMime = mimeComposer({ from: mail.from, clock: systemClock })
  switch (mail.kind) {
    case 'outbox':
      return outboxMailer({ folder: mail.folder, composeMime })
    case 'smtp':
      return smtpMailer({ from: mail.from, url: mail.url.reveal(), composeMime })
    case 'ses': {
      // Megabytes that only this choice needs.
      const { sesMailer } = await import('../adapters/aws/ses/ses-mailer.ts')
      return sesMailer({ ...mail, credentials: sdkKey(aws.credentials), composeMime })
    }
  }
}
