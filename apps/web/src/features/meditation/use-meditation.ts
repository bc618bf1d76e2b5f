import { useEffect, useState } from 'react'
import { wordsOf } from '../../api/answer.ts'
import { useStorage } from '../../api/local-storage.ts'
import { useIsOffline } from '../../api/offline.ts'
import { createCues } from './live/cues.ts'
import { t } from './messages.ts'
import { forgetRunning, type RunningRecord, readRunning } from './running-record.ts'
import { type Beginning, type Begun, type Resumed, useBegin } from './use-begin.ts'
import { usePreferences } from './use-preferences.ts'

export type Step =
  /** A session runs at the server, and its page was left or loaded again. */
  { kind: 'left'; record: RunningRecord } | { kind: 'choice' } | { kind: 'microphone'; resumed: Resumed | null } | Begun

interface Asked {
  memberId: string
  /** Id of the title that will guide. */
  guide: string | null
  /** For how long, where a link says so. */
  minutes: number | undefined
}

/** What a member does on their way to a session, and how far they are. */
export function useMeditation({ memberId, guide, minutes }: Asked) {
  const [preferences, onPreferences] = usePreferences(memberId, minutes)
  const isOffline = useIsOffline()
  const [cues] = useState(createCues)
  const storage = useStorage()
  const [step, go] = useState<Step>(() => {
    const record = readRunning(storage, memberId, Date.now())
    return record ? { kind: 'left', record } : { kind: 'choice' }
  })
  useEffect(() => forgetRunning(storage, memberId), [storage, memberId])
  const beginning = useBegin({ preferences, guide, onBegun: go })

  return {
    step,
    go,
    cues,
    /** Within the member's gesture. */
    begin: (what: Beginning) => {
      cues.wake()
      beginning.mutate(what)
    },
    choice: {
      // Without a network there is nobody to hear a breath.
      preferences: isOffline ? { ...preferences, usesMicrophone: false } : preferences,
      onPreferences,
      isOffline,
      isBeginning: beginning.isPending,
      problem: beginning.error && wordsOf(beginning.error, t('wentWrongBeginning')),
    },
    /** Back to the choice, as if nothing had been tried. */
    onAnother: () => {
      beginning.reset()
      go({ kind: 'choice' })
    },
  }
}
