import { t } from '../messages.ts'
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
        {storesBreath ? t('numbersKept') : t('minutesKept')}{' '}
        <button type="button" className={styles.change} onClick={() => setIsOpen(true)}>
          {t('change')}
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
      <legend className={styles.legend}>{t('keepNumbersQuestion')}</legend>
      <p id="consent-words" className={styles.words}>
        {t('consentWords')}
      </p>
      <Option label={t('yesKeep')} isChosen={storesBreath === true} onChoose={() => onAnswer(true)} />
      <Option label={t('onlyMinutes')} isChosen={storesBreath === false} onChoose={() => onAnswer(false)} />
      {isMissing && (
        <p className={styles.missing} role="alert">
          {t('chooseOne')}
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
