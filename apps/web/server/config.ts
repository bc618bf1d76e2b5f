import { existsSync } from 'node:fs'
import { z } from 'zod'

/** Where we listen, and the addresses that the pages are told. */
export interface Config {
  host: string
  port: number
  /** The web app's own address; the API answers pages from no other. */
  frontendUrl: string
  apiUrl: string
  edgeUrl: string
}

/** Everything that is wrong with the settings, one line each. */
export class ConfigError extends Error {}

const port = (fallback: number) =>
  z.coerce
    .number('must be a port')
    .int('must be a port')
    .min(1, 'must be a port')
    .max(65_535, 'must be a port')
    .default(fallback)
const url = z
  .url({ protocol: /^https?$/, error: 'must be an http(s) address' })
  .transform((text) => text.replace(/\/+$/, ''))
  .optional()

const environment = z.object({
  HOST: z.string().default('127.0.0.1'),
  WEB_PORT: port(5173),
  API_PORT: port(8000),
  EDGE_PORT: port(8080),
  FRONTEND_URL: url,
  BACKEND_URL: url,
  EDGE_URL: url,
  CLOUDFRONT_DOMAIN: z.string().optional(),
})

/**
 * Reads the settings of this process. This is the only place that looks at `process.env`; a `.env` file in the current
 * folder is loaded first and never overrides what is set already.
 *
 * @throws ConfigError with every problem at once.
 */
export function readConfig(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env')
  return parseConfig(process.env)
}

/** An empty variable counts as unset. @throws ConfigError with every problem at once. */
export function parseConfig(raw: Record<string, string | undefined>): Config {
  const parsed = environment.safeParse(Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== '')))
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `  - ${path.join('.')} ${message}`)
    throw new ConfigError(`The web app cannot start with these settings:\n${problems.join('\n')}`)
  }
  const { HOST, WEB_PORT, API_PORT, EDGE_PORT, FRONTEND_URL, BACKEND_URL, EDGE_URL, CLOUDFRONT_DOMAIN } = parsed.data
  const cloudFront = CLOUDFRONT_DOMAIN && `https://${CLOUDFRONT_DOMAIN}`
  return {
    host: HOST,
    port: WEB_PORT,
    frontendUrl: FRONTEND_URL ?? `http://localhost:${WEB_PORT}`,
    apiUrl: BACKEND_URL ?? `http://localhost:${API_PORT}`,
    edgeUrl: EDGE_URL ?? cloudFront ?? `http://localhost:${EDGE_PORT}`,
  }
}
