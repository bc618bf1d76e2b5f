import type { SessionStats } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import { Panel } from '../../../ui/panel.tsx'
import { type CurveSegment, curveByMinute, curveOf } from './curve.ts'
import { t } from './messages.ts'
import styles from './minutes-of-breath.module.css'
import { rateWords } from './words.ts'

/** More than these are shown when they are wanted. */
const SHOWN_MINUTES = 10

/** The breath as it went: a line a minute, with the rate of that minute. */
export function MinutesOfBreath({ session: { minutes, timeline } }: { session: SessionStats }) {
  const [showsAll, setShowsAll] = useState(false)
  const curves = useMemo(() => curveByMinute(curveOf(timeline), minutes.length), [timeline, minutes])
  const shown = showsAll ? minutes : minutes.slice(0, SHOWN_MINUTES)
  return (
    <Panel title={t('minuteByMinute')} aside={<Legend />}>
      <table className={styles.minutes}>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{t('minute')}</th>
            <th scope="col">{t('phasesHeard')}</th>
            <th scope="col">{t('breathsPerMinute')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ minute, breaths_per_minute }, index) => (
            <tr key={minute}>
              <th scope="row">{minute + 1}</th>
              <td className={styles.line}>
                <Curve segments={curves[index] ?? []} minute={minute} />
              </td>
              <td className={styles.rate}>{rateWords(breaths_per_minute)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.foot}>{t('eachLine')}</p>
      {!showsAll && minutes.length > SHOWN_MINUTES && (
        <Button variant="default" size="sm" onClick={() => setShowsAll(true)}>
          {t('showAllMinutes', { length: minutes.length })}
        </Button>
      )}
    </Panel>
  )
}

function Legend() {
  return (
    <ul className={styles.legend}>
      <li data-type="inhaling">{t('legendIn')}</li>
      <li data-type="holding">{t('legendHold')}</li>
      <li data-type="exhaling">{t('legendOut')}</li>
    </ul>
  )
}

const WIDTH = 600
const HEIGHT = 36
const INSET = 4
const MS_PER_MINUTE = 60_000

/** Rising is in, falling is out; where there is no line, no phase was detected. */
function Curve({ segments, minute }: { segments: CurveSegment[]; minute: number }) {
  const phases = segments.filter(({ isGuess }) => !isGuess).length
  return (
    <>
      <span className="visually-hidden">{phases === 0 ? t('nothingHeardMinute') : phases}</span>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {segments.map((segment) => (
          <path
            key={segment.fromMs}
            d={pathOf(segment, minute * MS_PER_MINUTE)}
            data-type={segment.type}
            data-guess={segment.isGuess || undefined}
          />
        ))}
      </svg>
    </>
  )
}

function pathOf({ fromMs, toMs, from, to }: CurveSegment, minuteMs: number): string {
  const x = (ms: number) => (((ms - minuteMs) * WIDTH) / MS_PER_MINUTE).toFixed(1)
  const y = (level: number) => HEIGHT - INSET - level * (HEIGHT - 2 * INSET)
  const middle = x((fromMs + toMs) / 2)
  return `M${x(fromMs)} ${y(from)}C${middle} ${y(from)} ${middle} ${y(to)} ${x(toMs)} ${y(to)}`
}
