import type { EdgeSettings } from '@better-and-bliss/settings'

/** What `npm run edge:build` makes, each into a folder of its name. */
export interface Artefact {
  name: string
  /** From the folder of this app. */
  entry: string
  /** What runs it, and so how it is made: `cloudfront` and `nginx` are dialects of njs, `lambda` is Node as CommonJS, zipped. */
  engine: 'cloudfront' | 'nginx' | 'lambda'
  /** More is refused by who runs it: of the file, or of the zip. */
  limitBytes: number
  /** Built in, as the constant EDGE_SETTINGS. What bears keys is a secret itself. */
  settings?: (settings: EdgeSettings) => BuiltIn
}

/** Settings of functions that have no environment variables, and whether they are secret. */
export interface BuiltIn {
  isSecret: boolean
  values: Record<string, unknown>
}

const KB = 1024

export const ARTEFACTS: readonly Artefact[] = [
  {
    name: 'cloudfront-viewer-request',
    entry: 'cloudfront/viewer-request-function.ts',
    engine: 'cloudfront',
    limitBytes: 10 * KB,
  },
]
