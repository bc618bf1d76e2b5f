import type { RootKeys } from '../sealing.ts'

/** Not guessable by the rules of production, whose servers are tested with them, too. */
export const TEST_KEYS = {
  STREAMING_SECRET_KEY: 'streaming key of tests, which opens nothing elsewhere',
  JWT_SECRET_KEY: 'jwt key of tests, which signs nothing elsewhere',
}

/** What a process works with that has this JWT_SECRET_KEY alone, from the first one on. */
export function rootKeysOf(jwtKey = TEST_KEYS.JWT_SECRET_KEY): RootKeys {
  return { ring: [jwtKey], lasting: jwtKey }
}
