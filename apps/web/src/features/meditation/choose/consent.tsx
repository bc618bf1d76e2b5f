import { useState } from 'react'
import styles from './consent.module.css'

interface ConsentProps {
  /** Null: not asked yet. */
  storesBreath: boolean | null
  /** The member wants to begin, and this is what is still open. */
  isMissing: boolean
  onAnswer: (storesBreath: boolean) => void
}

/** Numbers of a breath are health data: they are kept if the member says so, and only then. */
export function Consent({ storesBreath, isMissing, onAnswer }: ConsentProps) {
  const [isOpen, setIsOpen] = useState(storesBreath === null)
  if (!isOpen) {
    return (
      <p className={styles.answer}>
        {storesBreath ? 'The numbers of your breath are kept.' : 'Only your minutes are kept.'}{' '}
        <button type="button" className={styles.change} onClick={() => setIsOpen(true)}>
          Change
        </button>
      </p>
    )
  }
  return (
    <fieldset
      id="consent"
      tabIndex={-1}
      className={styles.consent}
      data-missing={isMissing || undefined}
      aria-describedby="consent-words"
    >
      <legend className={styles.legend}>Keep the numbers of my breath?</legend>
      <p id="consent-words" className={styles.words}>
        When each breath began, how long it was and how clearly it was heard: that is data about your health, and only
        you see it. You can export or delete it under Progress at any time.
      </p>
      <label className={styles.option}>
        <input type="radio" name="consent" checked={storesBreath === true} onChange={() => onAnswer(true)} />
        Yes, keep them for my progress
      </label>
      <label className={styles.option}>
        <input type="radio" name="consent" checked={storesBreath === false} onChange={() => onAnswer(false)} />
        No, only my minutes
      </label>
      {isMissing && (
        <p className={styles.missing} role="alert">
          Please choose one; both are fine.
        </p>
      )}
    </fieldset>
  )
}
