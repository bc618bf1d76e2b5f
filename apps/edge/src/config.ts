import { join } from 'node:path'
import type { Grant, StreamKeys } from '@better-and-bliss/stream-token'
import { z } from 'zod'

/** What may be shown and logged. Secrets are apart, in `keys`. */
export type EdgeConfig = {
  host: string
  port: number
  mediaDir: string
  webOrigin: string
  backendUrl: string
  checkTokens: boolean
  maxTtlSeconds: Record<Grant['scope'], number>
}

export class ConfigError extends Error {
  override name = 'ConfigError'
}

/** Reads the environment, where an empty variable counts as unset; throws a ConfigError that names every problem at once. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): { config: EdgeConfig; keys: StreamKeys } {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(given)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
    throw new ConfigError(`The edge cannot start with this configuration:\n${problems.join('\n')}`)
  }
  const vars = parsed.data
  const streamMinutes = Math.max(vars.VIDEO_URL_EXPIRY_MINUTES, vars.AUDIO_URL_EXPIRY_MINUTES)
  return {
    config: {
      host: vars.HOST,
      port: vars.EDGE_PORT,
      mediaDir: vars.MEDIA_DIR ?? join(vars.DATA_DIR, 'media'),
      webOrigin: new URL(vars.FRONTEND_URL).origin,
      backendUrl: vars.BACKEND_URL,
      checkTokens: vars.ENABLE_STREAMING_TOKEN_VALIDATION,
      // Picture tokens end on the full hour, so that browsers can keep pictures: up to an hour later than configured.
      maxTtlSeconds: { stream: streamMinutes * 60, pictures: (vars.THUMBNAIL_URL_EXPIRY_HOURS + 1) * 3600 },
    },
    keys: { current: vars.STREAMING_SECRET_KEY, previous: vars.STREAMING_SECRET_KEY_PREVIOUS },
  }
}

const secret = z.string('is required').min(32, 'must have at least 32 characters')
const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https URL' })
const PLACEHOLDER = /change.?(?:this|me)|placeholder|your.?secret/i
const count = z.coerce.number('must be a number').int('must be a whole number').min(1, 'must be at least 1')

const Environment = z
  .object({
    ENVIRONMENT: z.enum(['development', 'production', 'test']).default('development'),
    HOST: z.string().default('127.0.0.1'),
    EDGE_PORT: count.max(65_535, 'must be a port').default(8080),
    DATA_DIR: z.string().default('./data'),
    MEDIA_DIR: z.string().optional(),
    FRONTEND_URL: httpUrl.default('http://localhost:5173'),
    BACKEND_URL: httpUrl.default('http://127.0.0.1:8000'),
    STREAMING_SECRET_KEY: secret,
    STREAMING_SECRET_KEY_PREVIOUS: secret.optional(),
    VIDEO_URL_EXPIRY_MINUTES: count.default(120),
    AUDIO_URL_EXPIRY_MINUTES: count.default(120),
    THUMBNAIL_URL_EXPIRY_HOURS: count.default(24),
    ENABLE_STREAMING_TOKEN_VALIDATION: z.stringbool('must be true or false').default(true),
  })
  .refine(
    ...inProduction('ENABLE_STREAMING_TOKEN_VALIDATION', (checked) => checked !== false, 'must be true in production'),
  )
  .refine(
    ...inProduction('FRONTEND_URL', (url) => String(url).startsWith('https:'), 'must begin with https in production'),
  )
  .refine(...inProduction('STREAMING_SECRET_KEY', (key) => !PLACEHOLDER.test(String(key)), 'is still a placeholder'))

/** A rule that is judged even where other variables are wrong, so that all problems are told at once. */
function inProduction(name: string, holds: (value: unknown) => boolean, error: string): Rule {
  const rule = (vars: Record<string, unknown>) => vars.ENVIRONMENT !== 'production' || holds(vars[name])
  return [rule, { path: [name], error, when: () => true }]
}

type Rule = [(vars: Record<string, unknown>) => boolean, { path: string[]; error: string; when: () => boolean }]
