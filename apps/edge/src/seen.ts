import type { Grant } from '@better-and-bliss/stream-token'
import { MOST_SEEN, type SeenReport } from '@better-and-bliss/stream-token/seen-report'
import type { Log } from './log.ts'

/** Which streams were served, as the API is told every few seconds: who plays without heartbeats keeps a place, too. */
export type Seen = {
  /** Something was served by a genuine token for `contentId`. */
  note: (grant: Seeing, contentId: string) => void
  /** Tells what was noted since it was told last; never rejects. What does not arrive is noted by the next segments. */
  report: () => Promise<void>
  /** Reports every five seconds, where there is something to tell. Keeps no process alive. */
  start: () => void
  stop: () => void
}

/** What a token that was used tells of its stream. */
type Seeing = Omit<Grant, 'maxHeight'>

type SeenOptions = {
  backendUrl: string
  feedKey: string
  log: Log
  /** Notes what somebody else has served, before each report. */
  gather?: (note: Seen['note']) => Promise<void>
  fetch?: typeof globalThis.fetch
}

type Token = SeenReport['tokens'][number]

export function createSeen(options: SeenOptions): Seen {
  const stopped = new AbortController()
  let streams = new Set<string>()
  let tokens = new Map<string, Token>()
  let timer: NodeJS.Timeout | undefined
  let isLost = false

  const note: Seen['note'] = ({ scope, sessionId, userId, expiresAtSeconds: e }, contentId) => {
    if (scope !== 'stream') return
    if (sessionId !== null) streams.add(sessionId)
    else tokens.set(`${userId} ${contentId} ${e}`, { member_id: userId, content_id: contentId, e })
  }

  function take(): SeenReport[] {
    const reports = reportsOf([...streams], [...tokens.values()])
    streams = new Set()
    tokens = new Map()
    return reports
  }

  async function report(): Promise<void> {
    try {
      await options.gather?.(note)
      for (const one of take()) await send(one, options, stopped.signal)
      if (isLost) options.log.info('streams that are seen are told again')
      isLost = false
    } catch (error) {
      if (!isLost && !stopped.signal.aborted)
        options.log.warn('streams that are seen could not be told', { reason: String(error) })
      isLost = true
    }
  }

  async function run(): Promise<void> {
    await report()
    if (!stopped.signal.aborted) timer = setTimeout(() => void run(), INTERVAL_MS).unref()
  }

  return {
    note,
    report,
    start: () => void run(),
    stop() {
      stopped.abort()
      clearTimeout(timer)
    },
  }
}

const INTERVAL_MS = 5_000
const TIMEOUT_MS = 2_000

/** None where there is nothing to tell. */
function reportsOf(streams: string[], tokens: Token[]): SeenReport[] {
  const count = Math.max(Math.ceil(streams.length / MOST_SEEN.streams), Math.ceil(tokens.length / MOST_SEEN.tokens))
  return Array.from({ length: count }, (_, index) => ({
    streams: streams.slice(index * MOST_SEEN.streams, (index + 1) * MOST_SEEN.streams),
    tokens: tokens.slice(index * MOST_SEEN.tokens, (index + 1) * MOST_SEEN.tokens),
  }))
}

/** @throws Error for any answer but that it was taken. */
async function send(
  report: SeenReport,
  { backendUrl, feedKey, fetch = globalThis.fetch }: SeenOptions,
  stopped: AbortSignal,
): Promise<void> {
  const response = await fetch(new URL('/api/streaming/seen', backendUrl), {
    method: 'POST',
    headers: { authorization: `Bearer ${feedKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(report),
    redirect: 'error',
    signal: AbortSignal.any([stopped, AbortSignal.timeout(TIMEOUT_MS)]),
  })
  if (!response.ok) throw new Error(`the API answered ${response.status}`)
}
