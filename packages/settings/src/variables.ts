import { z } from 'zod'
import { databaseAddress } from './database-address.ts'
import { proxyList, rangeList } from './proxies.ts'
import { rateLimitText } from './rate-limit-text.ts'
import { Secret } from './secret.ts'

const text = z.string().optional()
const flag = (fallback: boolean) => z.stringbool('must be true or false').default(fallback)
const anyPort = z.coerce
  .number('must be a port')
  .int('must be a port')
  .min(1, 'must be a port')
  .max(65_535, 'must be a port')
const port = (fallback: number) => anyPort.default(fallback)
const whole = (fallback: number, min: number, max: number) =>
  z.coerce.number('must be a number').int().min(min).max(max).default(fallback)
const keepDays = (least: number, { most = 3_650, fallback = 30 } = {}) =>
  z.coerce.number('must be a number of days').int().min(least).max(most).default(fallback)
const address = z
  .url({ protocol: /^https?$/, error: 'must be an http(s) address' })
  .transform((text) => text.replace(/\/+$/, ''))
const url = address.optional()
const hostName = z.hostname('must be a host name alone, such as d111111abcdef8.cloudfront.net')
/** People copy it with its scheme or without. */
const hostedPage = z
  .string()
  .transform((page) => (/^https?:\/\//i.test(page) ? page : `https://${page}`).replace(/\/+$/, ''))
  .pipe(z.url('must be a host name such as your-app.auth.us-east-1.amazoncognito.com'))
const idList = z
  .string()
  .regex(/^\w+(\s*,\s*\w+)*$/, 'must be ids with commas between')
  .transform((text) => text.split(',').map((id) => id.trim()))
const metricNames = z
  .string()
  .regex(/^\w+(\s*,\s*\w+)*$/, 'must be names of metrics with commas between, such as betterbliss_jobs')
  .transform((text) => text.split(',').map((name) => name.trim()))
/** `*` is everywhere. */
const countryList = z
  .string()
  .regex(
    /^\s*(\*|[a-z]{2}(\s*,\s*[a-z]{2})*)\s*$/i,
    'must be codes of two letters with commas between, such as CH, DE, or *',
  )
  .transform((text) =>
    text.trim() === '*' ? ('everywhere' as const) : text.split(',').map((code) => code.trim().toUpperCase()),
  )
/** A leading dot is what older texts write, and says nothing. */
const cookieDomain = z
  .string()
  .transform((domain) => domain.replace(/^\./, ''))
  .pipe(z.hostname('must be a domain, such as example.org'))
const sealed = (schema: z.ZodType<string>) =>
  schema
    .transform((value) => new Secret(value))
    .optional()
    .meta({ secret: true })
const key = sealed(z.string().min(32, 'must have at least 32 characters'))
/** As the specification makes them. The last of 43 letters holds four bits that count. */
const key256 = sealed(
  z
    .string()
    .regex(
      /^[\w-]{42}[AEIMQUYcgkosw048]$/,
      'must be 32 bytes as base64url: python3 -c "import secrets; print(secrets.token_urlsafe(32))"',
    ),
)
const secretText = sealed(z.string())

const PART = '(?:[^\\s/?#:@%]|%[0-9a-f]{2})+'
/** No path and no query: nodemailer would take settings from there, such as to trust every certificate. */
const SMTP_SERVER = new RegExp(
  `^smtps?://(?:${PART}:${PART}@)?(?:\\[[0-9a-f:.]+\\]|[^\\s/?#:@%[\\]]+)(?::\\d{1,5})?/?$`,
  'i',
)
const SMTP_FORM = 'must be smtp://user:password@host:port or smtps://, with signs in user and password such as @ as %40'

function isEncoded(text: string): boolean {
  try {
    return decodeURIComponent(text) !== ''
  } catch {
    return false
  }
}

const sslMode = z.enum(['disable', 'prefer', 'require', 'verify-ca', 'verify-full'])

/** The driver would take these over what we tell it. */
const FOREIGN_TLS = /^(ssl|sslcert|sslkey|sslnegotiation|uselibpqcompat)$/

function leavesTlsToUs(url: string): boolean {
  const { parameters } = databaseAddress(url)
  const mode = parameters.get('sslmode')
  if (mode !== undefined && !sslMode.safeParse(mode).success) return false
  return ![...parameters.keys()].some((name) => FOREIGN_TLS.test(name))
}

/** The issuer of Google's tokens. */
export const GOOGLE = 'https://accounts.google.com'

/** No access token outlives its sign-in's row: 10,080 minutes, and a day of clocks that differ. */
const LONGEST_TOKEN_DAYS = 8

/** The store of the media forgets parts that are older than a day more. */
const LONGEST_UPLOAD_DAYS = 7

/** Every variable of the specification and of ours, once: how it must look, and its default. An empty value counts as not set. */
export const variables = {
  ENVIRONMENT: z.enum(['development', 'production', 'test']).default('development'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  HOST: text,
  API_PORT: port(8000),
  WEB_PORT: port(5173),
  EDGE_PORT: port(8080),
  OUTBOX_PORT: anyPort.optional(),
  METRICS_PORT: anyPort.optional(),
  METRICS_HOST: text,
  METRICS_LOGGED: metricNames.default([]),
  FRONTEND_URL: url,
  BACKEND_URL: url,
  EDGE_URL: url,
  CLOUDFRONT_DOMAIN: hostName.optional(),
  CLOUDFRONT_KEY_VALUE_STORE_ARN: z
    .string()
    .regex(
      /^arn:aws:cloudfront::\d{12}:key-value-store\/[\w-]+$/,
      'must be arn:aws:cloudfront::ACCOUNT:key-value-store/ID',
    )
    .optional(),
  AWS_ENDPOINT_URL_CLOUDFRONT_KEYVALUESTORE: url,
  DATA_DIR: z.string().default('./data'),
  MEDIA_DIR: text,
  SUPPORT_EMAIL: z.email('must be an email address').optional(),
  SHOW_VIEW_COUNTS: flag(false),
  FFMPEG_PATH: text,
  CREATORS_PUBLISH: flag(true),
  MAX_SOURCE_GB: z.coerce.number().positive().max(10_000).default(20),
  UPLOAD_QUOTA_GB: z.coerce.number().positive().max(1_000_000).default(500),
  ENABLE_LOUDNESS_NORMALISATION: flag(true),
  TRUSTED_PROXIES: proxyList.optional(),
  ADMIN_ALLOWED_IPS: rangeList.optional(),
  VIEWER_COUNTRY: z.enum(['off', 'cloudfront']).default('off'),
  CLOUDFRONT_ORIGIN_SECRET: key,
  GEOIP_DATABASE: text,
  DEMO_CATALOGUE: flag(true),
  LOG_MAX_MEGABYTES: whole(10, 1, 10_000),
  LOG_KEEP_FILES: whole(3, 0, 100),
  BACKUP_DIR: text,
  BACKUP_KEEP: whole(7, 1, 1_000),
  BACKUP_MEDIA: flag(false),
  BACKUP_PASSPHRASE_FILE: text,
  WORKERS: whole(1, 1, 64),

  SECRETS_ID: text,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: url,

  DATABASE_URL: sealed(
    z
      .url({ protocol: /^postgres(ql)?$/, error: 'must be postgresql://user:password@host:port/name' })
      .refine(leavesTlsToUs, 'TLS is chosen by DB_SSL_MODE and DB_SSL_CA, not by other parameters of the address'),
  ),
  DB_SSL_MODE: sslMode.optional(),
  DB_SSL_CA: text,

  JWT_SECRET_KEY: key,
  JWT_SECRET_KEY_PREVIOUS: key,
  ACCESS_TOKEN_EXPIRE_MINUTES: whole(15, 1, 10_080),
  REFRESH_TOKEN_EXPIRE_DAYS: whole(7, 1, 365),
  COOKIE_SAMESITE: z.enum(['strict', 'lax']).default('strict'),
  COOKIE_HTTPONLY: z
    .stringbool()
    .pipe(z.literal(true, 'must stay true: scripts may never read a session'))
    .default(true),
  COOKIE_DOMAIN: cookieDomain.optional(),

  GOOGLE_CLIENT_ID: text,
  GOOGLE_CLIENT_SECRET: secretText,
  GOOGLE_ISSUER: address.default(GOOGLE),
  GOOGLE_STAND_IN_PORT: anyPort.optional(),

  STREAMING_SECRET_KEY: key,
  STREAMING_SECRET_KEY_PREVIOUS: key,
  VIDEO_URL_EXPIRY_MINUTES: whole(120, 1, 10_080),
  AUDIO_URL_EXPIRY_MINUTES: whole(120, 1, 10_080),
  THUMBNAIL_URL_EXPIRY_HOURS: whole(24, 1, 168),
  REVOCATIONS_MAX_AGE_SECONDS: whole(300, 10, 86_400),
  ENABLE_STREAMING_TOKEN_VALIDATION: flag(true),

  STREAM_SESSIONS_KEEP_DAYS: keepDays(1),
  SIGN_INS_KEEP_DAYS: keepDays(LONGEST_TOKEN_DAYS),
  ADDRESSES_KEEP_DAYS: keepDays(1),
  MAILS_KEEP_DAYS: keepDays(1),
  UPLOADS_KEEP_DAYS: keepDays(1, { most: LONGEST_UPLOAD_DAYS, fallback: 2 }),
  JOBS_KEEP_DAYS: keepDays(1),
  VIEWS_KEEP_MONTHS: whole(13, 1, 120),

  RATE_LIMIT_REGISTER: rateLimitText.optional(),
  RATE_LIMIT_LOGIN: rateLimitText.optional(),
  RATE_LIMIT_REFRESH: rateLimitText.optional(),
  RATE_LIMIT_VALIDATE: rateLimitText.optional(),
  RATE_LIMIT_PASSWORD_RESET: rateLimitText.optional(),
  RATE_LIMIT_API: rateLimitText.optional(),
  REDIS_URL: sealed(z.url({ protocol: /^rediss?$/, error: 'must be redis://user:password@host:port' })),

  AWS_REGION: text,
  AWS_DEFAULT_REGION: text,
  AWS_ACCESS_KEY_ID: text,
  AWS_SECRET_ACCESS_KEY: secretText,
  AWS_SESSION_TOKEN: secretText,
  COGNITO_USER_POOL_ID: text,
  COGNITO_CLIENT_ID: text,
  COGNITO_CLIENT_SECRET: secretText,
  COGNITO_DOMAIN: hostedPage.optional(),
  COGNITO_NATIVE_CLIENT_IDS: idList.optional(),
  AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: url,
  VIDEO_BUCKET_NAME: text,
  S3_REGION: text,
  AWS_ENDPOINT_URL_S3: url,
  MEDIACONVERT_ENDPOINT: url,
  MEDIACONVERT_ROLE: text,
  MEDIACONVERT_QUEUE: text,
  MEDIACONVERT_EVENTS_QUEUE_URL: url,
  FROM_EMAIL: z.email('must be an email address').optional(),
  SMTP_URL: sealed(z.string().refine((address) => SMTP_SERVER.test(address) && isEncoded(address), SMTP_FORM)),
  SES_CONFIGURATION_SET: text,
  SES_NOTIFICATIONS_TOPIC_ARN: z
    .string()
    .regex(/^arn:aws(-cn|-us-gov)?:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/, 'must be arn:aws:sns:REGION:ACCOUNT:NAME')
    .optional(),
  VAPID_PRIVATE_KEY: key256,
  VAPID_SUBJECT: z
    .string()
    .regex(/^(mailto:[^@\s]+@[^@\s]+|https:\/\/[^/\s]+\S*)$/, 'must be mailto: with an address, or an https:// address')
    .optional(),
  PUSH_SERVICE_URL: url,
  NEWSLETTER_MAILS_PER_SECOND: z.coerce.number('must be a number').int().min(1).max(1_000).optional(),
  ENABLE_GEO_RESTRICTION: flag(false),
  ALLOWED_COUNTRIES: countryList.optional(),
  ENABLE_CAPTCHA: flag(false),
  RECAPTCHA_SITE_KEY: text,
  RECAPTCHA_SECRET_KEY: secretText,
  RECAPTCHA_MIN_SCORE: z.coerce.number('must be a number').min(0).max(1).default(0.5),
  ENABLE_API_ENCRYPTION: flag(false),
  API_ENCRYPTION_KEY: key256,
  API_ENCRYPTION_KEY_PREVIOUS: key256,
  API_HMAC_KEY: key256,
  API_ENCRYPTION_REQUIRED: flag(false),
  DD_API_KEY: secretText,
  DD_SITE: z.hostname('must be a host name alone, such as datadoghq.eu').optional(),
  DD_SERVICE: text,
  DD_ENV: text,
  DD_VERSION: text,
  DD_TRACE_ENABLED: flag(false),
  DD_LOGS_ENABLED: flag(false),
  DD_TRACE_AGENT_URL: url,
}

export type VariableName = keyof typeof variables

/** Whether a variable holds what must never be logged or sent. */
export function isSecret(name: string): boolean {
  return name in variables && variables[name as VariableName].meta()?.secret === true
}

/** All of which that is true. */
export const SECRET_NAMES: readonly string[] = Object.keys(variables).filter(isSecret)

/** What variables say, parsed. */
export type Values<Name extends VariableName = VariableName> = { [N in Name]: z.output<(typeof variables)[N]> }
