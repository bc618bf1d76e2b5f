import { t } from '../timer/messages.ts'
import styles from './mood-field.module.css'

/** From 1 to 5: what it is called, and how the mouth is drawn. */
const MOODS = [
  { name: t('heavy'), mouth: 'M8 16.5q4-4 8 0' },
  { name: t('low'), mouth: 'M8 16q4-2 8 0' },
  { name: t('even'), mouth: 'M8 15.5h8' },
  { name: t('light'), mouth: 'M8 14.5q4 2.5 8 0' },
  { name: t('bright'), mouth: 'M7.5 14q4.5 5 9 0' },
] as const

interface MoodFieldProps {
  label: string
  /** Null: not said. */
  mood: number | null
  onMood: (mood: number | null) => void
  isDisabled?: boolean
}

/** One tap of five; a tap on the chosen one takes it back. */
export function MoodField({ label, mood, onMood, isDisabled = false }: MoodFieldProps) {
  return (
    <fieldset className={styles.field} disabled={isDisabled}>
      <legend>{label}</legend>
      <div className={styles.moods}>
        {MOODS.map(({ name }, index) => {
          const value = index + 1
          return (
            <button
              key={name}
              type="button"
              aria-pressed={mood === value}
              onClick={() => onMood(mood === value ? null : value)}
            >
              <MoodFace mood={value} size={30} />
              {name}
            </button>
          )
        })}
      </div>
    </fieldset>
  )
}

/** `Light`. */
export function moodName(mood: number): string {
  return MOODS[mood - 1]?.name ?? ''
}

export function MoodFace({ mood, size }: { mood: number; size: number }) {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} className={styles.face} aria-hidden="true">
      <circle cx="12" cy="12" r="9.5" />
      <path d="M9 9.6v.8M15 9.6v.8" />
      <path d={MOODS[mood - 1]?.mouth} />
    </svg>
  )
}
