import type { Preferences } from '../preferences.ts'
import styles from './length-field.module.css'

const LENGTHS = [
  { minutes: null, words: 'Open' },
  { minutes: 5, words: '5 min' },
  { minutes: 10, words: '10 min' },
  { minutes: 20, words: '20 min' },
] as const

interface LengthFieldProps {
  minutes: Preferences['minutes']
  onChoose: (minutes: Preferences['minutes']) => void
}

export function LengthField({ minutes: chosen, onChoose }: LengthFieldProps) {
  return (
    <fieldset>
      <legend className={styles.legend}>For how long?</legend>
      <div className={styles.row}>
        {LENGTHS.map(({ minutes, words }) => (
          <label key={words} className={styles.length}>
            <input
              type="radio"
              name="length"
              value={minutes ?? 'open'}
              checked={chosen === minutes}
              onChange={() => onChoose(minutes)}
              className="visually-hidden"
            />
            {words}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
