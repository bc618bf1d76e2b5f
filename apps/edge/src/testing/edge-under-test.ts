import type { Ask } from './ask.ts'
import { keyOf } from './edge.ts'
import * as media from './media.ts'

/** An edge that runs, for KEYS and WEB_ORIGIN. */
export interface EdgeUnderTest extends AsyncDisposable {
  ask: Ask
  port: number
  /** What it takes for the time, in unix seconds. */
  nowSeconds: () => number
  replace: (file: string, bytes: string) => void
  endSession: (sessionId: string) => Promise<void>
  /** Whether it knows what was ended. */
  setListCurrent: (isCurrent: boolean) => Promise<void>
  /** What it complained about. */
  problems: string[]
}

/** Tokens that an edge takes now, and addresses with them; files are named without `hls/{content}/`. */
export function tokensAt(nowSeconds: () => number) {
  const expiresAtSeconds = () => nowSeconds() + 3600
  const streamToken = (changes: Parameters<typeof media.streamToken>[0] = {}) =>
    media.streamToken({ expiresAtSeconds: expiresAtSeconds(), ...changes })
  return {
    streamToken,
    pictureToken: () => media.pictureToken({ expiresAtSeconds: expiresAtSeconds() }),
    specifiedToken: () => streamToken().replace(/&q=.*/, ''),
    urlOf: (file: string, query = streamToken()) => `/${keyOf(file)}?${query}`,
  }
}
