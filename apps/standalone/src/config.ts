import { resolve } from 'node:path'
import { type Environment, environmentSchema } from '@better-and-bliss/api/src/config/environment.ts'
import { addressesOf, edgeSettings, hostOf, mediaDirOf, parseSettings, rawSettings } from '@better-and-bliss/settings'
import { z } from 'zod'
import type { LogLimits } from './log-file.ts'
import type { PortChoice } from './ports.ts'

export interface Config {
  dataDir: string
  mediaDir: string
  environment: Environment['ENVIRONMENT']
  host: string
  ports: { api: PortChoice; web: PortChoice; edge: PortChoice }
  /** Where browsers find them. */
  urls: { api: string; web: string; edge: string }
  demoCatalogue: boolean
  logLimits: LogLimits
  /** What somebody chose; the rest is generated. */
  chosen: { databaseUrl?: string; streamingSecretKey?: string; jwtSecretKey?: string }
  /** The whole environment, for the processes that are started. */
  inherited: NodeJS.ProcessEnv
}

/** The API's own rules, so that both say the same; here the secrets and the database may be left to us. */
const schema = environmentSchema
  .extend({
    DATABASE_URL: environmentSchema.shape.DATABASE_URL.optional(),
    JWT_SECRET_KEY: environmentSchema.shape.JWT_SECRET_KEY.optional(),
    STREAMING_SECRET_KEY: environmentSchema.shape.STREAMING_SECRET_KEY.optional(),
    DEMO_CATALOGUE: z.stringbool().default(true),
    LOG_MAX_MEGABYTES: z.coerce.number('must be a number').int().min(1).max(10_000).default(10),
    LOG_KEEP_FILES: z.coerce.number('must be a number').int().min(0).max(100).default(3),
    ...edgeSettings,
  })
  .refine(({ API_PORT, WEB_PORT, EDGE_PORT }) => new Set([API_PORT, WEB_PORT, EDGE_PORT]).size === 3, {
    path: ['API_PORT'],
    error: 'must differ from WEB_PORT and EDGE_PORT, and they from each other',
  })
type Settings = z.infer<typeof schema>

/** Reads the settings of this process: the only place that looks at its environment. @throws ConfigError */
export function readConfig(): Config {
  return parseConfig(rawSettings(process))
}

/** A file that somebody names on the command line: npm runs us elsewhere than where it was called. */
export function namedPath(path: string): string {
  return resolve(process.env.INIT_CWD ?? '.', path)
}

/** @throws ConfigError with every problem at once. */
export function parseConfig(inherited: NodeJS.ProcessEnv): Config {
  return toConfig(parseSettings(schema, inherited), inherited)
}

function toConfig(settings: Settings, inherited: NodeJS.ProcessEnv): Config {
  const { API_PORT, WEB_PORT, EDGE_PORT } = settings
  return {
    dataDir: resolve(settings.DATA_DIR),
    mediaDir: resolve(mediaDirOf(settings)),
    environment: settings.ENVIRONMENT,
    host: hostOf(settings),
    ports: {
      api: { role: 'API', variable: 'API_PORT', port: API_PORT },
      web: { role: 'web app', variable: 'WEB_PORT', port: WEB_PORT },
      edge: { role: 'media edge', variable: 'EDGE_PORT', port: EDGE_PORT },
    },
    urls: addressesOf(settings),
    demoCatalogue: settings.DEMO_CATALOGUE,
    logLimits: { maxBytes: settings.LOG_MAX_MEGABYTES * 1024 * 1024, keepFiles: settings.LOG_KEEP_FILES },
    chosen: {
      databaseUrl: settings.DATABASE_URL,
      streamingSecretKey: settings.STREAMING_SECRET_KEY,
      jwtSecretKey: settings.JWT_SECRET_KEY,
    },
    inherited,
  }
}
