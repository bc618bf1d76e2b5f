import type { Target } from '@better-and-bliss/breath/protocol'
import { Button } from '@mantine/core'
import { type CSSProperties, useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { wordsOf } from '../../../api/answer.ts'
import { StopIcon, ToneIcon } from '../../../ui/icons.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import type { Cues } from '../live/cues.ts'
import { Instruction } from '../live/instruction.tsx'
import type { LiveSession } from '../live/live-session.ts'
import sessionStyles from '../live/session.module.css'
import frame from '../live/session-frame.module.css'
import { interruptionOf } from '../live/sound-state.ts'
import { useCues } from '../live/use-cues.ts'
import { useKeys } from '../live/use-keys.ts'
import { useImmersion } from '../live/use-session-time.ts'
import { Orb } from '../orb.tsx'
import { momentOf } from '../pattern-clock.ts'
import type { Preferences } from '../preferences.ts'
import { isEnd } from '../socket/connection.ts'
import { clockWords, INTERRUPTION_WORDS } from '../words.ts'
import styles from './circle.module.css'
import type { CircleLine, CircleView } from './circle-line.ts'
import { HostLeaving } from './host-leaving.tsx'
import { t } from './messages.ts'
import { nearnessOf } from './nearness.ts'
import type { OwnSession } from './use-own-session.ts'
import { lightWords, peopleWords } from './words.ts'

interface CircleSessionProps {
  circleId: string
  line: CircleLine
  view: CircleView
  target: Target
  own: OwnSession
  cues: Cues
  preferences: Preferences
  onPreferences: (change: Partial<Preferences>) => void
}

const TELL_EVERY_MS = 1_000
const LOOK_MS = 200
/** How bright the light is while nobody knows how near the circle is. */
const UNKNOWN_LIGHT = 0.6

/** Everybody's breath at one pace, and the circle as one light. */
export function CircleSession({
  circleId,
  line,
  view,
  target,
  own,
  cues,
  preferences,
  onPreferences,
}: CircleSessionProps) {
  const { sounds } = preferences
  const patternMs = useCallback(() => {
    const paceMs = line.paceMs()
    return paceMs !== null && paceMs >= 0 ? paceMs : null
  }, [line])
  const read = useCallback(
    () => ({ fullness: momentOf(target, line.paceMs() ?? 0).fullness, target: null, isResting: false }),
    [line, target],
  )
  const [isAsking, setIsAsking] = useState(false)
  const leave = () => (view.isHost ? setIsAsking(true) : line.leave())
  useImmersion()
  useKeys({ escape: leave, m: () => onPreferences({ sounds: !sounds }) })
  useCues(cues, target, patternMs, { sounds, vibrates: preferences.vibrates })
  const time = useTime(line)
  useEnd(time.remainingMs, own.end)
  const style = { '--together': view.light ?? UNKNOWN_LIGHT } as CSSProperties
  return (
    <div className={frame.room}>
      <PageTitle>{t('inTheCircle')}</PageTitle>
      <h1 className="visually-hidden">{t('yourCircle')}</h1>
      <header className={frame.top}>
        <p className={frame.clock} role="timer" aria-label={t('timeLeft')}>
          {time.remainingMs !== null && clockWords(time.remainingMs)}
        </p>
        <p className={styles.corner}>
          {view.connection === 'live' ? view.members !== null && peopleWords(view.members) : t('findingLineAgain')}
        </p>
      </header>
      <div className={frame.middle}>
        <div className={sessionStyles.session}>
          <div className={`${sessionStyles.orb} ${styles.light}`} style={style}>
            <Orb read={read}>
              {time.leadSeconds === null ? (
                <Instruction target={target} patternMs={patternMs} />
              ) : (
                <p className={sessionStyles.word}>{time.leadSeconds}</p>
              )}
            </Orb>
          </div>
          <p className={sessionStyles.status} role="status">
            {time.leadSeconds === null ? lightWords(view.light) : t('settleIn')}
          </p>
          {own.live && <OwnBreath live={own.live} line={line} target={target} />}
          {own.problem && <NotKept problem={own.problem} onRetry={own.retry} />}
        </div>
      </div>
      <footer className={frame.controls}>
        <div className={frame.side}>
          <button
            type="button"
            className={frame.tool}
            aria-label={t('tones')}
            title={t('tones')}
            aria-pressed={sounds}
            onClick={() => {
              cues.wake()
              onPreferences({ sounds: !sounds })
            }}
          >
            <ToneIcon size={22} />
          </button>
        </div>
        <span />
        <div className={frame.side}>
          <button type="button" className={frame.end} onClick={leave}>
            <StopIcon size={22} /> {t(view.isHost ? 'end' : 'leave')}
          </button>
        </div>
      </footer>
      {isAsking && <HostLeaving id={circleId} onStay={() => setIsAsking(false)} onLeave={() => line.leave()} />}
    </div>
  )
}

/** Listens to the own breath, and says to the circle how near it is to the pace. */
function OwnBreath({ live, line, target }: { live: LiveSession; line: CircleLine; target: Target }) {
  const { sound, connection } = useSyncExternalStore(live.subscribe, live.view)
  useEffect(() => {
    const timer = setInterval(() => {
      const { breath, connection: now } = live.view()
      const paceMs = line.paceMs()
      const isHeard = now === 'live' && paceMs !== null
      line.near(isHeard ? nearnessOf(breath.phases, target, { audioMs: live.clockMs(), paceMs }) : null)
    }, TELL_EVERY_MS)
    return () => clearInterval(timer)
  }, [live, line, target])
  useEffect(() => {
    const tell = ({ type }: Event) => live.setOnline(type === 'online')
    window.addEventListener('online', tell)
    window.addEventListener('offline', tell)
    return () => {
      window.removeEventListener('online', tell)
      window.removeEventListener('offline', tell)
    }
  }, [live])
  const why = interruptionOf(sound)
  if (why) return <p className={sessionStyles.status}>{t('alongWithoutIt', { why: INTERRUPTION_WORDS[why].title })}</p>
  if (isEnd(connection)) return <p className={sessionStyles.status}>{t('alongWithoutMicrophone')}</p>
  return <p className={sessionStyles.status}>{t('breathListenedTo')}</p>
}

function NotKept({ problem, onRetry }: { problem: Error; onRetry: () => void }) {
  return (
    <p className={sessionStyles.status} role="alert">
      <span>{wordsOf(problem, t('cannotBeKept'))}</span>
      <Button variant="default" size="sm" onClick={onRetry}>
        {t('tryAgain')}
      </Button>
    </p>
  )
}

/** What is left, and how long until the first inhale; rendered as often as a clock shows it. */
function useTime(line: CircleLine): { remainingMs: number | null; leadSeconds: number | null } {
  const [time, setTime] = useState(() => timeOf(line))
  useEffect(() => {
    const timer = setInterval(() => {
      const next = timeOf(line)
      setTime((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next))
    }, LOOK_MS)
    return () => clearInterval(timer)
  }, [line])
  return time
}

function timeOf(line: CircleLine) {
  const [paceMs, remainingMs] = [line.paceMs(), line.remainingMs()]
  return {
    remainingMs: remainingMs === null ? null : Math.max(Math.ceil(remainingMs / 1000) * 1000, 0),
    leadSeconds: paceMs !== null && paceMs < 0 ? Math.ceil(-paceMs / 1000) : null,
  }
}

/** The clock ends it also where the line is cut. */
function useEnd(remainingMs: number | null, end: () => void): void {
  const isOver = remainingMs === 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is over once
  useEffect(() => {
    if (isOver) end()
  }, [isOver])
}
