import { readFileSync } from 'node:fs'
import type { ObjectStore } from '@better-and-bliss/object-store'
import { openStore } from '@better-and-bliss/object-store/open'
import { noTracer, type Tracer } from '@better-and-bliss/observability/tracing'
import type { ApiSettings } from '@better-and-bliss/settings'
import { allowedCountries, type Countries } from '@better-and-bliss/stream-token'
import { openCountry } from '@better-and-bliss/viewer-country'
import type { FastifyBaseLogger } from 'fastify'
import { listenForChanges } from '../db/changes.ts'
import { type Database, openPool, type Pool } from '../db/database.ts'
import { type WatchedPool, watchDiskFull } from '../db/disk-full.ts'
import { BIN_SECONDS } from '../features/analytics/write-views.ts'
import { type CatalogueResponses, catalogueResponses } from '../features/catalogue/cached-responses.ts'
import { cardTexts } from '../features/catalogue/cards.ts'
import { type Catalogue, openCatalogue } from '../features/catalogue/catalogue.ts'
import { memberCards } from '../features/catalogue/member-cards.ts'
import { type PictureUrls, signedPictureUrls } from '../features/catalogue/picture-urls.ts'
import { Circles } from '../features/meditation/circles/live/circles.ts'
import type { CircleParts } from '../features/meditation/circles/parts.ts'
import { type DetectorPool, detectorPool } from '../features/meditation/live/detectors/pool.ts'
import { type Live, openLive } from '../features/meditation/live/live.ts'
import { EXPORTS_FOLDER } from '../features/personal-data/export-key.ts'
import { selectEdgeStore } from '../features/streaming/edge-store/queries.ts'
import { type EdgeStoreState, readinessOf, type Watched } from '../features/system/readiness.ts'
import { positionWriter } from '../features/watching/position-writer.ts'
import type { Guard } from '../http/guard.ts'
import { limiterOf } from '../http/rate-limit.ts'
import { openRootKeys } from '../lasting-key.ts'
import type { Clock } from '../ports/clock.ts'
import type { Random } from '../ports/random.ts'
import type { RateLimiter } from '../ports/rate-limiter.ts'
import type { ServerParts } from '../server.ts'
import { chooseRateLimiter } from './adapters.ts'
import { composeAnalytics } from './analytics.ts'
import { composeAuth, limitersBy } from './auth.ts'
import { composeCampaigns } from './campaigns.ts'
import { cognitoAnswers } from './cognito.ts'
import { composeDownloads } from './downloads.ts'
import { composeHome } from './home.ts'
import { detectorThreads } from './machine.ts'
import type { ApiFigures } from './metrics.ts'
import { composeNewsletter } from './newsletter.ts'
import { type Opened, opened } from './opened.ts'
import { composePayloadEncryption } from './payload-encryption.ts'
import { composeReminders } from './reminders.ts'
import { composeStreaming } from './streaming.ts'
import { composeStudioRoutes } from './studio-routes.ts'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

/** A member waits. */
const STORE_TIMEOUT_MS = 5_000

/** The parts of the API process. */
export async function composeApi(
  { settings, log, tracer = noTracer }: { settings: ApiSettings; log: FastifyBaseLogger; tracer?: Tracer },
  { clock, random }: { clock: Clock; random: Random },
): Promise<Opened<ServerParts & { figures: ApiFigures }>> {
  await using stack = new AsyncDisposableStack()
  const { databaseUrl } = settings
  const db = stack.use(watchDiskFull(openPool(databaseUrl, { log }), clock))
  const rootKeys = await openRootKeys(db, settings.jwtKeys.reveal(), random)
  const changes = stack.use(await listenForChanges(databaseUrl, log))
  const rateLimiter = stack.use(await chooseRateLimiter(settings.limitsStore, log))
  const limiter = limitersBy(settings, rateLimiter)
  const country = await openCountry(settings.viewerCountry)
  const auth = await composeAuth({ settings, db, rootKeys, changes, rateLimiter, country, clock, random, log })
  const { guard } = auth
  const catalogue = stack.use(await openCatalogue({ db, changes, log }))
  const detectors = stack.use(detectorPool({ size: detectorThreads(settings.processes), log }))
  const live = stack.use(openLive({ db, changes, detectors, clock, random, log, tracer }))
  const circles = stack.use(new Circles({ db, changes, clock, random, log }))
  const keys = settings.streamKeys.reveal()
  const limitValidation = limiter('validate')
  const findItem = catalogue.find
  const ofStreams = { settings, db, changes, country, clock, random, log, guard, keys, findItem, limitValidation }
  const streaming = stack.use(await composeStreaming(ofStreams))
  const pictures = signedPictureUrls({ ...settings.urlLives, edgeUrl: settings.edgeUrl, keys, clock })
  const cards = cardTexts(pictures)
  const analytics = composeAnalytics({ db, changes, guard, country, clock, random, rateLimiter, catalogue, pictures })
  const store = await openStore(settings.store, { timeoutMs: STORE_TIMEOUT_MS })
  const personalData = { ...composePersonalData(settings, rateLimiter), store, db, guard, clock, random }
  const dependencies = readinessOf({
    db,
    clock,
    redisTrouble: rateLimiter.trouble,
    ...watched(settings, { db, store }),
  })
  const system = { version, dependencies }
  const responses = catalogueResponses({ catalogue, pictures, cards })
  const parts: ServerParts = {
    log,
    version,
    frontendUrl: settings.frontendUrl,
    backendUrl: settings.backendUrl,
    trustedProxies: settings.trustedProxies,
    payloadEncryption: await composePayloadEncryption(settings.payloadEncryption, { db, clock }),
    observeRequest: null,
    limitApi: limiter('api'),
    auth,
    catalogue: { guard, catalogue, pictures, cards, responses },
    streaming,
    ...composeWatching({ db, guard, clock, catalogue, pictures }),
    home: composeHome({ db, guard, clock, catalogue, cards, analytics }),
    downloads: composeDownloads({ db, guard, clock, random, rootKeys, catalogue, pictures, geo: streaming.geo }),
    reminders: await composeReminders(settings, { db, guard, clock, random, rootKeys }),
    analytics,
    meditation: { db, guard, clock, random, findItem, backendUrl: settings.backendUrl, finishLive: live.finish },
    breathSocket: { db, guard, live },
    circles: composeCircles({ settings, db, guard, clock, random, rateLimiter, circles }),
    studio: composeStudioRoutes({ settings, auth, personalData, changes, system, catalogue, pictures }),
    insights: { db, guard, clock, binSeconds: BIN_SECONDS },
    personalData,
    newsletter: await composeNewsletter({ settings, db, rootKeys, rateLimiter, auth, log, clock, random }),
    campaigns: composeCampaigns({ settings, db, rootKeys, guard, clock, random }),
    system,
  }
  return opened({ ...parts, figures: figuresOf({ db, live, detectors, responses, dependencies }) }, stack.move())
}

function figuresOf(of: {
  db: WatchedPool
  live: Live
  detectors: DetectorPool
  responses: CatalogueResponses
  dependencies: ApiFigures['dependencies']
}): ApiFigures {
  return {
    pool: of.db.figures,
    sockets: of.live.count,
    detectors: of.detectors.figures,
    catalogueResponses: of.responses.figures,
    dependencies: of.dependencies,
  }
}

function composeWatching(of: {
  db: Pool
  guard: Guard
  clock: Clock
  catalogue: Catalogue
  pictures: PictureUrls
}): Pick<ServerParts, 'watching' | 'favourites' | 'routines'> {
  const { catalogue, pictures, ...parts } = of
  const cards = memberCards({ catalogue, pictures })
  return {
    watching: { ...parts, findItem: catalogue.find, cards, writer: positionWriter(of.db) },
    favourites: { ...parts, cards },
    routines: { ...parts, cards },
  }
}

/** Codes that a member tries: to find one of a circle by guessing takes longer than the circle lasts. */
const JOINS = { points: 30, durationSeconds: 600 }

function composeCircles(
  of: Omit<CircleParts, 'backendUrl' | 'limitJoins'> & { settings: ApiSettings; rateLimiter: RateLimiter },
): CircleParts {
  const { settings, rateLimiter, ...parts } = of
  return { ...parts, backendUrl: settings.backendUrl, limitJoins: limiterOf(rateLimiter, 'circle_join', JOINS) }
}

/** A day's exports of a member: each reads all that there is of them. */
const EXPORTS = { points: 5, durationSeconds: 86_400 }

function composePersonalData({ backendUrl }: ApiSettings, rateLimiter: RateLimiter) {
  return { backendUrl, limitExports: limiterOf(rateLimiter, 'export', EXPORTS) }
}

/** What else /health/ready looks at, where there is such a thing. */
function watched(
  { store: chosen, edgeStore, geo, identity }: ApiSettings,
  { db, store }: { db: Database; store: ObjectStore },
): Pick<Watched, 'storeAnswers' | 'edgeStore' | 'identityAnswers'> {
  return {
    identityAnswers: identity.kind === 'cognito' ? () => cognitoAnswers(identity) : null,
    storeAnswers: answersOf(chosen, store),
    edgeStore: edgeStore.kind === 'off' ? null : () => edgeStoreAsNoted(db, allowedCountries(geo)),
  }
}

async function edgeStoreAsNoted(db: Database, allowed: Countries | null): Promise<EdgeStoreState | null> {
  const noted = await selectEdgeStore(db)
  return noted && { ...noted, hasOtherCountries: noted.allowedCountries !== allowed }
}

/** A folder needs no question: a full disk is the database's, too. */
function answersOf({ kind }: ApiSettings['store'], store: ObjectStore): (() => Promise<boolean>) | null {
  if (kind === 'disk') return null
  return () =>
    store.list(EXPORTS_FOLDER, { limit: 1 }).then(
      () => true,
      () => false,
    )
}
