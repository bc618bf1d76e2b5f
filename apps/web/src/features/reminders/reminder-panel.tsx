import type { Reminder } from '@better-and-bliss/sdk'
import { useQuery } from '@tanstack/react-query'
import { addDays, dateWords } from '../../ui/dates.ts'
import { Fetched } from '../../ui/fetched.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Switch } from '../../ui/switch.tsx'
import { momentWords } from '../../ui/words.ts'
import { t } from './messages.ts'
import { reminderQuery, useReminder } from './queries.ts'
import styles from './reminder-panel.module.css'

/** Whether mails remind the member of their practice, and when. */
export function ReminderPanel() {
  const reminder = useQuery(reminderQuery())
  return (
    <Panel title={t('reminders')} anchor="reminders">
      <Fetched query={reminder} loading={t('oneMoment')} name={t('yourReminders')}>
        {(data) => <Loaded reminder={data} />}
      </Fetched>
    </Panel>
  )
}

function Loaded({ reminder }: { reminder: Reminder }) {
  const saving = useReminder(reminder)
  return (
    <>
      <Switch label={t('byMail')} words={t('byMailHint')} isOn={reminder.on} onSwitch={(on) => saving.mutate({ on })} />
      {reminder.on && (
        <div className={styles.when}>
          <Days days={reminder.days} onChange={(days) => saving.mutate({ days })} />
          <label className={styles.time}>
            <span>{t('at')}</span>
            <input
              type="time"
              required
              value={reminder.time}
              onChange={({ currentTarget }) => currentTarget.value && saving.mutate({ time: currentTarget.value })}
            />
          </label>
        </div>
      )}
      <p role="status" className={styles.next}>
        {reminder.on && reminder.next_at && t('next', { moment: momentWords(reminder.next_at) })}
      </p>
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
