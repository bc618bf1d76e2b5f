import { secret, sharedSettings, streamingSettings } from '@better-and-bliss/settings'
import { z } from 'zod'
import { proxyList } from './proxies.ts'
import { rateLimitText } from './rate-limit-text.ts'

const flag = (fallback: boolean) => z.stringbool().default(fallback)
const text = z.string().optional()
/** No access token outlives its sign-in's row: 10,080 minutes, and a day of clocks that differ. */
const LONGEST_TOKEN_DAYS = 8
const keepDays = (least: number) => z.coerce.number('must be a number of days').int().min(least).max(3_650).default(30)

/** Every variable of the specification and of ours, by its raw name. An empty value counts as not set. */
export const environmentSchema = z.object({
  ...sharedSettings,
  ...streamingSettings,
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  FFMPEG_PATH: text,
  MAX_SOURCE_GB: z.coerce.number().positive().max(10_000).default(20),
  TRUSTED_PROXIES: proxyList.optional(),

  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be postgresql://user:password@host:port/name' }),
  DB_SSL_MODE: z.enum(['disable', 'require', 'verify-full']).optional(),

  JWT_SECRET_KEY: secret,
  ACCESS_TOKEN_EXPIRE_MINUTES: z.coerce.number().int().min(1).max(10_080).default(15),
  REFRESH_TOKEN_EXPIRE_DAYS: z.coerce.number().int().min(1).max(365).default(7),
  COOKIE_SAMESITE: z.enum(['strict', 'lax']).default('strict'),
  COOKIE_HTTPONLY: z
    .stringbool()
    .pipe(z.literal(true, 'must stay true: scripts may never read a session'))
    .default(true),
  COOKIE_DOMAIN: text,

  STREAM_SESSIONS_KEEP_DAYS: keepDays(1),
  SIGN_INS_KEEP_DAYS: keepDays(LONGEST_TOKEN_DAYS),
  JOBS_KEEP_DAYS: keepDays(1),

  RATE_LIMIT_REGISTER: rateLimitText.optional(),
  RATE_LIMIT_LOGIN: rateLimitText.optional(),
  RATE_LIMIT_REFRESH: rateLimitText.optional(),
  RATE_LIMIT_VALIDATE: rateLimitText.optional(),
  RATE_LIMIT_PASSWORD_RESET: rateLimitText.optional(),
  RATE_LIMIT_API: rateLimitText.optional(),

  AWS_REGION: text,
  AWS_DEFAULT_REGION: text,
  AWS_ACCESS_KEY_ID: text,
  AWS_SECRET_ACCESS_KEY: text,
  COGNITO_USER_POOL_ID: text,
  COGNITO_CLIENT_ID: text,
  COGNITO_CLIENT_SECRET: text,
  COGNITO_DOMAIN: text,
  VIDEO_BUCKET_NAME: text,
  S3_REGION: text,
  MEDIACONVERT_ENDPOINT: text,
  MEDIACONVERT_ROLE: text,
  MEDIACONVERT_QUEUE: text,
  FROM_EMAIL: z.email().optional(),
  SES_CONFIGURATION_SET: text,
  ENABLE_GEO_RESTRICTION: flag(false),
  ALLOWED_COUNTRIES: text,
  ENABLE_CAPTCHA: flag(false),
  RECAPTCHA_SECRET_KEY: text,
  RECAPTCHA_MIN_SCORE: z.coerce.number().min(0).max(1).default(0.5),
  ENABLE_API_ENCRYPTION: flag(false),
  API_ENCRYPTION_KEY: text,
  API_HMAC_KEY: text,
  DD_API_KEY: text,
  DD_SITE: text,
  DD_SERVICE: text,
  DD_ENV: text,
  DD_VERSION: text,
  DD_TRACE_ENABLED: flag(false),
  DD_LOGS_ENABLED: flag(false),
})

export type Environment = z.infer<typeof environmentSchema>

/** Variables that are read and checked, but whose feature does not exist yet. A start-up line names those in use. */
export const UNBUILT: Record<string, (keyof Environment)[]> = {
  'AWS Cognito sign-in': ['COGNITO_USER_POOL_ID', 'COGNITO_CLIENT_ID', 'COGNITO_CLIENT_SECRET', 'COGNITO_DOMAIN'],
  'S3 storage': ['VIDEO_BUCKET_NAME', 'S3_REGION'],
  'AWS access': ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
  MediaConvert: ['MEDIACONVERT_ENDPOINT', 'MEDIACONVERT_ROLE', 'MEDIACONVERT_QUEUE'],
  'e-mail': ['FROM_EMAIL', 'SES_CONFIGURATION_SET', 'RATE_LIMIT_PASSWORD_RESET'],
  'geo restriction': ['ENABLE_GEO_RESTRICTION', 'ALLOWED_COUNTRIES'],
  CAPTCHA: ['ENABLE_CAPTCHA', 'RECAPTCHA_SECRET_KEY', 'RECAPTCHA_MIN_SCORE'],
  'API encryption': ['ENABLE_API_ENCRYPTION', 'API_ENCRYPTION_KEY', 'API_HMAC_KEY'],
  Datadog: ['DD_API_KEY', 'DD_SITE', 'DD_SERVICE', 'DD_ENV', 'DD_VERSION', 'DD_TRACE_ENABLED', 'DD_LOGS_ENABLED'],
}
