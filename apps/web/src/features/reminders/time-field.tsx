import styles from './reminder-panel.module.css'

interface TimeFieldProps {
  label: string
  /** `07:30` */
  time: string
  onChange: (time: string) => void
}

/** A time of the day; one that is entered by half changes nothing. */
export function TimeField({ label, time, onChange }: TimeFieldProps) {
  return (
    <label className={styles.time}>
      <span>{label}</span>
      <input
        type="time"
        required
        value={time}
        onChange={({ currentTarget }) => currentTarget.value && onChange(currentTarget.value)}
      />
    </label>
  )
}
