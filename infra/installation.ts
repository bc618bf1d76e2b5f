import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { SIZES } from './sizes.ts'

const host = z.hostname('must be a host name alone, such as app.example.org')
const email = z.email('must be an email address')
const secretArn = z
  .string()
  .regex(/^arn:aws:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+-\w{6}$/, 'must be the whole ARN of a secret')

const schema = z
  .strictObject({
    account: z.string().regex(/^\d{12}$/, 'must be the 12 digits of an account'),
    region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a region, such as eu-central-1'),
    /** Two of the region, such as eu-central-1a. */
    availabilityZones: z.tuple([z.string(), z.string()]),
    size: z.enum(SIZES),
    /** The zone of Route 53 that all hosts, and the address that mail comes from, are in. */
    zone: z.strictObject({ id: z.string().regex(/^Z[A-Z0-9]+$/), name: host }),
    hosts: z.strictObject({ app: host, api: host, media: host }),
    /** Of the media's host, in us-east-1, where CloudFront looks for it. */
    mediaCertificateArn: z.string().regex(/^arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+$/),
    mediaBucketName: z.string().regex(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, 'must be a name for a bucket, without dots'),
    /** Of the page by which people sign in with Google: PREFIX.auth.REGION.amazoncognito.com. */
    cognitoDomainPrefix: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/),
    google: z.strictObject({
      clientId: z.string().min(1),
      /** The name of a secret of Secrets Manager that holds the client's secret, made before. */
      clientSecretName: z.string().min(1),
    }),
    /** Figures, spans and the log go to Datadog, too. */
    datadog: z
      .strictObject({
        site: z.hostname('must be a host name alone, such as datadoghq.eu'),
        /** A secret of Secrets Manager that holds the API key as its text, made before. */
        apiKeySecretArn: secretArn,
      })
      .optional(),
    /** Reminders come on devices, too. */
    webPush: z
      .strictObject({
        /** A secret of Secrets Manager that holds VAPID_PRIVATE_KEY as its text, made before. */
        privateKeySecretArn: secretArn,
      })
      .optional(),
    fromEmail: email,
    supportEmail: email,
    /** Where the studio may be used from: CIDR ranges, which the firewall takes alone. */
    adminAllowedIps: z.array(z.union([z.cidrv4(), z.cidrv6()])).min(1),
    /** Who is told of alarms and of costs. */
    operatorEmail: email,
    monthlyBudgetUsd: z.number().positive(),
  })
  .superRefine(({ zone, hosts, fromEmail }, context) => {
    for (const name of [...Object.values(hosts), fromEmail.replace(/^.*@/, '')]) {
      if (name !== zone.name && !name.endsWith(`.${zone.name}`))
        context.addIssue({ code: 'custom', message: `${name} is not in the zone ${zone.name}` })
    }
  })

/** What tells one installation from another. */
export type Installation = z.output<typeof schema>

/** @throws Error with all that is wrong with it. */
export function readInstallation(path: string): Installation {
  return parseInstallation(JSON.parse(readFileSync(path, 'utf8')))
}

/** @throws Error with all that is wrong with it. */
export function parseInstallation(value: unknown): Installation {
  const { success, data, error } = schema.safeParse(value)
  if (success) return data
  const problems = error.issues.map(({ path, message }) => `  - ${[...path, message].join(': ')}`)
  throw new Error(`The installation cannot be read:\n${problems.join('\n')}`)
}
