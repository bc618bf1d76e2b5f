import { resolve } from 'node:path'
import { addressesOf, hostOf, mediaDirOf, parseSettings, rawSettings } from '@better-and-bliss/settings'
import { type Environment, environmentSchema, UNBUILT } from './config/environment.ts'
import type { RateLimit } from './config/rate-limit-text.ts'

/** What the process is set to do. Safe to log. */
export interface Config {
  environment: Environment['ENVIRONMENT']
  logLevel: Environment['LOG_LEVEL']
  host: string
  port: number
  frontendUrl: string
  backendUrl: string
  edgeUrl: string
  mediaDir: string
  workDir: string
  ffmpegPath: string | undefined
  maxSourceBytes: number
  searchPath: string
  accessTokenSeconds: number
  refreshTokenSeconds: number
  cookie: { secure: boolean; sameSite: 'strict' | 'lax'; domain: string | undefined; suffix: string }
  /** How long what has ended is kept. */
  keepDays: { streamSessions: number; signIns: number; jobs: number }
  streaming: { videoUrlSeconds: number; audioUrlSeconds: number; pictureUrlSeconds: number }
  /** Whose `X-Forwarded-For` counts: addresses and CIDR ranges. */
  trustedProxies: string[]
  rateLimits: Record<keyof typeof PRODUCTION_LIMITS, RateLimit | null>
  /** "feature: VARIABLE, VARIABLE" for what is set but does nothing yet. */
  unbuilt: string[]
}

/** What must never be logged or sent. */
export interface Secrets {
  databaseUrl: string
  jwtKey: string
  streamKeys: { current: string; previous?: string }
}

/** The specification's own limits, and ours for what it leaves open; outside production they apply only when they are set. */
const PRODUCTION_LIMITS = {
  register: { points: 5, durationSeconds: 900 },
  login: { points: 10, durationSeconds: 300 },
  refresh: { points: 30, durationSeconds: 300 },
  validate: { points: 60, durationSeconds: 60 },
  api: { points: 100, durationSeconds: 60 },
}

/** Reads the settings of this process: the only place that looks at its environment. @throws ConfigError */
export function readConfig(): { config: Config; secrets: Secrets } {
  return parseConfig(rawSettings(process))
}

/** @throws ConfigError with every problem at once. */
export function parseConfig(raw: NodeJS.ProcessEnv): { config: Config; secrets: Secrets } {
  const settings = parseSettings(environmentSchema, raw)
  return { config: toConfig(settings, raw.PATH), secrets: toSecrets(settings) }
}

function toConfig(env: Environment, searchPath = ''): Config {
  const { api, web, edge } = addressesOf(env)
  return {
    environment: env.ENVIRONMENT,
    logLevel: env.LOG_LEVEL,
    host: hostOf(env),
    port: env.API_PORT,
    frontendUrl: web,
    backendUrl: api,
    edgeUrl: edge,
    mediaDir: resolve(mediaDirOf(env)),
    workDir: resolve(env.DATA_DIR, 'work'),
    ffmpegPath: env.FFMPEG_PATH,
    maxSourceBytes: env.MAX_SOURCE_GB * 1e9,
    searchPath,
    accessTokenSeconds: env.ACCESS_TOKEN_EXPIRE_MINUTES * 60,
    refreshTokenSeconds: env.REFRESH_TOKEN_EXPIRE_DAYS * 86_400,
    cookie: {
      secure: env.ENVIRONMENT !== 'development',
      sameSite: env.COOKIE_SAMESITE,
      domain: env.COOKIE_DOMAIN,
      suffix: env.ENVIRONMENT === 'development' ? portOfLoopback(api) : '',
    },
    keepDays: {
      streamSessions: env.STREAM_SESSIONS_KEEP_DAYS,
      signIns: env.SIGN_INS_KEEP_DAYS,
      jobs: env.JOBS_KEEP_DAYS,
    },
    streaming: {
      videoUrlSeconds: env.VIDEO_URL_EXPIRY_MINUTES * 60,
      audioUrlSeconds: env.AUDIO_URL_EXPIRY_MINUTES * 60,
      pictureUrlSeconds: env.THUMBNAIL_URL_EXPIRY_HOURS * 3600,
    },
    trustedProxies: env.TRUSTED_PROXIES ?? [],
    rateLimits: toRateLimits(env),
    unbuilt: unbuiltFeatures(env),
  }
}

/** `_8000` where several installations may share a host, and with it each other's cookies. */
function portOfLoopback(apiUrl: string): string {
  const { hostname, port } = new URL(apiUrl)
  return /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname) ? `_${port}` : ''
}

function toRateLimits(env: Environment): Config['rateLimits'] {
  const defaults = env.ENVIRONMENT === 'production' ? PRODUCTION_LIMITS : null
  return {
    register: env.RATE_LIMIT_REGISTER ?? defaults?.register ?? null,
    login: env.RATE_LIMIT_LOGIN ?? defaults?.login ?? null,
    refresh: env.RATE_LIMIT_REFRESH ?? defaults?.refresh ?? null,
    validate: env.RATE_LIMIT_VALIDATE ?? defaults?.validate ?? null,
    api: env.RATE_LIMIT_API ?? defaults?.api ?? null,
  }
}

function toSecrets(env: Environment): Secrets {
  return {
    databaseUrl: withSslMode(env.DATABASE_URL, env.DB_SSL_MODE),
    jwtKey: env.JWT_SECRET_KEY,
    streamKeys: {
      current: env.STREAMING_SECRET_KEY,
      ...(env.STREAMING_SECRET_KEY_PREVIOUS && { previous: env.STREAMING_SECRET_KEY_PREVIOUS }),
    },
  }
}

function withSslMode(databaseUrl: string, mode: Environment['DB_SSL_MODE']): string {
  if (!mode) return databaseUrl
  const url = new URL(databaseUrl)
  url.searchParams.set('sslmode', mode)
  return url.href
}

/** A variable that has its default value asks for nothing. */
function unbuiltFeatures(env: Environment): string[] {
  return Object.entries(UNBUILT).flatMap(([feature, names]) => {
    const used = names.filter((name) => env[name] !== environmentSchema.shape[name].safeParse(undefined).data)
    return used.length > 0 ? [`${feature}: ${used.join(', ')}`] : []
  })
}
