import {
  beginCircle,
  type Circle,
  endCircle,
  getHostedCircle,
  joinCircle,
  openCircle,
  putCircleSession,
  type StartedSession,
} from '@better-and-bliss/sdk'
import { queryOptions } from '@tanstack/react-query'
import { ApiError, answerOf } from '../../../api/answer.ts'
import type { Preferences } from '../preferences.ts'

/** The member's own circle that is open; null where there is none. */
export function hostedQuery() {
  return queryOptions({
    queryKey: ['meditation', 'circle', 'hosted'],
    queryFn: async ({ signal }) => (await answerOf(getHostedCircle({ signal }))).circle,
    staleTime: 0,
  })
}

/** Joins by a code, once for as long as the page is there. */
export function joinedQuery(code: string) {
  return queryOptions({
    queryKey: ['meditation', 'circle', 'joined', code],
    queryFn: () => join(code),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
}

function join(code: string): Promise<Circle> {
  return answerOf(joinCircle({ body: { code } }))
}

export type Rejoining = 'ok' | 'signed_out' | 'over' | 'unreachable'

/** Makes sure that cookies and place are good: a socket that was refused does not say why. */
export async function rejoin(code: string): Promise<Rejoining> {
  try {
    await join(code)
    return 'ok'
  } catch (error) {
    if (!(error instanceof ApiError)) return 'unreachable'
    if (error.status === 401 || error.status === 403) return 'signed_out'
    // A circle that has become full meanwhile is breathed along with until there is a place again.
    return error.status === 404 ? 'over' : 'unreachable'
  }
}

interface Opening extends Pick<Preferences, 'pattern' | 'patternId' | 'own'> {
  minutes: number
}

/** Opens a circle with what the member chose; breathing as it comes is no pace for several. */
export function open({ pattern, patternId, own, minutes }: Opening): Promise<Circle> {
  if (pattern === 'own') return answerOf(openCircle({ body: { pattern, target: own, minutes } }))
  if (pattern === 'studio') return answerOf(openCircle({ body: { pattern, pattern_id: patternId, minutes } }))
  return answerOf(openCircle({ body: { pattern: pattern === 'none' ? 'coherent' : pattern, minutes } }))
}

export function begin(id: string): Promise<Circle> {
  return answerOf(beginCircle({ path: { id } }))
}

export function end(id: string): Promise<Circle> {
  return answerOf(endCircle({ path: { id } }))
}

interface Own {
  storesBreath: boolean
  /** The one that this page has been in all along; null before it begins. */
  sessionId: string | null
}

/** The member's own session in a circle: begun, or gone on with after the line was lost. */
export function putSession(id: string, { storesBreath, sessionId }: Own): Promise<StartedSession> {
  return answerOf(putCircleSession({ path: { id }, body: { store_breath: storesBreath, session_id: sessionId } }))
}
