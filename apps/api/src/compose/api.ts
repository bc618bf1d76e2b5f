import { readFileSync } from 'node:fs'
import type { ApiSettings } from '@better-and-bliss/settings'
import type { FastifyBaseLogger } from 'fastify'
import { listenForChanges } from '../db/changes.ts'
import { openPool } from '../db/database.ts'
import { watchDiskFull } from '../db/disk-full.ts'
import { knownDevices } from '../features/auth/known-devices.ts'
import { loginLimits, noLoginLimits } from '../features/auth/login-limits.ts'
import { cardTexts } from '../features/catalogue/cards.ts'
import { openCatalogue } from '../features/catalogue/catalogue.ts'
import { signedPictures } from '../features/catalogue/pictures.ts'
import { readyAnswers } from '../features/catalogue/ready.ts'
import { detectorPool } from '../features/meditation/live/detectors/pool.ts'
import { openLive } from '../features/meditation/live/live.ts'
import { revocationFeed } from '../features/streaming/revocation-feed.ts'
import { adoptRestoredRevocations } from '../features/streaming/revocation-queries.ts'
import { revokedTokens } from '../features/streaming/revoked.ts'
import { streamSessions } from '../features/streaming/sessions.ts'
import { sessionCookies } from '../http/cookies.ts'
import { createGuard } from '../http/guard.ts'
import { limiterOf } from '../http/rate-limit.ts'
import { sendLaterBy } from '../mail/send-later.ts'
import { openSignIns } from '../members/sign-ins.ts'
import type { Clock } from '../ports/clock.ts'
import type { Random } from '../ports/random.ts'
import type { ServerParts } from '../server.ts'
import { chooseCountry, chooseIdentity, chooseRateLimiter } from './adapters.ts'
import { detectorThreads, hashesAtOnce } from './machine.ts'
import { type Opened, opened } from './opened.ts'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

/** The parts of the API process. */
export async function composeApi(
  { settings, log }: { settings: ApiSettings; log: FastifyBaseLogger },
  { clock, random }: { clock: Clock; random: Random },
): Promise<Opened<ServerParts>> {
  await using stack = new AsyncDisposableStack()
  const databaseUrl = settings.databaseUrl.reveal()
  const jwtKey = settings.jwtKey.reveal()
  const db = stack.use(watchDiskFull(openPool(databaseUrl, { log }), clock))
  const changes = stack.use(await listenForChanges(databaseUrl, log))
  const issuer = `${settings.backendUrl}/identity`
  const ofIdentity = { db, clock, random, jwtKey, issuer, hashesAtOnce: hashesAtOnce() }
  const identity = await chooseIdentity(settings.identity, ofIdentity)
  const signIns = openSignIns({ clock, provider: identity.name })
  const cookies = sessionCookies(settings.cookie, clock)
  const guard = createGuard({ db, identity, cookies, changes, clock })
  const catalogue = stack.use(await openCatalogue({ db, changes, log }))
  const detectors = stack.use(detectorPool({ size: detectorThreads(), log }))
  const live = stack.use(openLive({ db, changes, detectors, clock, random, log }))
  const keys = settings.streamKeys.reveal()
  await adoptRestoredRevocations(db)
  const feed = revocationFeed({ db, lives: settings.urlLives })
  const pictures = signedPictures({ ...settings.urlLives, edgeUrl: settings.edgeUrl, keys, clock })
  const cards = cardTexts(pictures)
  const rateLimiter = chooseRateLimiter(settings.limitsStore)
  const limiter = (name: keyof ApiSettings['rateLimits']) => {
    const limit = settings.rateLimits[name]
    return limit && limiterOf(rateLimiter, name, limit)
  }
  const signInParts = {
    limits: { register: limiter('register'), refresh: limiter('refresh') },
    loginLimits: settings.rateLimits.login ? loginLimits(rateLimiter, settings.rateLimits.login) : noLoginLimits,
    devices: knownDevices({ jwtKey, clock, random }),
    country: chooseCountry(settings.viewerCountry),
    sendLater: sendLaterBy({ jwtKey, clock, random }),
  }
  const parts: ServerParts = {
    log,
    version,
    frontendUrl: settings.frontendUrl,
    backendUrl: settings.backendUrl,
    trustedProxies: settings.trustedProxies,
    limitApi: limiter('api'),
    auth: { db, identity, signIns, guard, cookies, clock, ...signInParts },
    catalogue: { guard, catalogue, pictures, cards, ready: readyAnswers({ catalogue, pictures, cards }) },
    streaming: {
      guard,
      clock,
      keys,
      findItem: catalogue.find,
      sessions: streamSessions({ db, clock, random }),
      limitValidation: limiter('validate'),
      feed,
      revoked: revokedTokens({ feed, changes, clock }),
      settings: { edgeUrl: settings.edgeUrl, ...settings.urlLives },
    },
    meditation: {
      db,
      guard,
      clock,
      random,
      backendUrl: settings.backendUrl,
      findItem: catalogue.find,
      finishLive: live.finish,
    },
    breathSocket: { db, guard, live },
    studio: { db, guard },
    system: { db, clock, version },
  }
  return opened(parts, stack.move())
}
