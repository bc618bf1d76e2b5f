import { z } from 'zod'

const port = (fallback: number) =>
  z.coerce
    .number('must be a port')
    .int('must be a port')
    .min(1, 'must be a port')
    .max(65_535, 'must be a port')
    .default(fallback)
const minutes = (fallback: number) => z.coerce.number('must be a number').int().min(1).max(10_080).default(fallback)
const text = z.string().optional()
const url = z
  .url({ protocol: /^https?$/, error: 'must be an http(s) address' })
  .transform((address) => address.replace(/\/+$/, ''))

/** A key that something is signed or sealed with. */
export const secret = z.string().min(32, 'must have at least 32 characters')

/** What every role reads: where each of them listens and is found, and where files lie. */
export const sharedSettings = {
  ENVIRONMENT: z.enum(['development', 'production', 'test']).default('development'),
  HOST: text,
  API_PORT: port(8000),
  WEB_PORT: port(5173),
  EDGE_PORT: port(8080),
  FRONTEND_URL: url.optional(),
  BACKEND_URL: url.optional(),
  EDGE_URL: url.optional(),
  CLOUDFRONT_DOMAIN: text,
  DATA_DIR: z.string().default('./data'),
  MEDIA_DIR: text,
  SUPPORT_EMAIL: z.email('must be an email address').optional(),
}

/** What API and edge must read alike: one signs, the other checks. */
export const streamingSettings = {
  STREAMING_SECRET_KEY: secret,
  STREAMING_SECRET_KEY_PREVIOUS: secret.optional(),
  VIDEO_URL_EXPIRY_MINUTES: minutes(120),
  AUDIO_URL_EXPIRY_MINUTES: minutes(120),
  THUMBNAIL_URL_EXPIRY_HOURS: z.coerce.number('must be a number').int().min(1).max(168).default(24),
  ENABLE_STREAMING_TOKEN_VALIDATION: z.stringbool('must be true or false').default(true),
}

/** What only the edge reads. */
export const edgeSettings = {
  REVOCATIONS_MAX_AGE_SECONDS: z.coerce.number('must be a number').int().min(10).max(86_400).default(300),
}

const shared = z.object(sharedSettings)
type Shared = z.infer<typeof shared>
type Addresses = Pick<Shared, 'API_PORT' | 'WEB_PORT' | 'EDGE_PORT'> &
  Partial<Pick<Shared, 'BACKEND_URL' | 'FRONTEND_URL' | 'EDGE_URL' | 'CLOUDFRONT_DOMAIN'>>

/** The address to listen on: this machine only, in production all of its addresses. */
export function hostOf({ HOST, ENVIRONMENT }: Pick<Shared, 'HOST' | 'ENVIRONMENT'>): string {
  return HOST ?? (ENVIRONMENT === 'production' ? '0.0.0.0' : '127.0.0.1')
}

/** Where browsers find API, web app and media, without a slash at the end. */
export function addressesOf(settings: Addresses): { api: string; web: string; edge: string } {
  const { CLOUDFRONT_DOMAIN, API_PORT, WEB_PORT, EDGE_PORT } = settings
  const cloudFront = CLOUDFRONT_DOMAIN && `https://${CLOUDFRONT_DOMAIN}`
  return {
    api: settings.BACKEND_URL ?? `http://localhost:${API_PORT}`,
    web: settings.FRONTEND_URL ?? `http://localhost:${WEB_PORT}`,
    edge: settings.EDGE_URL ?? cloudFront ?? `http://localhost:${EDGE_PORT}`,
  }
}

/** Root of the media files, as it was set: perhaps relative to the current folder. */
export function mediaDirOf({ MEDIA_DIR, DATA_DIR }: Pick<Shared, 'MEDIA_DIR' | 'DATA_DIR'>): string {
  return MEDIA_DIR ?? `${DATA_DIR}/media`
}
