import '@mantine/core/styles/InlineInput.layer.css'
import '@mantine/core/styles/Radio.layer.css'
import { Radio } from '@mantine/core'
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
      <Option label="Yes, keep them for my progress" isChosen={storesBreath === true} onChoose={() => onAnswer(true)} />
      <Option label="No, only my minutes" isChosen={storesBreath === false} onChoose={() => onAnswer(false)} />
      {isMissing && (
        <p className={styles.missing} role="alert">
          Please choose one; both are fine.
        </p>
      )}
    </fieldset>
  )
}

interface OptionProps {
  label: string
  isChosen: boolean
  onChoose: () => void
}

const { body, radio, icon, label, labelWrapper } = styles
const OPTION_CLASSES = { body, radio, icon, label, labelWrapper }

function Option({ label, isChosen, onChoose }: OptionProps) {
  return <Radio name="consent" label={label} checked={isChosen} onChange={onChoose} classNames={OPTION_CLASSES} />
}
