import cluster from 'node:cluster'
import type { ObjectStore } from '@better-and-bliss/object-store'
import type { ApiSettings, Captcha, LimitsStore, Transcoder } from '@better-and-bliss/settings'
import type { LocalWork } from '../adapters/aws/mediaconvert/parts.ts'
import { ffmpegTranscoder } from '../adapters/local/ffmpeg/ffmpeg-transcoder.ts'
import { findFfmpeg } from '../adapters/local/ffmpeg/find-ffmpeg.ts'
import { prepareSource } from '../adapters/local/ffmpeg/prepare-source.ts'
import { ROUGH_TONE_MAPPING } from '../adapters/local/ffmpeg/tone-mapping.ts'
import { localIdentity } from '../adapters/local/identity/identity.ts'
import type { LocalIdentityParts } from '../adapters/local/identity/parts.ts'
import { memoryRateLimiter, sharedRateLimiter } from '../adapters/memory/rate-limiter/rate-limiter.ts'
import { noCaptcha } from '../adapters/off/captcha-verifier.ts'
import { recaptchaVerifier } from '../adapters/recaptcha/captcha-verifier.ts'
import type { CaptchaVerifier } from '../ports/captcha-verifier.ts'
import type { Clock } from '../ports/clock.ts'
import type { IdentityProvider } from '../ports/identity-provider.ts'
import type { Logger } from '../ports/logger.ts'
import type { RateLimiter } from '../ports/rate-limiter.ts'
import { awsKey } from './aws-key.ts'
import { COGNITO_TIMES, cognitoSettings } from './cognito.ts'

/** Adapters, chosen by settings. */

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
  chosen: Transcoder,
  surroundings: { store: ObjectStore; workDir: string; normalisesLoudness: boolean; log: Logger },
) {
  const { path: ffmpegPath, warning: ffmpegWarning } = await findFfmpeg(chosen)
  const { workDir: _workDir, ...others } = surroundings
  const parts = { ffmpegPath, ...surroundings }
  const local = ffmpegTranscoder(parts)
  switch (chosen.kind) {
    case 'ffmpeg':
      return { ffmpegPath, ffmpegWarning, transcoder: local }
    case 'mediaconvert': {
      const { mediaConvertTranscoder } = await import('../adapters/aws/mediaconvert/mediaconvert-transcoder.ts')
      const prepare: LocalWork['prepare'] = (job, signal) => prepareSource(parts, job, signal)
      const credentials = awsKey(chosen.credentials)
      const inspect: LocalWork['inspect'] = async (key, signal) => {
        const facts = await local.inspect(key, signal)
        // MediaConvert maps tones itself.
        return { ...facts, leftOut: facts.leftOut.filter((words) => words !== ROUGH_TONE_MAPPING) }
      }
      const here = { inspect, prepare, inspectPicture: local.inspectPicture }
      return {
        ffmpegPath,
        ffmpegWarning,
        transcoder: mediaConvertTranscoder({ ...chosen, ...others, credentials, local: here }),
      }
    }
  }
}

/** The client of Redis takes 27 MB, so it is loaded where it is used. */
export async function chooseRateLimiter(limits: LimitsStore, log: Logger): Promise<RateLimiter> {
  const memory = cluster.isWorker ? sharedRateLimiter() : memoryRateLimiter()
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
