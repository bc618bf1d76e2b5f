import type { Reminder } from '@better-and-bliss/sdk'
import { Switch } from '../../../ui/switch.tsx'
import { clockWords } from '../../../ui/words.ts'
import { t } from '../messages.ts'
import styles from '../reminder-panel.module.css'
import { TimeField } from '../time-field.tsx'
import { isQuietAt } from './push-state.ts'

type Hours = NonNullable<Reminder['quiet_hours']>

const BY_DEFAULT: Hours = { from: '21:00', until: '07:00' }

interface QuietHoursProps {
  reminder: Reminder
  onChange: (hours: Hours | null) => void
}

/** When devices do not disturb. */
export function QuietHours({ reminder: { quiet_hours: hours, time }, onChange }: QuietHoursProps) {
  function change(part: Partial<Hours>): void {
    const next = { ...BY_DEFAULT, ...hours, ...part }
    if (next.from !== next.until) onChange(next)
  }
  return (
    <div className={styles.quiet}>
      <Switch
        label={t('quietHours')}
        words={t('quietHoursHint')}
        isOn={hours !== null}
        onSwitch={(on) => onChange(on ? BY_DEFAULT : null)}
      />
      {hours && (
        <fieldset className={styles.when} aria-label={t('quietHours')}>
          <TimeField label={t('quietFrom')} time={hours.from} onChange={(from) => change({ from })} />
          <TimeField label={t('quietUntil')} time={hours.until} onChange={(until) => change({ until })} />
        </fieldset>
      )}
      {isQuietAt(time, hours) && <p className={styles.next}>{t('quietThen', { time: clockWords(time) })}</p>}
    </div>
  )
}
