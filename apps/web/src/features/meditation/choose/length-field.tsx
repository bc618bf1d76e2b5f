import { Choice } from '../../../ui/choice.tsx'
import type { Preferences } from '../preferences.ts'
import legends from './legends.module.css'
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
      <legend className={legends.small}>For how long?</legend>
      <div className={styles.row}>
        {LENGTHS.map(({ minutes, words }) => (
          <Choice
            key={words}
            name="length"
            isChosen={chosen === minutes}
            onChoose={() => onChoose(minutes)}
            className={styles.length}
          >
            {words}
          </Choice>
        ))}
      </div>
    </fieldset>
  )
}
