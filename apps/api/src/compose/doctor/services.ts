import { randomUUID } from 'node:crypto'
import { openStore } from '@better-and-bliss/object-store/open'
import type { ApiSettings } from '@better-and-bliss/settings'
import { openPool } from '../../db/database.ts'
import { selectWorkers } from '../../features/studio/system/queries.ts'
import { advice, wrong } from '../../ports/finding.ts'
import type { Logger } from '../../ports/logger.ts'
import { type Check, fits, type Outcome, reasonOf, unlessDevelopment } from './check.ts'

const SILENT: Logger = { info: () => {}, warn: () => {}, error: () => {} }

/** A worker notes every ten seconds that it runs. */
const LATE_MS = 60_000

/** Whether somebody converts, sends mail and cleans up. */
export function workerCheck(parts: { databaseUrl: { reveal(): string }; nowMs: () => number; version: string }): Check {
  return {
    subject: 'Worker',
    look: async () => {
      await using db = openPool(parts.databaseUrl.reveal(), { log: SILENT, size: 1 })
      const running = (await selectWorkers(db)).filter(({ seen_at }) => parts.nowMs() - seen_at.getTime() < LATE_MS)
      if (running.length === 0) {
        const says = 'No worker runs: nothing is converted, no mail leaves, and nothing that is old is deleted.'
        return [wrong(says, 'Start one: `npm run worker`, or `npm start` for everything.')]
      }
      const others = running.filter(({ version }) => version !== parts.version)
      if (others.length === 0) return [fits(`Workers that run: ${running.length}.`)]
      const says = `Workers of another release run: ${others.map(({ host, version }) => `${host} (${version})`).join(', ')}.`
      return [advice(says, `Start them again with ${parts.version}, unless an upgrade is under way.`)]
    },
  }
}

/** Redis, where requests are counted in it. */
export function redisCheck({ limitsStore, environment }: Pick<ApiSettings, 'limitsStore' | 'environment'>): Check {
  return {
    subject: 'Redis',
    look: async () => {
      if (limitsStore.kind === 'memory') {
        const says = 'There is none: each machine counts requests by itself.'
        return [unlessDevelopment(environment, advice(says, 'Set REDIS_URL as soon as the API runs on two machines.'))]
      }
      const { redisTrouble } = await import('../../adapters/redis/rate-limiter.ts')
      const trouble = await redisTrouble(limitsStore.url.reveal())
      if (trouble === null) return [fits('It counts requests for all processes.')]
      const says = `${trouble}: each process counts requests by itself.`
      return [wrong(says, 'Start Redis, let this machine through to it, or correct REDIS_URL.')]
    },
  }
}

const STORE_TIMEOUT_MS = 10_000
const WRITTEN = new TextEncoder().encode('written by npm run doctor')

/** The store of the media: writes an object, reads it and deletes it. */
export function storeCheck({ store: chosen }: Pick<ApiSettings, 'store'>): Check {
  const place = chosen.kind === 'disk' ? `the folder ${chosen.folder}` : `the bucket ${chosen.bucket}`
  const remedy =
    chosen.kind === 'disk'
      ? 'Make room, and let the user of our processes write there; MEDIA_DIR names another folder.'
      : 'docs/s3.md says what rights our role needs; VIDEO_BUCKET_NAME and S3_REGION name the bucket.'
  return {
    subject: 'Media store',
    look: async () => {
      const key = `doctor/${randomUUID()}`
      let step = 'written'
      try {
        const store = await openStore(chosen, { timeoutMs: STORE_TIMEOUT_MS })
        await store.put(key, WRITTEN)
        step = 'read'
        const read = await store.read(key)
        if (!read || Buffer.compare(read, WRITTEN) !== 0) throw new Error('what was read is not what was written')
        step = 'deleted'
        await store.delete(key)
        if (await store.head(key)) throw new Error('it is still there')
        return [fits(`An object was written, read and deleted in ${place}.`)]
      } catch (error) {
        return [wrong(`An object cannot be ${step} in ${place}: ${reasonOf(error)}.`, remedy)]
      }
    },
  }
}

type IdentityParts = Pick<ApiSettings, 'identity' | 'aws' | 'backendUrl'>

/** Who signs members in, and what passwords it takes. */
export function identityCheck({ identity, aws, backendUrl }: IdentityParts): Check {
  return {
    subject: 'Sign-in',
    look: async (): Promise<Outcome[]> => {
      if (identity.kind === 'embedded')
        return [fits('Members sign in here, with passwords of all kinds of characters that are not easily guessed.')]
      const { diagnoseCognito } = await import('./user-pool.ts')
      const { checks, findings } = await diagnoseCognito({ cognito: identity, aws, backendUrl })
      return findings.length > 0 ? findings : [fits(`The user pool fits: ${checks} things were looked at.`)]
    },
  }
}

const GOOGLE_TIMEOUT_MS = 5_000

/** Google, where the embedded provider speaks with it. */
export function googleCheck({ google }: Pick<ApiSettings, 'google'>): Check {
  return {
    subject: 'Google',
    look: async () => {
      if (google.kind === 'off') return [fits('Nobody signs in with Google here, unless a user pool does it.')]
      const url = `${google.issuer}/.well-known/openid-configuration`
      try {
        const response = await fetch(url, { signal: AbortSignal.timeout(GOOGLE_TIMEOUT_MS) })
        await response.body?.cancel()
        if (!response.ok) throw new Error(`${url} answers ${response.status}`)
        return [fits(`${google.issuer} answers.`)]
      } catch (error) {
        const says = `Nobody can sign in with Google: ${reasonOf(error)}.`
        return [wrong(says, 'Let this machine through to it, or unset GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET.')]
      }
    },
  }
}

/** Proofs of a person: whether Google knows our key. */
export function captchaCheck(
  { captcha, environment }: Pick<ApiSettings, 'captcha' | 'environment'>,
  options: { url?: string } = {},
): Check {
  return {
    subject: 'CAPTCHA',
    look: async () => {
      if (captcha.kind === 'off') {
        const remedy = 'Set ENABLE_CAPTCHA, RECAPTCHA_SITE_KEY and RECAPTCHA_SECRET_KEY.'
        return [unlessDevelopment(environment, advice('It is off: programs may register and guess passwords.', remedy))]
      }
      const { keyTrouble } = await import('../../adapters/recaptcha/captcha-verifier.ts')
      const trouble = await keyTrouble({ secretKey: captcha.secretKey.reveal(), ...options })
      if (trouble === null) return [fits('reCAPTCHA knows RECAPTCHA_SECRET_KEY.')]
      const says = `${trouble} Nobody can register or sign in, where a proof is asked for.`
      return [wrong(says, 'Correct RECAPTCHA_SECRET_KEY, and let this machine through to www.google.com.')]
    },
  }
}
