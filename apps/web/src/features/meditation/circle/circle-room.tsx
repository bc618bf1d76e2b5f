import type { Circle } from '@better-and-bliss/sdk'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import { ButtonLink } from '../../../ui/button-link.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { Waiting } from '../../../ui/ring.tsx'
import { createCues } from '../live/cues.ts'
import { Saving } from '../live/saving.tsx'
import { useFreshCookies } from '../live/use-fresh-cookies.ts'
import { MicrophoneCheck } from '../microphone/microphone-check.tsx'
import type { Preferences } from '../preferences.ts'
import { useArrival } from '../use-arrival.ts'
import { usePreferences } from '../use-preferences.ts'
import type { CircleLine, CircleView } from './circle-line.ts'
import { CircleSession } from './circle-session.tsx'
import { Gathering } from './gathering.tsx'
import { t } from './messages.ts'
import { ThankYou } from './thank-you.tsx'
import type { OwnMicrophone } from './use-begun-session.ts'
import { useCircleLine } from './use-circle-line.ts'
import { useOwnSession } from './use-own-session.ts'
import { CIRCLE_END_WORDS } from './words.ts'

interface CircleRoomProps {
  memberId: string
  circle: Circle
  onBegin: () => void
}

/** A circle from its door to its thank-you. */
export function CircleRoom(props: CircleRoomProps) {
  const line = useCircleLine(props.circle)
  useFreshCookies()
  return line ? <FollowedCircle {...props} line={line} /> : <Waiting words={t('joining')} />
}

function FollowedCircle({ memberId, circle, line, onBegin }: CircleRoomProps & { line: CircleLine }) {
  const navigate = useNavigate()
  const view = useSyncExternalStore(line.subscribe, line.view)
  const [preferences, onPreferences] = usePreferences(memberId)
  const [cues] = useState(createCues)
  const [microphone, setMicrophone] = useState<OwnMicrophone>({ kind: 'off' })
  const { hasBegun, hasGathered, comeIn } = useGathering(view)
  const isIn = hasBegun && hasGathered && microphone.kind !== 'checking'
  const { connection } = view
  const isLive = connection === 'live'
  const own = useOwnSession({ memberId, circle, line, preferences, onPreferences, microphone, isIn, isLive })
  useEffect(() => {
    if (connection === 'over' || connection === 'left') own.end()
    if (connection === 'replaced' || connection === 'signed_out') own.letGo()
  })
  useQuiet(isIn || microphone.kind !== 'off', onBegin)
  useUnusedMicrophone(own.live === null ? microphone : null)

  const ended = CIRCLE_END_WORDS[connection]
  const shared = { view, preferences, onPreferences }
  useArrival([own.done !== null, own.finishing !== null, ended?.title, microphone.kind === 'checking', isIn].join())
  if (own.done)
    return (
      <ThankYou
        sessionId={own.done.sessionId}
        {...{ members: view.members, hasBegun, hasLeft: connection === 'left' }}
      />
    )
  if (own.finishing) return <Saving isKeptHere step={own.finishing} onLeave={() => void navigate({ to: '/circle' })} />
  if (ended) return <Ended {...ended} />
  if (microphone.kind === 'checking') return <Checking {...shared} onMicrophone={setMicrophone} />
  if (isIn) return <CircleSession {...shared} {...{ line, cues, own, target: circle.target, circleId: circle.id }} />
  return (
    <Gathering
      {...shared}
      circle={circle}
      microphone={microphone}
      onMicrophone={(isWanted) => {
        if (microphone.kind === 'ready') microphone.microphone.close()
        setMicrophone({ kind: isWanted ? 'checking' : 'off' })
      }}
      onComeIn={() => {
        cues.wake()
        comeIn()
      }}
      onLeave={() => line.leave()}
    />
  )
}

/** Whoever was here before it began is in by themselves; whoever comes later says so. */
function useGathering({ connection, startedAtMs }: CircleView) {
  const [hasGathered, setHasGathered] = useState(false)
  const hasBegun = startedAtMs !== null
  useEffect(() => {
    if (connection === 'live' && !hasBegun) setHasGathered(true)
  }, [connection, hasBegun])
  return { hasBegun, hasGathered, comeIn: () => setHasGathered(true) }
}

/** Once, when nothing else may sound any more. */
function useQuiet(isQuiet: boolean, onQuiet: () => void): void {
  const quiet = useEffectEvent(onQuiet)
  useEffect(() => {
    if (isQuiet) quiet()
  }, [isQuiet])
}

/** A microphone that no session has taken goes with the page. */
function useUnusedMicrophone(unused: OwnMicrophone | null): void {
  const close = useEffectEvent(() => {
    if (unused?.kind === 'ready') unused.microphone.close()
  })
  useEffect(() => () => close(), [])
}

interface CheckingProps {
  preferences: Preferences
  onPreferences: (change: Partial<Preferences>) => void
  onMicrophone: (microphone: OwnMicrophone) => void
}

function Checking({ preferences, onPreferences, onMicrophone }: CheckingProps) {
  return (
    <MicrophoneCheck
      {...{ preferences, onPreferences }}
      isGuided={false}
      isForCircle
      isBeginning={false}
      problem={null}
      onReady={(microphone, take) => {
        take()
        onMicrophone({ kind: 'ready', microphone })
      }}
      onWithout={() => onMicrophone({ kind: 'off' })}
      onBack={() => onMicrophone({ kind: 'off' })}
    />
  )
}

function Ended({ title, words }: { title: string; words: string }) {
  return (
    <>
      <PageTitle>{title}</PageTitle>
      <Notice heading="h1" title={title} action={<ButtonLink to="/circle">{t('breatheTogether')}</ButtonLink>}>
        {words}
      </Notice>
    </>
  )
}
