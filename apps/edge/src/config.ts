import { join, resolve } from 'node:path'
import {
  addressesOf,
  edgeSettings,
  hostOf,
  mediaDirOf,
  parseSettings,
  rawSettings,
  sharedSettings,
  streamingSettings,
} from '@better-and-bliss/settings'
import type { Grant, StreamKeys } from '@better-and-bliss/stream-token'
import { z } from 'zod'

/** What may be shown and logged. Secrets are apart, in `keys`. */
export type EdgeConfig = {
  host: string
  port: number
  mediaDir: string
  webOrigin: string
  backendUrl: string
  checkTokens: boolean
  maxTtlSeconds: Record<Grant['scope'], number>
  /** The list of what was ended: where it is kept, and how old it may get before streams wait. */
  revocations: { path: string; maxAgeSeconds: number }
}

const { EDGE_URL: _edgeUrl, CLOUDFRONT_DOMAIN: _cloudFront, ...shared } = sharedSettings
const environment = z.object({
  ...shared,
  ...streamingSettings,
  ...edgeSettings,
})

/** Reads the settings of this process: the only place that looks at its environment. @throws ConfigError */
export function readConfig(): { config: EdgeConfig; keys: StreamKeys } {
  return parseConfig(rawSettings(process))
}

/** @throws ConfigError with every problem at once. */
export function parseConfig(raw: NodeJS.ProcessEnv): { config: EdgeConfig; keys: StreamKeys } {
  // What the edge asks the API does not leave the installation: it may go over its own network, without TLS.
  const settings = parseSettings(environment, raw, ['BACKEND_URL'])
  const { api, web } = addressesOf(settings)
  const streamMinutes = Math.max(settings.VIDEO_URL_EXPIRY_MINUTES, settings.AUDIO_URL_EXPIRY_MINUTES)
  return {
    config: {
      host: hostOf(settings),
      port: settings.EDGE_PORT,
      mediaDir: resolve(mediaDirOf(settings)),
      webOrigin: new URL(web).origin,
      backendUrl: api,
      checkTokens: settings.ENABLE_STREAMING_TOKEN_VALIDATION,
      // Picture tokens end on the full hour, so that browsers can keep pictures: up to an hour later than configured.
      maxTtlSeconds: { stream: streamMinutes * 60, pictures: (settings.THUMBNAIL_URL_EXPIRY_HOURS + 1) * 3600 },
      revocations: {
        path: join(resolve(settings.DATA_DIR), 'edge', 'revocations.jsonl'),
        maxAgeSeconds: settings.REVOCATIONS_MAX_AGE_SECONDS,
      },
    },
    keys: { current: settings.STREAMING_SECRET_KEY, previous: settings.STREAMING_SECRET_KEY_PREVIOUS },
  }
}
