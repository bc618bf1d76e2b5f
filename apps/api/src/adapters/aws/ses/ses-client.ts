import { SESv2Client } from '@aws-sdk/client-sesv2'

/** For a connection, for each answer, and for everything; `attempts` that the SDK makes, after pauses of chance. */
export const LIMITS = { connectMs: 2_500, answerMs: 5_000, totalMs: 20_000, attempts: 3 }

export interface SesAccess {
  region: string
  /** Undefined where the machine's role gives access. */
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string } | undefined
  /** Where SES answers, if not where AWS says. */
  endpoint?: string
  limits?: typeof LIMITS
}

export function sesClient({ region, credentials, endpoint, limits = LIMITS }: SesAccess): SESv2Client {
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
