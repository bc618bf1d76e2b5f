import { group } from './group.ts'
import * as addresses from './groups/addresses.ts'
import { aws } from './groups/aws.ts'
import { backups } from './groups/backups.ts'
import { geo, viewerCountry } from './groups/countries.ts'
import { chosenDatabaseUrl, databaseUrl } from './groups/database.ts'
import { edgeStore } from './groups/edge-store.ts'
import { google, googleStandIn, googleStandInClient } from './groups/google.ts'
import { limitsStore, rateLimits } from './groups/limits.ts'
import { mail, mailNotifications, newsletterRate, outboxPage } from './groups/mail.ts'
import {
  creatorsPublish,
  maxSourceBytes,
  mediaDir,
  normalisesLoudness,
  store,
  transcoder,
  uploadQuotaBytes,
  workDir,
} from './groups/media.ts'
import { cognito, confirmsItself, cookie, identity, jwtKeys } from './groups/members.ts'
import {
  apiMetrics,
  edgeMetrics,
  loggedMetrics,
  observability,
  tracing,
  workerMetrics,
} from './groups/observability.ts'
import { captcha, loadsCaptcha, payloadEncryption } from './groups/protection.ts'
import { chosenPushSubject, webPush } from './groups/push.ts'
import { retention } from './groups/retention.ts'
import { secretsManager } from './groups/secrets-manager.ts'
import { checkTokens, revocations, streamKeys, urlLives } from './groups/streaming.ts'
import { readerOf, type Settings } from './read.ts'

const { environment, logLevel, host, backendUrl, frontendUrl, edgeUrl } = addresses

const apiGroups = {
  environment,
  logLevel,
  host,
  port: addresses.apiPort,
  processes: addresses.apiProcesses,
  trustedProxies: addresses.trustedProxies,
  adminAddresses: addresses.adminAddresses,
  viewerCountry,
  frontendUrl,
  backendUrl,
  edgeUrl,
  databaseUrl,
  jwtKeys,
  identity,
  confirmsItself,
  google,
  cookie,
  supportEmail: addresses.supportEmail,
  streamKeys,
  urlLives,
  checkTokens,
  edgeStore,
  rateLimits,
  limitsStore,
  store,
  creatorsPublish,
  maxSourceBytes,
  uploadQuotaBytes,
  captcha,
  mailNotifications,
  webPush,
  geo,
  payloadEncryption,
  aws,
  observability,
  metrics: apiMetrics,
  loggedMetrics,
}

/** What makes the accounts to begin with: an API that knows where their passwords are kept. */
const accountsGroups = { ...apiGroups, dataDir: addresses.dataDir }

/** What whoever makes content works with: the worker, the demo catalogue, the command line. */
const studioGroups = {
  environment,
  logLevel,
  databaseUrl,
  store,
  transcoder,
  workDir,
  normalisesLoudness,
  maxSourceBytes,
  retention,
  urlLives,
  aws,
  observability,
}

const workerGroups = {
  ...studioGroups,
  metrics: workerMetrics,
  loggedMetrics,
  /** Opens the mails that wait. */
  jwtKeys,
  mail,
  newsletterRate,
  webPush,
  frontendUrl,
  /** Mails of campaigns name it: programs end a subscription there. */
  backendUrl,
  supportEmail: addresses.supportEmail,
  /** Tells what it knows of a member, and deletes it. */
  identity,
  /** Tells edges that hold no list what they need to know. */
  edgeStore,
  revocations,
  geo,
  /** Files that arrive for an item that was published meanwhile. */
  creatorsPublish,
}

const edgeGroups = {
  environment,
  host,
  port: addresses.edgePort,
  frontendUrl,
  backendUrl,
  store,
  streamKeys,
  urlLives,
  checkTokens,
  revocations,
  viewerCountry,
  geo,
  observability,
  metrics: edgeMetrics,
}

const webGroups = {
  environment,
  host,
  port: addresses.webPort,
  frontendUrl,
  backendUrl,
  edgeUrl,
  supportEmail: addresses.supportEmail,
  showsViewCounts: addresses.showsViewCounts,
  loadsCaptcha,
}

const outboxGroups = { outbox: outboxPage }
/** What is read before anything else of a process is loaded. */
const tracingGroups = { observability: tracing }
/** What is read before the secrets of every other role. */
const secretsGroups = { secretsManager }
const googleStandInGroups = { backendUrl, frontendUrl, client: googleStandInClient }

/** What looks at all of an installation. */
const doctorGroups = { ...workerGroups, ...apiGroups, dataDir: addresses.dataDir, backups }

/** What looks at the user pool, before anything is started. */
const cognitoGroups = { cognito, aws, backendUrl }

/** One process starts all the others: it reads what they read, and may be left to choose database and secrets itself. */
const {
  databaseUrl: _url,
  jwtKeys: _jwtKeys,
  streamKeys: _streamKeys,
  edgeStore: _edgeStore,
  webPush: _webPush,
  port: _port,
  ...readByOthers
} = {
  ...apiGroups,
  ...workerGroups,
  ...edgeGroups,
  ...webGroups,
}
const CHOSEN_KEYS = [
  'STREAMING_SECRET_KEY',
  'STREAMING_SECRET_KEY_PREVIOUS',
  'JWT_SECRET_KEY',
  'JWT_SECRET_KEY_PREVIOUS',
  'VAPID_PRIVATE_KEY',
] as const
const standaloneGroups = {
  ...readByOthers,
  dataDir: addresses.dataDir,
  mediaDir,
  ports: addresses.ports,
  chosenOutboxPort: group(['OUTBOX_PORT'], ({ OUTBOX_PORT }) => OUTBOX_PORT),
  demoCatalogue: group(['DEMO_CATALOGUE'], ({ DEMO_CATALOGUE }) => DEMO_CATALOGUE),
  logLimits: group(['LOG_MAX_MEGABYTES', 'LOG_KEEP_FILES'], ({ LOG_MAX_MEGABYTES, LOG_KEEP_FILES }) => ({
    maxBytes: LOG_MAX_MEGABYTES * 1024 * 1024,
    keepFiles: LOG_KEEP_FILES,
  })),
  backups,
  chosenDatabaseUrl,
  chosenPushSubject,
  googleStandIn,
  /** What somebody chose; the rest is generated. */
  chosenKeys: group(CHOSEN_KEYS, (set) => ({
    streamingSecretKey: set.STREAMING_SECRET_KEY,
    jwtSecretKey: set.JWT_SECRET_KEY,
    jwtSecretKeyPrevious: set.JWT_SECRET_KEY_PREVIOUS,
    vapidPrivateKey: set.VAPID_PRIVATE_KEY,
  })),
}

export type ApiSettings = Settings<typeof apiGroups>
export type StudioSettings = Settings<typeof studioGroups>
export type WorkerSettings = Settings<typeof workerGroups>
export type EdgeSettings = Settings<typeof edgeGroups>
export type DoctorSettings = Settings<typeof doctorGroups>
export type WebSettings = Settings<typeof webGroups>
export type GoogleStandInSettings = Settings<typeof googleStandInGroups>
export type StandaloneSettings = Settings<typeof standaloneGroups>

/** Names of the variables that a role works with; whoever starts it keeps the secrets of others from it. */
export const VARIABLES_OF = {
  api: variablesOf(apiGroups),
  studio: variablesOf(studioGroups),
  worker: variablesOf(workerGroups),
  edge: variablesOf(edgeGroups),
  web: variablesOf(webGroups),
  outbox: variablesOf(outboxGroups),
  googleStandIn: variablesOf(googleStandInGroups),
}

function variablesOf(groups: Record<string, { names: readonly string[] }>): ReadonlySet<string> {
  return new Set(Object.values(groups).flatMap(({ names }) => names))
}

/** Each reads what one role works with. @throws ConfigError with every problem at once. */
export const readApiSettings = readerOf(apiGroups)
export const readAccountsSettings = readerOf(accountsGroups)
export const readStudioSettings = readerOf(studioGroups)
export const readWorkerSettings = readerOf(workerGroups)
/** What the edge asks the API does not leave the installation: it may go over its own network, without TLS. */
export const readEdgeSettings = readerOf(edgeGroups, ['BACKEND_URL'])
export const readOutboxSettings = readerOf(outboxGroups)
export const readWebSettings = readerOf(webGroups)
/** @throws ConfigError outside of development, too. */
export const readGoogleStandInSettings = readerOf(googleStandInGroups)
export const readTracingSettings = readerOf(tracingGroups)
export const readSecretsSettings = readerOf(secretsGroups)
export const readDoctorSettings = readerOf(doctorGroups)
export const readCognitoSettings = readerOf(cognitoGroups)
export const readStandaloneSettings = readerOf(standaloneGroups)
