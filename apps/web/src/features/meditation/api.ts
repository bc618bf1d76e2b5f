import {
  browseContent,
  type ContentCard,
  completeSession,
  getContent,
  getMe,
  leaveSession,
  listPatterns,
  resumeSession,
  type SessionSummary,
  type StartedSession,
  startSession,
} from '@better-and-bliss/sdk'
import { queryOptions } from '@tanstack/react-query'
import { ApiError, answerOf } from '../../api/answer.ts'
import type { Preferences } from './preferences.ts'
import type { Authorization } from './socket/connection.ts'

const STALE_MS = 60_000
const MAX_TITLES = 24

/** Titles that the member may play now. */
export function guidesQuery() {
  return queryOptions({
    queryKey: ['content', 'guides'],
    queryFn: async ({ signal }): Promise<ContentCard[]> => {
      const { content } = await answerOf(browseContent({ query: { sort: 'featured', limit: MAX_TITLES }, signal }))
      return content.filter(({ can_access, is_hls_ready }) => can_access && is_hls_ready)
    },
    staleTime: STALE_MS,
  })
}

/** The patterns that the studio made. */
export function patternsQuery() {
  return queryOptions({
    queryKey: ['meditation', 'patterns'],
    queryFn: async ({ signal }) => (await answerOf(listPatterns({ signal }))).patterns,
    staleTime: STALE_MS,
  })
}

export function titleQuery(id: string) {
  return queryOptions({
    queryKey: ['content', 'detail', id],
    queryFn: ({ signal }) => answerOf(getContent({ path: { content_id: id }, signal })),
    staleTime: STALE_MS,
  })
}

interface Start {
  preferences: Preferences
  /** The title that guides; without one the chosen pattern does. */
  contentId: string | null
  storesBreath: boolean
}

export function start({ preferences, contentId, storesBreath }: Start): Promise<StartedSession> {
  const what = contentId ? { content_id: contentId } : chosenPattern(preferences)
  return answerOf(startSession({ body: { ...what, store_breath: storesBreath } }))
}

function chosenPattern({ pattern, patternId, own }: Preferences) {
  if (pattern === 'own') return { pattern, target: own }
  return pattern === 'studio' ? { pattern, pattern_id: patternId } : { pattern }
}

/** @param elapsedSeconds how long after its start it was over, where that is not now */
export function complete(id: string, pausedSeconds: number, elapsedSeconds?: number): Promise<SessionSummary> {
  const body = { paused_seconds: pausedSeconds, elapsed_seconds: elapsedSeconds ?? null }
  return answerOf(completeSession({ path: { id }, body }))
}

/** Says that the page of a session is going away. Its answer is not read. */
export function leave(id: string, pausedSeconds: number): void {
  const told = leaveSession({ path: { id }, query: { paused_seconds: pausedSeconds }, keepalive: true })
  told.catch(() => {})
}

/** Goes on with a session that was left. @throws ApiError `already_ended` or `not_found` if there is none any more */
export function resume(id: string): Promise<StartedSession> {
  return answerOf(resumeSession({ path: { id } }))
}

/** Asks with fresh cookies whether somebody is signed in: what a socket that was refused cannot say. */
export async function authorize(): Promise<Authorization> {
  try {
    await answerOf(getMe())
    return 'ok'
  } catch (error) {
    const isRefused = error instanceof ApiError && (error.status === 401 || error.status === 403)
    return isRefused ? 'signed_out' : 'unreachable'
  }
}
