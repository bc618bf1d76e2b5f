import { Button } from '@mantine/core'
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react'
import { Notice } from '../../../ui/notice.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { complete } from '../api.ts'
import { pageClock } from '../clock.ts'
import { type Preferences, withProfile } from '../preferences.ts'
import type { Connection } from '../socket/connection.ts'
import type { Running } from '../use-begin.ts'
import { END_WORDS } from '../words.ts'
import type { Cues } from './cues.ts'
import { DetectedSession } from './detected-session.tsx'
import { type FinishStep, finishSession } from './finish.ts'
import { Guide } from './guide.tsx'
import { GuideSync } from './guide-sync.ts'
import { t } from './messages.ts'
import { PacedSession } from './paced-session.tsx'
import { Saving } from './saving.tsx'
import { createStopwatch, type Stopwatch } from './stopwatch.ts'
import { useFreshCookies } from './use-fresh-cookies.ts'
import { usePageLeave } from './use-page-leave.ts'

interface RunningSessionProps {
  memberId: string
  running: Running
  cues: Cues
  preferences: Preferences
  onPreferences: (change: Partial<Preferences>) => void
  guide: ReactNode
  onFinished: () => void
  onAnother: () => void
  /** Follows the same session here again, after it was continued elsewhere. */
  onTakeBack: () => void
}

/** One session, from its first breath until the studio has it. */
export function RunningSession(props: RunningSessionProps) {
  const { running, cues, preferences, onPreferences, guide, onFinished, onAnother, onTakeBack } = props
  const { started, live } = running
  const [guideSync] = useState(() => (guide ? new GuideSync() : null))
  const [stopwatch] = useState(() => live?.stopwatch ?? pacedStopwatch(running))
  const [finishing, setFinishing] = useState<FinishStep | null>(null)
  const [cut, setCut] = useState<Connection | null>(null)
  const isEnding = useRef(false)
  const isHere = useRef(true)
  useFreshCookies()
  usePageLeave({
    memberId: props.memberId,
    sessionId: started.session_id,
    isOpen: cut === null,
    stopwatch,
    live,
    onGone: () => {
      live?.close()
      setCut('gone')
    },
  })

  async function end(): Promise<void> {
    if (isEnding.current) return
    isEnding.current = true
    const pausedSeconds = stopwatch.pausedSeconds()
    const summary = await finishSession({
      goodbye: live?.finish() ?? Promise.resolve(),
      complete: () => complete(started.session_id, pausedSeconds),
      clock: pageClock,
      onStep: (step) => isHere.current && setFinishing(step),
    })
    live?.close()
    const learned = live?.profile()
    if (learned) onPreferences({ profiles: withProfile(preferences, learned.microphone, learned.profile).profiles })
    if (summary && isHere.current) onFinished()
  }

  // Who leaves the page in the middle has ended the session; it is saved in the background.
  const leave = useEffectEvent(() => {
    isHere.current = false
    if (cut === null) void end()
  })
  useEffect(() => {
    isHere.current = true
    return () => leave()
  }, [])

  function cutOff(connection: Connection): void {
    if (isEnding.current) return
    live?.close()
    if (connection === 'done') void end()
    else setCut(connection)
  }

  if (cut) return <Cut connection={cut} onAnother={onAnother} onTakeBack={onTakeBack} />
  if (finishing) return <Saving step={finishing} onLeave={onAnother} />
  const shared = {
    target: started.target,
    minutes: guide ? null : preferences.minutes,
    preferences,
    onPreferences,
    guide: guideSync && <Guide sync={guideSync}>{guide}</Guide>,
    guideSync,
    cues,
    onEnd: () => void end(),
  }
  if (!live) return <PacedSession {...shared} stopwatch={stopwatch} />
  return <DetectedSession {...shared} session={live} onCut={cutOff} />
}

/** With a guide it begins when that does. */
function pacedStopwatch({ title, before }: Running): Stopwatch {
  const stopwatch = createStopwatch(pageClock.nowMs, before)
  if (title) stopwatch.pause()
  return stopwatch
}

interface CutProps {
  connection: Connection
  onAnother: () => void
  onTakeBack: () => void
}

function Cut({ connection, onAnother, onTakeBack }: CutProps) {
  const { title, words } = END_WORDS[connection] ?? { title: t('hasEnded'), words: '' }
  return (
    <>
      <PageTitle>{title}</PageTitle>
      <Notice
        heading="h1"
        title={title}
        action={
          <>
            {connection === 'replaced' && <Button onClick={onTakeBack}>{t('followHere')}</Button>}
            <Button variant={connection === 'replaced' ? 'default' : 'filled'} onClick={onAnother}>
              {t('beginAnother')}
            </Button>
          </>
        }
      >
        {words}
      </Notice>
    </>
  )
}
