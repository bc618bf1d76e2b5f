import type { Reminder } from '@better-and-bliss/sdk'
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { addDays, dateWords } from '../../ui/dates.ts'
import { Fetched } from '../../ui/fetched.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Switch } from '../../ui/switch.tsx'
import { useFocusWhenFewer } from '../../ui/use-focus-when-fewer.ts'
import { momentWords } from '../../ui/words.ts'
import { DeviceWay } from './device/device-way.tsx'
import { OtherDevices } from './device/other-devices.tsx'
import { isQuietAt } from './device/push-state.ts'
import { type Devices, devicesQuery } from './device/queries.ts'
import { QuietHours } from './device/quiet-hours.tsx'
import { t } from './messages.ts'
import { reminderQuery, useReminder } from './queries.ts'
import styles from './reminder-panel.module.css'
import { TimeField } from './time-field.tsx'

/** Whether and how the member is reminded of their practice, and when. */
export function ReminderPanel() {
  const reminder = useQuery(reminderQuery())
  const devices = useQuery(devicesQuery())
  return (
    <Panel title={t('reminders')} anchor="reminders">
      <Fetched query={reminder} loading={t('oneMoment')} name={t('yourReminders')}>
        {(data) => (
          <Fetched query={devices} loading={t('oneMoment')} name={t('yourReminders')}>
            {(known) => <Loaded reminder={data} devices={known} />}
          </Fetched>
        )}
      </Fetched>
    </Panel>
  )
}

function Loaded({ reminder, devices }: { reminder: Reminder; devices: Devices }) {
  const saving = useReminder(reminder)
  const others = useRef<HTMLUListElement>(null)
  useFocusWhenFewer(others, devices.others.length)
  const isPushed = reminder.on && reminder.by_push && (devices.here !== null || devices.others.length > 0)
  const isMailed = reminder.on && reminder.by_mail
  const willCome = isMailed || (isPushed && !isQuietAt(reminder.time, reminder.quiet_hours))
  const switchMail = (on: boolean) => {
    if (on || isPushed) saving.mutate({ by_mail: on, by_push: isPushed })
    else saving.mutate({ on: false })
  }
  return (
    <>
      <div className={styles.ways}>
        <Switch label={t('byMail')} words={t('byMailHint')} isOn={isMailed} onSwitch={switchMail} />
        <DeviceWay reminder={reminder} devices={devices} />
      </div>
      {reminder.on && (
        <div className={styles.when}>
          <Days days={reminder.days} onChange={(days) => saving.mutate({ days })} />
          <TimeField label={t('at')} time={reminder.time} onChange={(time) => saving.mutate({ time })} />
        </div>
      )}
      <p role="status" className={styles.next}>
        {reminder.lacks_device && t('lacksDevice')}
        {willCome && reminder.next_at && t('next', { moment: momentWords(reminder.next_at) })}
      </p>
      {isPushed && (
        <>
          <QuietHours reminder={reminder} onChange={(quiet_hours) => saving.mutate({ quiet_hours })} />
          <OtherDevices list={others} devices={devices.others} />
        </>
      )}
    </>
  )
}

const MONDAY = '2024-01-01'
const WEEK = [1, 2, 3, 4, 5, 6, 7]

/** One at the least: whoever wants none switches them off. */
function Days({ days, onChange }: { days: readonly number[]; onChange: (days: number[]) => void }) {
  return (
    <fieldset className={styles.days}>
      <legend className="visually-hidden">{t('onTheseDays')}</legend>
      {WEEK.map((day) => {
        const isChosen = days.includes(day)
        return (
          <label key={day} className={styles.day}>
            <input
              type="checkbox"
              className="visually-hidden"
              aria-label={nameOf(day, 'long')}
              checked={isChosen}
              disabled={isChosen && days.length === 1}
              onChange={() => onChange(isChosen ? days.filter((other) => other !== day) : [...days, day])}
            />
            {nameOf(day, 'short')}
          </label>
        )
      })}
    </fieldset>
  )
}

function nameOf(day: number, weekday: 'long' | 'short'): string {
  return dateWords(addDays(MONDAY, day - 1), { weekday })
}
