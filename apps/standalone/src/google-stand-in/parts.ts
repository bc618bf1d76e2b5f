import type { Person } from './people.ts'

export interface StandInSettings {
  issuer: string
  clientId: string
  clientSecret: string
  backendUrl: string
  frontendUrl: string
}

/** What a code stands for until it is redeemed, once. */
export interface Grant {
  person: Person
  nonce: string | undefined
  codeChallenge: string
  expiresAtMs: number
}

export interface StandInParts {
  settings: StandInSettings
  nowMs: () => number
  randomBytes: (size: number) => Buffer
  /** By their codes. */
  grants: Map<string, Grant>
}

export function redirectUriOf({ backendUrl }: Pick<StandInSettings, 'backendUrl'>): string {
  return `${backendUrl}/auth/callback`
}
