import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Environment, environmentSchema } from '@better-and-bliss/api/src/config/environment.ts'
import { productionProblems } from '@better-and-bliss/api/src/config/production.ts'
import { z } from 'zod'
import { CannotStart } from './cannot-start.ts'
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
  /** What somebody chose; the rest is generated. */
  chosen: { databaseUrl?: string; streamingSecretKey?: string; jwtSecretKey?: string }
  /** The whole environment, for the processes that are started. */
  inherited: NodeJS.ProcessEnv
}

/** The API's own rules, so that both say the same; here the secrets and the database may be left to us. */
const schema = environmentSchema.extend({
  DATABASE_URL: environmentSchema.shape.DATABASE_URL.optional(),
  JWT_SECRET_KEY: environmentSchema.shape.JWT_SECRET_KEY.optional(),
  STREAMING_SECRET_KEY: environmentSchema.shape.STREAMING_SECRET_KEY.optional(),
  DEMO_CATALOGUE: z.stringbool().default(true),
})
type Settings = z.infer<typeof schema>

/**
 * Reads the settings: the only place of this app that looks at `process.env`. A `.env` file in the current folder is
 * loaded first and overrides nothing that is set.
 *
 * @throws CannotStart with every problem at once.
 */
export function readConfig(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env')
  return parseConfig(process.env)
}

/** @throws CannotStart with every problem at once. An empty value counts as not set. */
export function parseConfig(inherited: NodeJS.ProcessEnv): Config {
  const set = Object.fromEntries(Object.entries(inherited).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(set)
  const problems = [
    ...(parsed.success ? portProblems(parsed.data) : parsed.error.issues.map(describe)),
    ...(set.ENVIRONMENT === 'production' ? productionProblems(set) : []),
  ]
  if (!parsed.success || problems.length > 0) {
    throw new CannotStart(['The settings do not work:', ...problems.map((problem) => `  - ${problem}`)].join('\n'))
  }
  return toConfig(parsed.data, inherited)
}

function describe({ path, message }: z.core.$ZodIssue): string {
  return `${String(path[0])}: ${message}`
}

function portProblems({ API_PORT, WEB_PORT, EDGE_PORT }: Settings): string[] {
  const distinct = new Set([API_PORT, WEB_PORT, EDGE_PORT]).size === 3
  return distinct ? [] : ['API_PORT, WEB_PORT and EDGE_PORT must differ from each other']
}

function toConfig(settings: Settings, inherited: NodeJS.ProcessEnv): Config {
  const dataDir = resolve(settings.DATA_DIR)
  const { API_PORT, WEB_PORT, EDGE_PORT } = settings
  return {
    dataDir,
    mediaDir: resolve(settings.MEDIA_DIR ?? `${dataDir}/media`),
    environment: settings.ENVIRONMENT,
    host: settings.HOST ?? (settings.ENVIRONMENT === 'production' ? '0.0.0.0' : '127.0.0.1'),
    ports: {
      api: { role: 'API', variable: 'API_PORT', port: API_PORT },
      web: { role: 'web app', variable: 'WEB_PORT', port: WEB_PORT },
      edge: { role: 'media edge', variable: 'EDGE_PORT', port: EDGE_PORT },
    },
    urls: {
      api: settings.BACKEND_URL ?? `http://localhost:${API_PORT}`,
      web: settings.FRONTEND_URL ?? `http://localhost:${WEB_PORT}`,
      edge: settings.EDGE_URL ?? `http://localhost:${EDGE_PORT}`,
    },
    demoCatalogue: settings.DEMO_CATALOGUE,
    chosen: {
      databaseUrl: settings.DATABASE_URL,
      streamingSecretKey: settings.STREAMING_SECRET_KEY,
      jwtSecretKey: settings.JWT_SECRET_KEY,
    },
    inherited,
  }
}
