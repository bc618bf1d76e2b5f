import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2'
import type { ComposeMime, Mailer } from '../../../ports/mailer.ts'
import { sesRefusal } from './ses-refusal.ts'

/** For a connection, for each answer, and for everything; `attempts` that the SDK makes, after pauses of chance. */
const LIMITS = { connectMs: 2_500, answerMs: 5_000, totalMs: 20_000, attempts: 3 }

interface SesAccess {
  region: string
  /** Undefined where the machine's role gives access. */
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string } | undefined
  /** Where SES answers, if not where AWS says. */
  endpoint?: string
  limits?: typeof LIMITS
}

/** Hands mails to Amazon SES (API v2), as they were composed. */
export function sesMailer({
  from,
  configurationSet,
  composeMime,
  limits = LIMITS,
  ...access
}: SesAccess & { from: string; configurationSet: string | undefined; composeMime: ComposeMime }): Mailer {
  const client = sesClient(access, limits)
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

function sesClient({ region, credentials, endpoint }: SesAccess, limits: typeof LIMITS): SESv2Client {
  return new SESv2Client({
    region,
    ...(credentials && { credentials }),
    ...(endpoint && { endpoint }),
    maxAttempts: limits.attempts,
    requestHandler: {
      connectionTimeout: limits.connectMs,
      requestTimeout: limits.answerMs,
      throwOnRequestTimeout: true,
    },
  })
}
