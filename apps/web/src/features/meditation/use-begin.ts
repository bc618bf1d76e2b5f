import type { ContentDetail, StartedSession } from '@better-and-bliss/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { start, titleQuery } from './api.ts'
import type { LiveSession } from './live/live-session.ts'
import { openLiveSession } from './live/open-session.ts'
import type { Microphone } from './microphone/microphone.ts'
import type { Preferences } from './preferences.ts'

/** A session that has begun. */
export interface Running {
  started: StartedSession
  title: ContentDetail | null
  /** Null: paced only. */
  live: LiveSession | null
}

interface Plan {
  preferences: Preferences
  /** Id of the title that guides. */
  guide: string | null
  /** Begins nothing new, but follows this one again. */
  resumed: StartedSession | null
  onBegun: (running: Running) => void
}

interface Beginning {
  microphone: Microphone | null
  /** Called when the session has the microphone. */
  take: () => void
}

/** Begins a session with or without a microphone. */
export function useBegin({ preferences, guide, resumed, onBegun }: Plan) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async ({ microphone }: Beginning) => {
      const title = guide === null ? null : await queries.ensureQueryData(titleQuery(guide))
      // Without a microphone there is nothing of a breath to be kept, whatever was said.
      const storesBreath = microphone === null ? preferences.storesBreath !== false : preferences.storesBreath === true
      const started = resumed ?? (await start({ preferences, contentId: title?.id ?? null, storesBreath }))
      return { started, title }
    },
    onSuccess: ({ started, title }, { microphone, take }) => {
      take()
      onBegun({ started, title, live: microphone && openLiveSession(started, microphone, preferences) })
    },
  })
}
