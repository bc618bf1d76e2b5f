import type { ContentDetail, StartedSession } from '@better-and-bliss/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { start, titleQuery } from './api.ts'
import type { LiveSession } from './live/live-session.ts'
import { openLiveSession } from './live/open-live-session.ts'
import type { Microphone } from './microphone/microphone.ts'
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

interface Plan {
  preferences: Preferences
  /** Id of the title that guides. */
  guide: string | null
  onBegun: (running: Running) => void
}

export interface Beginning {
  microphone: Microphone | null
  /** Begins nothing new, but follows this one again. */
  resumed: Resumed | null
  /** Called when the session has the microphone. */
  take?: () => void
}

/** Begins a session with or without a microphone. */
export function useBegin({ preferences, guide, onBegun }: Plan) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async ({ microphone, resumed }: Beginning) => {
      const title = guide === null ? null : await queries.ensureQueryData(titleQuery(guide))
      // Without a microphone there is nothing of a breath to be kept, whatever was said.
      const storesBreath = microphone === null ? preferences.storesBreath !== false : preferences.storesBreath === true
      const started = resumed?.started ?? (await start({ preferences, contentId: title?.id ?? null, storesBreath }))
      return { started, title }
    },
    onSuccess: ({ started, title }, { microphone, take, resumed }) => {
      take?.()
      const before = resumed?.record ? elapsedNow(resumed.record, Date.now()) : undefined
      const live = microphone && openLiveSession(started, microphone, preferences, before)
      // It begins when its guide does.
      if (title) live?.pause()
      onBegun({ started, title, live, before })
    },
  })
}
