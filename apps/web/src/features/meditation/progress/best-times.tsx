import type { Progress } from '@better-and-bliss/sdk'
import type { CSSProperties } from 'react'
import chart from '../../../ui/chart.module.css'
import { DataTable } from '../../../ui/data-table.tsx'
import { Panel } from '../../../ui/panel.tsx'
import styles from './best-times.module.css'
import { bestPart, hoursOfDay } from './hours.ts'
import { t } from './messages.ts'
import { hourWords, minutesWords } from './words.ts'

/** The hours at which a member practises. */
export function BestTimes({ times }: { times: Progress['best_times'] }) {
  const hours = hoursOfDay(times)
  const most = Math.max(...hours.map(({ minutes }) => minutes))
  return (
    <Panel title={t('yourBestTimes')}>
      <p className={chart.sentence}>{t('practiseMost', { part: bestPart(times) ?? '' })}</p>
      <div className={styles.hours} aria-hidden="true">
        {hours.map(({ hour, minutes }) => (
          <i
            key={hour}
            data-hour={hour % 6 === 0 ? hourWords(hour) : undefined}
            style={{ '--share': minutes / most } as CSSProperties}
            title={`${hourWords(hour)}: ${minutesWords(minutes)}`}
          />
        ))}
      </div>
      <DataTable
        caption={t('practiceByHour')}
        columns={[t('hour'), t('minutes'), t('sessions')]}
        rows={times.map(({ hour, minutes, sessions }) => [hourWords(hour), minutesWords(minutes), String(sessions)])}
      />
    </Panel>
  )
}
