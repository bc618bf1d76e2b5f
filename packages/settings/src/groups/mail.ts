import { choice, Incomplete, required } from '../group.ts'
import type { Secret } from '../secret.ts'
import { regionOf } from './aws.ts'

/** How mail leaves. The outbox keeps it as files. */
export type Mail =
  | { kind: 'outbox' }
  | { kind: 'smtp'; from: string; url: Secret }
  | { kind: 'ses'; from: string; region: string; configurationSet: string | undefined }

export const mail = choice<Mail>()(
  ['FROM_EMAIL', 'SMTP_URL', 'SES_CONFIGURATION_SET', 'AWS_REGION', 'AWS_DEFAULT_REGION'],
  {
    embedded: () => ({ kind: 'outbox' }),
    read: (set) => {
      const { SMTP_URL: url, SES_CONFIGURATION_SET: configurationSet } = set
      const region = regionOf(set)
      if (url && configurationSet) throw new Incomplete(['SMTP_URL and SES_CONFIGURATION_SET: set one of them'])
      if (url) return { kind: 'smtp', from: required(set, ['FROM_EMAIL'], 'mail by SMTP').FROM_EMAIL, url }
      if (!configurationSet && !(set.FROM_EMAIL && region)) return { kind: 'outbox' }
      const from = required(set, ['FROM_EMAIL'], 'mail by SES').FROM_EMAIL
      if (!region) throw new Incomplete(['AWS_DEFAULT_REGION is missing: mail by SES needs it'])
      return { kind: 'ses', from, region, configurationSet }
    },
  },
)
