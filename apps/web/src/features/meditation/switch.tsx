import { useId } from 'react'
import styles from './switch.module.css'

interface SwitchProps {
  label: string
  isOn: boolean
  onSwitch: (isOn: boolean) => void
  words?: string
}

/** A switch with what it means. */
export function Switch({ label, isOn, onSwitch, words }: SwitchProps) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <input
        id={id}
        type="checkbox"
        role="switch"
        className={styles.switch}
        checked={isOn}
        aria-checked={isOn}
        onChange={({ currentTarget }) => onSwitch(currentTarget.checked)}
        aria-describedby={words && `${id}-words`}
      />
      {words && (
        <p id={`${id}-words`} className={styles.words}>
          {words}
        </p>
      )}
    </div>
  )
}
