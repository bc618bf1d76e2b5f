import { isIPv6 } from 'node:net'
import type { Config } from './config.ts'
import type { Secrets } from './secrets.ts'

/** The processes that make up the system. `accounts` and `demo` end by themselves when their work is done. */
export const ROLES = ['api', 'worker', 'edge', 'web', 'accounts', 'demo'] as const
export type Role = (typeof ROLES)[number]

/** What each process runs. */
export const ENTRIES: Record<Role, URL> = {
  api: new URL(import.meta.resolve('@better-and-bliss/api')),
  worker: new URL(import.meta.resolve('@better-and-bliss/api/worker')),
  edge: new URL(import.meta.resolve('@better-and-bliss/edge')),
  web: new URL(import.meta.resolve('@better-and-bliss/web')),
  accounts: new URL('seed-accounts.ts', import.meta.url),
  demo: new URL(import.meta.resolve('@better-and-bliss/demo')),
}
/** What only those roles get to see that need it. */
const SECRET = /KEY|SECRET|PASSWORD|(DATABASE|REDIS|SMTP)_URL/

/**
 * Memory is given back: glibc would keep the 19 MB blocks of argon2, and V8 a young generation of 56 MB and more. The edge is
 * better off as it is: it holds large buffers for long.
 */
const SMALL_HEAP = { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '1048576', MALLOC_TRIM_THRESHOLD_: '131072' }

/** The environment of a role: everything we were given, with what the settings came to, and the secrets it works with. */
export function environmentOf(
  role: Role,
  config: Config,
  secrets: Pick<Secrets, 'streamingSecretKey' | 'jwtSecretKey'>,
  databaseUrl: string,
): NodeJS.ProcessEnv {
  const settings = {
    ENVIRONMENT: config.environment,
    HOST: config.host,
    API_PORT: String(config.ports.api),
    WEB_PORT: String(config.ports.web),
    EDGE_PORT: String(config.ports.edge),
    BACKEND_URL: config.backendUrl,
    FRONTEND_URL: config.frontendUrl,
    EDGE_URL: config.edgeUrl,
    DATA_DIR: config.dataDir,
    MEDIA_DIR: config.mediaDir,
  }
  const streaming = { STREAMING_SECRET_KEY: secrets.streamingSecretKey }
  if (role === 'web') return { ...withoutSecrets(config.inherited), ...settings }
  if (role === 'edge') {
    const previous = config.inherited.STREAMING_SECRET_KEY_PREVIOUS
    return {
      ...withoutSecrets(config.inherited),
      ...settings,
      ...streaming,
      BACKEND_URL: apiOnThisMachine(config),
      ...(previous && { STREAMING_SECRET_KEY_PREVIOUS: previous }),
    }
  }
  return {
    ...config.inherited,
    ...settings,
    ...SMALL_HEAP,
    NODE_OPTIONS: [config.inherited.NODE_OPTIONS, '--max-semi-space-size=2'].filter(Boolean).join(' '),
    ...streaming,
    JWT_SECRET_KEY: secrets.jwtSecretKey,
    DATABASE_URL: databaseUrl,
  }
}

/** Past every proxy: the edge depends on it, and the public address may not be reachable from here. */
function apiOnThisMachine({ host, ports }: Config): string {
  const isEverywhere = host === '0.0.0.0' || host === '::'
  const reached = isEverywhere ? '127.0.0.1' : isIPv6(host) ? `[${host}]` : host
  return `http://${reached}:${ports.api}`
}

function withoutSecrets(environment: Config['inherited']): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !SECRET.test(name)))
}
