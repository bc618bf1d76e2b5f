import { CONNECTION_LIMITS, refuseExpectation, refuseMalformed, refuseOdd } from '@better-and-bliss/http'
import type { AnsweredRequest } from '@better-and-bliss/observability/metrics'
import fastifyCors from '@fastify/cors'
import fastify, { type FastifyBaseLogger, LogController } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { analytics } from './features/analytics/index.ts'
import type { AnalyticsParts } from './features/analytics/parts.ts'
import { auth } from './features/auth/index.ts'
import type { AuthParts } from './features/auth/parts.ts'
import { campaigns } from './features/campaigns/index.ts'
import type { CampaignParts } from './features/campaigns/parts.ts'
import { catalogue } from './features/catalogue/index.ts'
import type { CatalogueParts } from './features/catalogue/parts.ts'
import { downloads } from './features/downloads/index.ts'
import type { DownloadParts } from './features/downloads/parts.ts'
import { favourites } from './features/favourites/index.ts'
import type { FavouriteParts } from './features/favourites/parts.ts'
import { home } from './features/home/index.ts'
import type { HomeParts } from './features/home/parts.ts'
import { insights } from './features/insights/index.ts'
import type { InsightsParts } from './features/insights/parts.ts'
import { circles } from './features/meditation/circles/index.ts'
import type { CircleParts } from './features/meditation/circles/parts.ts'
import { meditation } from './features/meditation/index.ts'
import { acceptSockets, breathSocket, mayUpgrade } from './features/meditation/live/index.ts'
import type { BreathSocketParts } from './features/meditation/live/parts.ts'
import type { MeditationParts } from './features/meditation/parts.ts'
import { newsletter } from './features/newsletter/index.ts'
import type { NewsletterParts } from './features/newsletter/parts.ts'
import { personalData } from './features/personal-data/index.ts'
import type { PersonalDataParts } from './features/personal-data/parts.ts'
import { reminders } from './features/reminders/index.ts'
import type { ReminderParts } from './features/reminders/parts.ts'
import { routines } from './features/routines/index.ts'
import type { RoutineParts } from './features/routines/parts.ts'
import { streaming } from './features/streaming/index.ts'
import type { StreamingParts } from './features/streaming/parts.ts'
import { studio } from './features/studio/index.ts'
import type { StudioRouteParts } from './features/studio/parts.ts'
import { system } from './features/system/index.ts'
import type { SystemParts } from './features/system/parts.ts'
import { watching } from './features/watching/index.ts'
import type { WatchingParts } from './features/watching/parts.ts'
import type { App } from './http/app.ts'
import { acceptJson, BODY_LIMIT_BYTES } from './http/bodies.ts'
import { sendCachedResponses } from './http/cached-responses.ts'
import { corsOptions } from './http/cors.ts'
import { describeRoutes, serveDocs } from './http/docs.ts'
import { addHeaders } from './http/headers.ts'
import { observeRequests } from './http/observe-requests.ts'
import { refuseForeignOrigins } from './http/origin.ts'
import { encryptPayloads, type PayloadEncryption } from './http/payload-encryption.ts'
import { answerProblems, answerUnroutable } from './http/problems.ts'
import { type Limiter, limitOnce, limitRequests } from './http/rate-limit.ts'
import { logRequests } from './http/request-log.ts'

/** Everything the server needs; what tests replace. */
export interface ServerParts {
  log: FastifyBaseLogger
  version: string
  frontendUrl: string
  backendUrl: string
  /** Whose `X-Forwarded-For` counts: addresses and CIDR ranges. */
  trustedProxies: string[]
  /** Null where payloads are not encrypted. */
  payloadEncryption: PayloadEncryption | null
  /** Is told of each answer; null where nobody counts them. */
  observeRequest: ((request: AnsweredRequest) => void) | null
  /** The limit on everything that one client asks; null for none. */
  limitApi: Limiter | null
  auth: AuthParts
  catalogue: CatalogueParts
  streaming: StreamingParts
  watching: WatchingParts
  favourites: FavouriteParts
  home: HomeParts
  routines: RoutineParts
  downloads: DownloadParts
  reminders: ReminderParts
  analytics: AnalyticsParts
  meditation: MeditationParts
  breathSocket: BreathSocketParts
  circles: CircleParts
  studio: StudioRouteParts
  insights: InsightsParts
  system: SystemParts
  personalData: PersonalDataParts
  newsletter: NewsletterParts
  campaigns: CampaignParts
}

const REQUEST_ID = /^[\w-]{1,64}$/

/** The list of hooks and features. It listens to nothing yet. */
export async function buildServer(parts: ServerParts): Promise<App> {
  const makeId = requestIds()
  const anyId = () => makeId({ headers: {} })
  const app: App = fastify({
    loggerInstance: parts.log,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request_id' }),
    trustProxy: parts.trustedProxies.length > 0 && parts.trustedProxies,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: CONNECTION_LIMITS.requestTimeout,
    http: { ...CONNECTION_LIMITS, shouldUpgradeCallback: mayUpgrade },
    clientErrorHandler: refuseMalformed(anyId),
    genReqId: makeId,
    frameworkErrors: answerUnroutable,
    routerOptions: { ignoreTrailingSlash: true },
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.server.on('checkExpectation', refuseExpectation(anyId))
  app.addHook('onRequest', ({ raw }, reply, next) => {
    if (refuseOdd(raw, reply.raw, anyId)) reply.hijack()
    else next()
  })

  await acceptSockets(app, [parts.breathSocket.live, parts.circles.circles])
  answerProblems(app)
  logRequests(app)
  if (parts.observeRequest) observeRequests(app, parts.observeRequest)
  const limit = parts.limitApi && limitOnce(parts.limitApi)
  const isEncryptionRequired = parts.payloadEncryption?.isRequired === true
  sendCachedResponses(app, { frontendUrl: parts.frontendUrl, isEncryptionRequired, limit })
  addHeaders(app)
  await app.register(fastifyCors, corsOptions(parts.frontendUrl))
  if (limit) limitRequests(app, limit)
  refuseForeignOrigins(app, [parts.frontendUrl, parts.backendUrl])
  acceptJson(app, encryptPayloads(app, parts.payloadEncryption))
  await describeRoutes(app, parts)

  await auth(app, parts.auth)
  catalogue(app, parts.catalogue)
  streaming(app, parts.streaming)
  watching(app, parts.watching)
  favourites(app, parts.favourites)
  home(app, parts.home)
  routines(app, parts.routines)
  downloads(app, parts.downloads)
  await reminders(app, parts.reminders)
  analytics(app, parts.analytics)
  meditation(app, parts.meditation)
  breathSocket(app, parts.breathSocket, parts)
  circles(app, parts.circles)
  await studio(app, parts.studio)
  insights(app, parts.insights)
  system(app, parts.system)
  personalData(app, parts.personalData)
  await newsletter(app, parts.newsletter)
  campaigns(app, parts.campaigns)
  await serveDocs(app)
  return app
}

/** A caller's own id is kept if it is harmless; ours are short and unique in the process. */
function requestIds() {
  const start = Date.now().toString(36)
  let count = 0
  return ({ headers }: { headers: Record<string, unknown> }) => {
    const sent = headers['x-request-id']
    if (typeof sent === 'string' && REQUEST_ID.test(sent)) return sent
    count += 1
    return `${start}-${count.toString(36)}`
  }
}
