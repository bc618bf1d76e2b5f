import type { CausedMail } from '../../../mail/send-later.ts'

/** What tells one mail of a campaign from all others: its reader. */
export function mailOf(campaignId: string): (reader: { id: string; email: string }) => CausedMail {
  return ({ id: subscriberId, email: to }) => ({
    to,
    cause: `campaign:${campaignId}:subscriber:${subscriberId}`,
    mail: { kind: 'campaign', campaignId, subscriberId },
  })
}
