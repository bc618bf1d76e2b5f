import type { StudioContent } from '@better-and-bliss/sdk'
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import styles from './editor.module.css'
import { t } from './messages.ts'

interface ScheduleFormProps {
  item: StudioContent
  isPending: boolean
  onSchedule: (time: { publish_at: string; publish_zone: string }) => void
}

/** Chooses when an item is published, on the clock of whoever chooses. */
export function ScheduleForm({ item, isPending, onSchedule }: ScheduleFormProps) {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  const [at, setAt] = useState(item.publish_at ? onThisClock(item.publish_at) : '')
  const send = (event: FormEvent) => {
    event.preventDefault()
    onSchedule({ publish_at: new Date(at).toISOString(), publish_zone: timeZone })
  }
  return (
    <form onSubmit={send} className={styles.schedule}>
      <TextInput
        label={t('publishAt')}
        description={t('yourClock', { timeZone })}
        type="datetime-local"
        required
        min={onThisClock(Date.now())}
        value={at}
        onChange={({ currentTarget }) => setAt(currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={at === ''} loading={isPending}>
        {item.status === 'scheduled' ? t('moveItThere') : t('schedule')}
      </Button>
      {item.status === 'scheduled' && !item.is_playable && <p role="note">{t('nothingToPlay')}</p>}
    </form>
  )
}

/** As the field wants it: `2026-12-24T07:00`. */
function onThisClock(time: string | number): string {
  const date = new Date(time)
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
