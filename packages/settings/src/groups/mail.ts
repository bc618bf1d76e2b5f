import { group, Incomplete, type Machine, required } from '../group.ts'
import type { Secret } from '../secret.ts'
import type { Values } from '../variables.ts'
import { regionOf } from './aws.ts'

/** How mail leaves, and the address that it comes from. The outbox keeps it as files in a folder, absolute. */
export type Mail =
  | { kind: 'outbox'; from: string; folder: string }
  | { kind: 'smtp'; from: string; url: Secret }
  | { kind: 'ses'; from: string; region: string; configurationSet: string | undefined }

/** Nobody answers to a file. */
const OUTBOX_FROM = 'better-and-bliss@localhost'

export const mail = group(
  ['FROM_EMAIL', 'SMTP_URL', 'SES_CONFIGURATION_SET', 'AWS_REGION', 'AWS_DEFAULT_REGION', 'DATA_DIR'],
  (set, machine): Mail => {
    const { SMTP_URL: url, SES_CONFIGURATION_SET: configurationSet } = set
    const region = regionOf(set)
    if (url && configurationSet) throw new Incomplete(['SMTP_URL and SES_CONFIGURATION_SET: set one of them'])
    if (url) return { kind: 'smtp', from: required(set, ['FROM_EMAIL'], 'mail by SMTP').FROM_EMAIL, url }
    if (!configurationSet && !(set.FROM_EMAIL && region)) return outbox(set, machine)
    const from = required(set, ['FROM_EMAIL'], 'mail by SES').FROM_EMAIL
    if (!region) throw new Incomplete(['AWS_DEFAULT_REGION is missing: mail by SES needs it'])
    return { kind: 'ses', from, region, configurationSet }
  },
)

/** What tells us of bounces and complaints by HTTP. */
export type MailNotifications = { kind: 'off' } | { kind: 'ses'; topicArn: string }

export const mailNotifications = group(
  ['SES_NOTIFICATIONS_TOPIC_ARN'],
  ({ SES_NOTIFICATIONS_TOPIC_ARN: topicArn }): MailNotifications =>
    topicArn === undefined ? { kind: 'off' } : { kind: 'ses', topicArn },
)

/** The page that shows the outbox, which is for the person at this machine. `port`: the one that somebody chose. */
export const outboxPage = group(['OUTBOX_PORT', 'DATA_DIR', 'ENVIRONMENT'], (set, machine) => {
  if (set.ENVIRONMENT === 'production')
    throw new Incomplete(['ENVIRONMENT=production: the page of the outbox shows codes to whoever opens it'])
  return { port: set.OUTBOX_PORT, folder: machine.resolvePath(`${set.DATA_DIR}/outbox`) }
})

/** How many mails of campaigns leave in a second; undefined: as many as the provider takes. */
export const newsletterRate = group(['NEWSLETTER_MAILS_PER_SECOND'], (set) => set.NEWSLETTER_MAILS_PER_SECOND)

function outbox({ FROM_EMAIL, DATA_DIR }: Pick<Values, 'FROM_EMAIL' | 'DATA_DIR'>, machine: Machine): Mail {
  return { kind: 'outbox', from: FROM_EMAIL ?? OUTBOX_FROM, folder: machine.resolvePath(`${DATA_DIR}/outbox`) }
}
