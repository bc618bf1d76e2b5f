import { ConfigError, type EdgeSettings } from '@better-and-bliss/settings'
import { allowedCountries, longestLives } from '@better-and-bliss/stream-token'
import type { OriginLambdaSettings, ViewerLambdaSettings } from '../cloudfront/built-in-settings.ts'

/** What `npm run edge:build` makes, each into a folder of its name. */
export interface Artefact {
  name: string
  /** From the folder of this app. */
  entry: string
  /** What runs it, and so how it is made: `cloudfront` and `nginx` are dialects of njs, `lambda` is Node as CommonJS, zipped. */
  engine: 'cloudfront' | 'nginx' | 'lambda'
  /** More is refused by who runs it, or costs too much there: of the file, or of the zip. */
  limitBytes: number
  /** Built in, as the constant EDGE_SETTINGS. What bears keys is a secret itself. */
  settings?: (settings: EdgeSettings) => BuiltIn
}

/** Settings of functions that have no environment variables, and whether they are secret. */
export interface BuiltIn {
  isSecret: boolean
  values: object
}

const KB = 1024
const MB = KB * KB

export const ARTEFACTS: readonly Artefact[] = [
  {
    name: 'cloudfront-viewer-request',
    entry: 'cloudfront/viewer-request-function.ts',
    engine: 'cloudfront',
    limitBytes: 10 * KB,
  },
  {
    name: 'lambda-viewer-request',
    entry: 'cloudfront/viewer-request-lambda.ts',
    engine: 'lambda',
    limitBytes: MB,
    settings: (settings) => ({ isSecret: true, values: viewerLambdaSettings(settings) }),
  },
  {
    name: 'lambda-origin-request',
    entry: 'cloudfront/origin-request-lambda.ts',
    engine: 'lambda',
    limitBytes: 50 * MB,
    settings: (settings) => ({ isSecret: true, values: originLambdaSettings(settings) }),
  },
  { name: 'nginx', entry: 'nginx/shell.ts', engine: 'nginx', limitBytes: 64 * KB },
]

/** @throws ConfigError where the API could not be reached from elsewhere. */
function viewerLambdaSettings(settings: EdgeSettings): ViewerLambdaSettings {
  const { backendUrl, revocations, geo } = settings
  if (new URL(backendUrl).hostname === 'localhost')
    throw new ConfigError(['BACKEND_URL is missing: the function asks the API what was ended'])
  return {
    ...common(settings),
    webOrigin: new URL(settings.frontendUrl).origin,
    maxAgeSeconds: revocations.maxAgeSeconds,
    allowedCountries: allowedCountries(geo),
    backendUrl,
  }
}

/** @throws ConfigError where media are not in S3. */
function originLambdaSettings(settings: EdgeSettings): OriginLambdaSettings {
  const { store } = settings
  if (store.kind !== 's3') throw new ConfigError(['VIDEO_BUCKET_NAME is missing: playlists are read from S3'])
  const { bucket, region, endpoint } = store
  return { ...common(settings), bucket, region, endpoint }
}

function common({ streamKeys, urlLives }: EdgeSettings) {
  return {
    keys: streamKeys.reveal(),
    maxTtlSeconds: longestLives(urlLives),
  }
}
