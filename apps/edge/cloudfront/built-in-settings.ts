import type { StoredSettings } from '@better-and-bliss/stream-token'

/** What is built into the functions of Lambda@Edge, which have no environment variables of ours. */
export interface ViewerLambdaSettings extends StoredSettings {
  /** Where the API says what was ended. */
  backendUrl: string
}

export interface OriginLambdaSettings {
  keys: StoredSettings['keys']
  maxTtlSeconds: StoredSettings['maxTtlSeconds']
  bucket: string
  region: string
  endpoint: string | undefined
}
