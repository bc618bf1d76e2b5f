import { SendEmailCommand } from '@aws-sdk/client-sesv2'
import type { ComposeMime, Mailer } from '../../../ports/mailer.ts'
import { LIMITS, type SesAccess, sesClient } from './ses-client.ts'
import { sesRefusal } from './ses-refusal.ts'

/** Hands mails to Amazon SES (API v2), as they were composed. */
export function sesMailer({
  from,
  configurationSet,
  composeMime,
  limits = LIMITS,
  ...access
}: SesAccess & { from: string; configurationSet: string | undefined; composeMime: ComposeMime }): Mailer {
  const client = sesClient({ ...access, limits })
  return {
    send: async (message, signal) => {
      const raw = await composeMime(message)
      const command = new SendEmailCommand({
        FromEmailAddress: from,
        Destination: { ToAddresses: [message.to] },
        Content: { Raw: { Data: raw } },
        ...(configurationSet && { ConfigurationSetName: configurationSet }),
      })
      try {
        const abortSignal = AbortSignal.any([signal, AbortSignal.timeout(limits.totalMs)])
        return (await client.send(command, { abortSignal })).MessageId ?? ''
      } catch (error) {
        signal.throwIfAborted()
        throw sesRefusal(error)
      }
    },
  }
}
