import { useState } from 'react'
import styles from './reminder-panel.module.css'

interface TimeFieldProps {
  label: string
  /** `07:30` */
  time: string
  onChange: (time: string) => void
}

/**
 * A time of the day. One that is typed counts once the field is left, or Enter is pressed; one that is typed by half changes
 * nothing. One that is picked counts at once: telephones leave the field focused.
 */
export function TimeField({ label, time, onChange }: TimeFieldProps) {
  const [typed, setTyped] = useState<string | null>(null)
  function finish(): void {
    setTyped(null)
    if (typed && typed !== time) onChange(typed)
  }
  return (
    <label className={styles.time}>
      <span>{label}</span>
      <input
        type="time"
        required
        value={typed ?? time}
        onKeyDown={({ key }) => (key === 'Enter' ? finish() : setTyped((known) => known ?? time))}
        onChange={({ currentTarget: { value } }) => {
          if (typed !== null) setTyped(value)
          else if (value) onChange(value)
        }}
        onBlur={finish}
      />
    </label>
  )
}
