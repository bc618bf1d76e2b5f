import type { BreathPattern, ContentDetail, StartedSession } from '@better-and-bliss/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { v4 as newId } from 'uuid'
import { ApiError } from '../../api/answer.ts'
import { patternsQuery, start, titleQuery } from './api.ts'
import type { LiveSession } from './live/live-session.ts'
import type { OfflineSession } from './live/offline-session.tsx'
import { openLiveSession } from './live/open-live-session.ts'
import type { Microphone } from './microphone/microphone.ts'
import { isChosen, patternsWith } from './patterns.ts'
import type { Preferences } from './preferences.ts'
import { type Elapsed, elapsedNow, type RunningRecord } from './running-record.ts'

/** A session that has begun. */
export interface Running {
  started: StartedSession
  title: ContentDetail | null
  /** Null: paced only. */
  live: LiveSession | null
  /** How long it had lasted before this page; undefined if it is new. */
  before: Elapsed | undefined
}

/** A session that runs already, and is followed here again. */
export interface Resumed {
  started: StartedSession
  /** What its page left behind; null if another window had it. */
  record: RunningRecord | null
}

/** What came of it: a session that the API knows, or one that it is told of when it is over. */
export type Begun = { kind: 'session'; running: Running } | { kind: 'offline'; session: OfflineSession }

interface Plan {
  preferences: Preferences
  /** Id of the title that guides. */
  guide: string | null
  onBegun: (begun: Begun) => void
}

export interface Beginning {
  microphone: Microphone | null
  /** Begins nothing new, but follows this one again. */
  resumed: Resumed | null
  /** Called when the session has the microphone. */
  take?: () => void
}

/** Begins a session with or without a microphone; one that is paced only begins without the API, too. */
export function useBegin({ preferences, guide, onBegun }: Plan) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async ({ microphone, resumed }: Beginning) => {
      const needsApi = microphone !== null || resumed !== null || guide !== null
      const title = guide === null ? null : await queries.ensureQueryData(titleQuery(guide))
      // Without a microphone there is nothing of a breath to be kept, whatever was said.
      const storesBreath = microphone === null ? preferences.storesBreath !== false : preferences.storesBreath === true
      try {
        const started = resumed?.started ?? (await start({ preferences, contentId: title?.id ?? null, storesBreath }))
        return { started, title }
      } catch (error) {
        if (needsApi || !isUnreachable(error)) throw error
        return null
      }
    },
    onSuccess: (answer, { microphone, take, resumed }) => {
      take?.()
      if (!answer) {
        const ofStudio = queries.getQueryData(patternsQuery().queryKey) ?? []
        return onBegun({ kind: 'offline', session: offlineSession(preferences, ofStudio) })
      }
      const { started, title } = answer
      const before = resumed?.record ? elapsedNow(resumed.record, Date.now()) : undefined
      const live = microphone && openLiveSession(started, microphone, preferences, before)
      // It begins when its guide does.
      if (title) live?.pause()
      onBegun({ kind: 'session', running: { started, title, live, before } })
    },
  })
}

function isUnreachable(error: unknown): boolean {
  return error instanceof ApiError && error.status === 0
}

/** One of the studio's patterns is told as the member's own: the studio may take it back before it is told. */
function offlineSession(preferences: Preferences, ofStudio: readonly BreathPattern[]): OfflineSession {
  const chosen = patternsWith(preferences.own, ofStudio).find((pattern) => isChosen(pattern, preferences))
  const target = chosen?.target ?? null
  const base = { id: newId(), startedAt: new Date().toISOString(), target }
  if (!chosen || !target) return { ...base, paced: { pattern: 'none', target: null } }
  if (chosen.id === 'own' || chosen.id === 'studio') return { ...base, paced: { pattern: 'own', target } }
  return { ...base, paced: { pattern: chosen.id, target: null } }
}
