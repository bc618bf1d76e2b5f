import type { Grant } from '@better-and-bliss/stream-token'
import { z } from 'zod'
import type { Log } from './log.ts'

/** What was ended while its tokens are still alive, as the API tells it. */
export type Revocations = {
  /**
   * Whether the token's stream session was ended. A token without one (made to the specification's letter, or ours with
   * parameters cut off) counts as ended when any session of its member was. Pictures stay open.
   */
  isRevoked: (grant: Grant) => boolean
  /** Asks once; never rejects. While the API cannot be reached the last list stays in force. */
  poll: () => Promise<void>
  /** Polls every two seconds, at once to begin with. Keeps no process alive. */
  start: () => void
  stop: () => void
}

export function createRevocations(options: {
  backendUrl: string
  feedKey: string
  log: Log
  fetch?: typeof globalThis.fetch
}): Revocations {
  const { backendUrl, feedKey, log, fetch = globalThis.fetch } = options
  const url = new URL('/api/streaming/revocations', backendUrl)
  const stopped = new AbortController()
  let sessions: ReadonlySet<string> = new Set()
  let members: ReadonlySet<string> = new Set()
  let lost = false
  let timer: NodeJS.Timeout | undefined

  async function ask(): Promise<z.infer<typeof Feed>> {
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${feedKey}` },
      redirect: 'error',
      signal: AbortSignal.any([stopped.signal, AbortSignal.timeout(TIMEOUT_MS)]),
    })
    if (!response.ok) throw new Error(`the API answered ${response.status}`)
    return Feed.parse(await response.json())
  }

  async function poll(): Promise<void> {
    try {
      const feed = await ask()
      sessions = new Set(feed.sessions)
      members = new Set(feed.members)
      if (lost) log.info('revocation feed regained')
      lost = false
    } catch (error) {
      if (!lost && !stopped.signal.aborted) log.warn('revocation feed lost', { reason: reasonOf(error) })
      lost = true
    }
  }

  async function run(): Promise<void> {
    await poll()
    if (!stopped.signal.aborted) timer = setTimeout(() => void run(), INTERVAL_MS).unref()
  }

  return {
    isRevoked: ({ scope, sessionId, userId }) =>
      scope === 'stream' && (sessionId === null ? members.has(userId) : sessions.has(sessionId)),
    poll,
    start: () => void run(),
    stop() {
      stopped.abort()
      clearTimeout(timer)
    },
  }
}

const INTERVAL_MS = 2000
const TIMEOUT_MS = 2000
const Feed = z.object({ sessions: z.array(z.guid()), members: z.array(z.guid()) })

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}
