import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { v4 as newId } from 'uuid'
import { wordsOf } from '../../../api/answer.ts'
import { ButtonLink } from '../../../ui/button-link.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import { durationWords } from '../../../ui/words.ts'
import { SessionDone } from '../../meditation/unsent/session-done.tsx'
import type { Unsent } from '../../meditation/unsent/unsent.ts'
import { useTelling } from '../../meditation/unsent/use-telling.ts'
import { useArrival } from '../../meditation/use-arrival.ts'
import { usePreferences } from '../../streaming/controls/use-preferences.ts'
import { afterEnd } from '../../streaming/end/after-end.ts'
import type { PracticeTurn } from '../../streaming/now-playing/now-playing.ts'
import { useNowPlaying, useNowPlayingView } from '../../streaming/now-playing/use-now-playing.ts'
import { t } from '../messages.ts'
import { Between } from './between.tsx'
import { BreathTurn } from './breath-turn.tsx'
import { TimerTurn } from './timer-turn.tsx'
import type { Practised } from './turn.ts'
import { useGoOn } from './use-go-on.ts'

interface PracticePageProps {
  memberId: string
  routineId: string
}

interface After extends Pick<Practised, 'sessionId' | 'isWhole'> {
  turnId: string
  seconds: number
  /** What comes after it; null: nothing. */
  next: string | null
}

/** What a routine has between items: practice, and the way to what comes after it. Whoever leaves it ends the routine. */
export function PracticePage({ memberId, routineId }: PracticePageProps) {
  const nowPlaying = useNowPlaying()
  const { turn } = useNowPlayingView()
  const { isTold, tell } = useTelling(memberId)
  const { autoplays } = usePreferences(memberId).preferences
  const [after, setAfter] = useState<After | null>(null)
  const goOn = useGoingOn(() => setAfter((shown) => shown && { ...shown, next: null }))
  const isAfter = after !== null && (turn === null || turn.id === after.turnId)
  useArrival(isAfter ? `after ${after.turnId}` : `${turn?.id}`)
  useEffect(
    () => () => {
      if (nowPlaying.current().turn) nowPlaying.close()
    },
    [nowPlaying],
  )

  function end(ended: PracticeTurn, practised: Practised): void {
    const seconds = Math.round(practised.practisedMs / 1000)
    if (seconds > 0) tell(toldOf(ended, practised, seconds))
    const { sessionId, isWhole } = practised
    const next = nowPlaying.current().queue[0]?.title ?? null
    setAfter({ turnId: ended.id, sessionId, isWhole, seconds, next })
    if (next === null) nowPlaying.close()
  }

  if (isAfter) {
    const title = t('thatWas', { duration: durationWords(after.seconds) })
    const goesOn = after.isWhole && afterEnd({ hasNext: true, autoplays, isAsleep: false }) === 'next'
    if (after.next !== null)
      return <Between key={after.turnId} {...{ routineId, title, goesOn }} next={after.next} onGoOn={goOn} />
    return <Done {...{ routineId, title, isTold, tell, after }} />
  }
  if (turn?.practice.routineId !== routineId) return <Nothing routineId={routineId} />
  return <Running key={turn.id} memberId={memberId} turn={turn} onEnd={(practised) => end(turn, practised)} />
}

interface RunningProps {
  memberId: string
  turn: PracticeTurn
  onEnd: (practised: Practised) => void
}

function Running({ memberId, turn: { practice }, onEnd }: RunningProps) {
  const [session] = useState(() => ({ sessionId: newId(), startedAt: new Date().toISOString() }))
  const { step, bells } = practice
  const end = (practised: Omit<Practised, keyof typeof session>) => onEnd({ ...session, ...practised })
  return step.kind === 'timer' ? (
    <TimerTurn step={step} bells={bells} onEnd={end} />
  ) : (
    <BreathTurn memberId={memberId} step={step} bells={bells} onEnd={end} />
  )
}

function toldOf({ practice: { step } }: PracticeTurn, practised: Practised, seconds: number): Unsent {
  const { sessionId: id, startedAt: started_at, completed } = practised
  const paced = step.kind === 'breath' ? { pattern: step.pattern, target: step.target } : undefined
  return {
    id,
    session: { started_at, duration_seconds: seconds, completed, mood_before: null, ...(paced && { paced }) },
    reflection: null,
  }
}

/** @param onNone nothing is left that could be done */
function useGoingOn(onNone: () => void): () => void {
  const nowPlaying = useNowPlaying()
  const toasts = useToasts()
  const goOn = useGoOn()
  async function go(): Promise<void> {
    try {
      if (await goOn(nowPlaying.current().queue, { from: 'beginning', source: 'other', showsItem: true })) return
      toasts.say(t('nothingLeft'))
      nowPlaying.close()
      onNone()
    } catch (error) {
      toasts.say(wordsOf(error, t('notBegun')))
    }
  }
  return () => void go()
}

interface DoneProps extends Pick<ReturnType<typeof useTelling>, 'isTold' | 'tell'> {
  routineId: string
  title: string
  after: After
}

function Done({ routineId, title, isTold, tell, after: { sessionId: id, seconds } }: DoneProps) {
  const navigate = useNavigate()
  return (
    <SessionDone
      key={id}
      page={t('routine')}
      title={title}
      isEmpty={seconds === 0}
      returnTo={`/routines/${routineId}`}
      kept={{ isTold, onSaid: (reflection) => tell({ id, session: null, reflection }) }}
      onAgain={() => void navigate({ to: '/routines/$id', params: { id: routineId } })}
    />
  )
}

function Nothing({ routineId }: { routineId: string }) {
  return (
    <>
      <PageTitle>{t('routine')}</PageTitle>
      <Notice
        heading="h1"
        title={t('notUnderWay')}
        action={
          <ButtonLink to="/routines/$id" params={{ id: routineId }}>
            {t('yourRoutine')}
          </ButtonLink>
        }
      >
        {t('beginItThere')}
      </Notice>
    </>
  )
}
