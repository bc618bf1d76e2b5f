import { isIPv6 } from 'node:net'
import { isSecret, VARIABLES_OF } from '@better-and-bliss/settings'
import type { Config } from './config.ts'
import type { Secrets } from './secrets.ts'

/** The processes that make up the system. `accounts` and `demo` end by themselves when their work is done. */
export const ROLES = ['api', 'worker', 'edge', 'web', 'outbox', 'google-stand-in', 'accounts', 'demo'] as const
export type Role = (typeof ROLES)[number]

/** What each process runs. */
export const ENTRIES: Record<Role, URL> = {
  api: new URL(import.meta.resolve('@better-and-bliss/api')),
  worker: new URL(import.meta.resolve('@better-and-bliss/api/worker')),
  edge: new URL(import.meta.resolve('@better-and-bliss/edge')),
  web: new URL(import.meta.resolve('@better-and-bliss/web')),
  outbox: new URL('outbox/main.ts', import.meta.url),
  'google-stand-in': new URL('google-stand-in/main.ts', import.meta.url),
  accounts: new URL('seed-accounts.ts', import.meta.url),
  demo: new URL(import.meta.resolve('@better-and-bliss/demo')),
}
/** Whose settings each process reads. */
const READS: Record<Role, keyof typeof VARIABLES_OF> = {
  api: 'api',
  worker: 'worker',
  edge: 'edge',
  web: 'web',
  outbox: 'outbox',
  'google-stand-in': 'googleStandIn',
  accounts: 'api',
  demo: 'studio',
}
/** By their names these may be secrets of others than us, which servers that know no secret of the database do not get to see. */
const PERHAPS_SECRET = /KEY|SECRET|PASSWORD|DATABASE_URL/

/**
 * Memory is given back: glibc would keep the 19 MB blocks of argon2, and V8 a young generation of 56 MB and more. The edge is
 * better off as it is: it holds large buffers for long.
 */
const SMALL_HEAP = { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '1048576', MALLOC_TRIM_THRESHOLD_: '131072' }

/** The environment of a role: everything we were given, with what the settings came to, and of secrets those that it works with. */
export function environmentOf(
  role: Role,
  config: Config,
  secrets: Pick<Secrets, 'streamingSecretKey' | 'jwtSecretKey' | 'vapidPrivateKey'>,
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
  const own = variablesOf(role, config)
  const all = {
    ...config.inherited,
    ...settings,
    STREAMING_SECRET_KEY: secrets.streamingSecretKey,
    JWT_SECRET_KEY: secrets.jwtSecretKey,
    DATABASE_URL: databaseUrl,
    ...pushVariables(config, secrets),
  }
  const environment = Object.fromEntries(Object.entries(all).filter(([name]) => own.has(name) || !isForeign(name, own)))
  if (role === 'web') return environment
  if (role === 'edge') return { ...environment, BACKEND_URL: apiOnThisMachine(config) }
  const options = [config.inherited.NODE_OPTIONS, '--max-semi-space-size=4'].filter(Boolean).join(' ')
  return { ...environment, ...SMALL_HEAP, NODE_OPTIONS: options }
}

/** Nothing is pushed where push services could write to nobody. */
function pushVariables(
  { chosenPushSubject: subject }: Config,
  { vapidPrivateKey }: Pick<Secrets, 'vapidPrivateKey'>,
): NodeJS.ProcessEnv {
  return subject === null || vapidPrivateKey === undefined
    ? {}
    : { VAPID_PRIVATE_KEY: vapidPrivateKey, VAPID_SUBJECT: subject }
}

function variablesOf(role: Role, config: Config): ReadonlySet<string> {
  const needless = needlessKeys(role, config)
  return new Set([...VARIABLES_OF[READS[role]]].filter((name) => !needless.includes(name)))
}

/** AWS's key is nothing to an edge that reads a folder, nor are stream keys to a worker that tells no edge of CloudFront's. */
function needlessKeys(role: Role, { store, inherited }: Config): string[] {
  if (role === 'edge' && store.kind === 'disk')
    return ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']
  const tellsNoEdge = role === 'worker' && !inherited.CLOUDFRONT_KEY_VALUE_STORE_ARN
  return tellsNoEdge ? ['STREAMING_SECRET_KEY', 'STREAMING_SECRET_KEY_PREVIOUS'] : []
}

function isForeign(name: string, own: ReadonlySet<string>): boolean {
  return isSecret(name) || (!own.has('DATABASE_URL') && PERHAPS_SECRET.test(name))
}

/** Past every proxy: the edge depends on it, and the public address may not be reachable from here. */
function apiOnThisMachine({ host, ports }: Config): string {
  const isEverywhere = host === '0.0.0.0' || host === '::'
  const reached = isEverywhere ? '127.0.0.1' : isIPv6(host) ? `[${host}]` : host
  return `http://${reached}:${ports.api}`
}

const TRACED: readonly Role[] = ['api', 'worker', 'edge']

/** What Node is told before a role's entry: what is traced has to be loaded after the tracer. */
export function optionsOf(role: Role, { observability }: Config): string[] {
  const isTraced = TRACED.includes(role) && observability.kind === 'datadog' && observability.traces
  return isTraced ? ['--import', `${import.meta.resolve('@better-and-bliss/observability/start')}?role=${role}`] : []
}
