import type { ObjectStore } from '@better-and-bliss/object-store'
import type { ApiSettings, Captcha, LimitsStore, Transcoder } from '@better-and-bliss/settings'
import { ffmpegTranscoder } from '../adapters/local/ffmpeg/ffmpeg-transcoder.ts'
import { findFfmpeg } from '../adapters/local/ffmpeg/find-ffmpeg.ts'
import { localIdentity } from '../adapters/local/identity/identity.ts'
import type { LocalIdentityParts } from '../adapters/local/identity/parts.ts'
import { memoryRateLimiter } from '../adapters/memory/rate-limiter.ts'
import { noCaptcha } from '../adapters/off/captcha-verifier.ts'
import { recaptchaVerifier } from '../adapters/recaptcha/captcha-verifier.ts'
import type { CaptchaVerifier } from '../ports/captcha-verifier.ts'
import type { Clock } from '../ports/clock.ts'
import type { IdentityProvider } from '../ports/identity-provider.ts'
import type { Logger } from '../ports/logger.ts'
import type { RateLimiter } from '../ports/rate-limiter.ts'
import { COGNITO_TIMES, cognitoSettings } from './cognito.ts'

/** Adapters, chosen by settings. A kind that has none is named in `UNBUILT` of packages/settings: no settings come to it. */

/** AWS's SDK takes 14 MB and a tenth of a second, so it is loaded where it is used. */
export async function chooseIdentity(
  { identity, aws }: Pick<ApiSettings, 'identity' | 'aws'>,
  parts: Omit<LocalIdentityParts, 'accessTokenSeconds' | 'refreshTokenSeconds'> & { log: Logger },
): Promise<IdentityProvider> {
  switch (identity.kind) {
    case 'embedded':
      return localIdentity({ ...parts, ...identity })
    case 'cognito': {
      const { cognitoIdentity } = await import('../adapters/aws/cognito/identity.ts')
      return cognitoIdentity({ ...parts, ...COGNITO_TIMES, ...cognitoSettings(identity, aws) })
    }
  }
}

/** With the ffmpeg that looks into files before, and what those who take files of strangers should know of it. */
export async function chooseTranscoder(
  transcoder: Transcoder,
  { store, workDir, log }: { store: ObjectStore; workDir: string; log: Logger },
) {
  switch (transcoder.kind) {
    case 'ffmpeg': {
      const { path: ffmpegPath, warning: ffmpegWarning } = await findFfmpeg(transcoder)
      return { ffmpegPath, ffmpegWarning, transcoder: ffmpegTranscoder({ ffmpegPath, store, workDir, log }) }
    }
    case 'mediaconvert':
      throw withoutAdapter(transcoder)
  }
}

/** The client of Redis takes 27 MB, so it is loaded where it is used. */
export async function chooseRateLimiter(limits: LimitsStore, log: Logger): Promise<RateLimiter> {
  const memory = memoryRateLimiter()
  switch (limits.kind) {
    case 'memory':
      return memory
    case 'redis': {
      const { redisRateLimiter } = await import('../adapters/redis/rate-limiter.ts')
      return redisRateLimiter({ url: limits.url.reveal(), insurance: memory, log })
    }
  }
}

/** @param frontendUrl where the pages are on which proofs are made. */
export function chooseCaptcha(
  captcha: Captcha,
  { frontendUrl, clock, log }: { frontendUrl: string; clock: Clock; log: Logger },
): CaptchaVerifier {
  switch (captcha.kind) {
    case 'off':
      return noCaptcha
    case 'recaptcha': {
      const { siteKey, secretKey, minScore } = captcha
      const { hostname } = new URL(frontendUrl)
      return recaptchaVerifier({ siteKey, secretKey: secretKey.reveal(), minScore, hostname, clock, log })
    }
  }
}

function withoutAdapter({ kind }: { kind: string }): Error {
  return new Error(`There is no adapter for ${kind} yet`)
}
