import type { ContentDetail } from '@better-and-bliss/sdk'
import { type ReactNode, useEffect, useEffectEvent } from 'react'
import { Choose } from './choose/choose.tsx'
import { LeftSession } from './left-session.tsx'
import { OfflineSessionPage } from './live/offline-session.tsx'
import { RunningSession } from './live/running-session.tsx'
import { MicrophoneCheck } from './microphone/microphone-check.tsx'
import { useArrival } from './use-arrival.ts'
import { useMeditation } from './use-meditation.ts'

interface MeditatePageProps {
  memberId: string
  /** Id of the title that will guide, as the address says. */
  guide: string | null
  /** For how long, as the address says; undefined: as the member left it. */
  minutes: number | undefined
  onGuide: (id: string | null) => void
  /** The protected player, which begins by itself: at the beginning, or where the member was. */
  player: (item: ContentDetail, isResumed: boolean) => ReactNode
  /** From here on the microphone listens, or the breath is followed: nothing else may sound. */
  onBegin: () => void
  onFinished: (sessionId: string) => void
}

/** From a choice to a session, and through it. */
export function MeditatePage({ memberId, guide, minutes, onGuide, player, onBegin, onFinished }: MeditatePageProps) {
  const { step, go, cues, begin, choice, onAnother } = useMeditation({ memberId, guide, minutes })
  useArrival(step.kind)
  const begun = useEffectEvent(onBegin)
  const hasBegun = step.kind !== 'left' && step.kind !== 'choice'
  useEffect(() => {
    if (hasBegun) begun()
  }, [hasBegun])

  if (step.kind === 'session') {
    const { running } = step
    return (
      <RunningSession
        key={running.started.session_id}
        memberId={memberId}
        running={running}
        cues={cues}
        {...choice}
        guide={running.title && player(running.title, running.before !== undefined)}
        onFinished={() => onFinished(running.started.session_id)}
        onAnother={onAnother}
        onTakeBack={() => go({ kind: 'microphone', resumed: { started: running.started, record: null } })}
      />
    )
  }
  if (step.kind === 'offline') {
    const { session } = step
    return <OfflineSessionPage key={session.id} {...{ memberId, session, cues, onAnother, ...choice }} />
  }
  if (step.kind === 'microphone') {
    const { resumed } = step
    return (
      <MicrophoneCheck
        {...choice}
        isGuided={guide !== null}
        onReady={(microphone, take) => begin({ microphone, take, resumed })}
        onWithout={() => begin({ microphone: null, resumed })}
        onBack={onAnother}
      />
    )
  }
  if (step.kind === 'left') {
    const { record } = step
    return (
      <LeftSession
        record={record}
        onResumed={(started) => {
          const resumed = { started, record }
          if (record.usesMicrophone) go({ kind: 'microphone', resumed })
          else begin({ microphone: null, resumed })
        }}
        onEnded={() => onFinished(record.sessionId)}
        onGone={onAnother}
      />
    )
  }
  return (
    <Choose
      {...choice}
      memberId={memberId}
      guide={guide}
      onGuide={onGuide}
      onBegin={() =>
        choice.preferences.usesMicrophone
          ? go({ kind: 'microphone', resumed: null })
          : begin({ microphone: null, resumed: null })
      }
    />
  )
}
