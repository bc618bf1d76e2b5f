import { group, required } from '../group.ts'
import type { Secret } from '../secret.ts'
import type { Values } from '../variables.ts'

/** How AWS is reached. Without credentials the machine's own role gives access. */
export interface Aws {
  region: string | undefined
  credentials: { keyId: string; secretKey: Secret; sessionToken: Secret | undefined } | undefined
}

/** The region of what names none of its own. */
export function regionOf(set: Pick<Values, 'AWS_REGION' | 'AWS_DEFAULT_REGION'>): string | undefined {
  return set.AWS_DEFAULT_REGION ?? set.AWS_REGION
}

/** The variables of a key: one of a user, or, with a session token, one that a role was lent for some hours. */
export const AWS_KEY = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'] as const

/** The key of what is reached by key. */
export function credentialsOf(set: Pick<Values, (typeof AWS_KEY)[number]>): Aws['credentials'] {
  if (AWS_KEY.every((name) => !set[name])) return undefined
  const both = required(set, ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'], 'access to AWS by key')
  return {
    keyId: both.AWS_ACCESS_KEY_ID,
    secretKey: both.AWS_SECRET_ACCESS_KEY,
    sessionToken: set.AWS_SESSION_TOKEN,
  }
}

export const aws = group(
  ['AWS_REGION', 'AWS_DEFAULT_REGION', ...AWS_KEY],
  (set): Aws => ({ region: regionOf(set), credentials: credentialsOf(set) }),
)
