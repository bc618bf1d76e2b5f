import { group, Incomplete, required } from '../group.ts'
import type { Secret } from '../secret.ts'

/** Whether reminders reach devices by Web Push, and who we are to push services: VAPID (RFC 8292). */
export type WebPush =
  | { kind: 'off' }
  | {
      kind: 'vapid'
      privateKey: Secret
      /** Whom they may write to. */
      subject: string
      /** Origin of what stands in for a push service, in tests. */
      standIn: string | null
    }

const NO_SUBJECT = 'VAPID_SUBJECT or SUPPORT_EMAIL is missing: reminders by push need one of them'

export const webPush = group(
  ['VAPID_PRIVATE_KEY', 'VAPID_SUBJECT', 'SUPPORT_EMAIL', 'PUSH_SERVICE_URL'],
  (set): WebPush => {
    if (!set.VAPID_PRIVATE_KEY && !set.VAPID_SUBJECT) return { kind: 'off' }
    const { VAPID_PRIVATE_KEY: privateKey } = required(set, ['VAPID_PRIVATE_KEY'], 'reminders by push')
    const subject = subjectOf(set)
    if (subject === null) throw new Incomplete([NO_SUBJECT])
    const [standIn = null] = /^https?:\/\/[^/]+/.exec(set.PUSH_SERVICE_URL ?? '') ?? []
    return { kind: 'vapid', privateKey, subject, standIn }
  },
)

/** Push services write to nobody about an installation that nobody else reaches; without an address they refuse it. */
const OF_NOBODY = 'mailto:nobody@example.org'

/** Whom push services may write to, where the keys are generated; null: nobody has said it, and nothing can be pushed. */
export const chosenPushSubject = group(
  ['ENVIRONMENT', 'VAPID_PRIVATE_KEY', 'VAPID_SUBJECT', 'SUPPORT_EMAIL'],
  (set): string | null => {
    const subject = subjectOf(set) ?? (set.ENVIRONMENT === 'production' ? null : OF_NOBODY)
    if (subject === null && set.VAPID_PRIVATE_KEY) throw new Incomplete([NO_SUBJECT])
    return subject
  },
)

function subjectOf(set: { VAPID_SUBJECT?: string | undefined; SUPPORT_EMAIL?: string | undefined }): string | null {
  return set.VAPID_SUBJECT ?? (set.SUPPORT_EMAIL ? `mailto:${set.SUPPORT_EMAIL}` : null)
}
