import { useState } from 'react'
import { Switch } from '../../../ui/switch.tsx'
import { t } from './messages.ts'
import styles from './minutes-field.module.css'
import { DEFAULT_SETTINGS, MAX_MINUTES } from './settings.ts'

const USUAL = [5, 10, 15, 20, 30, 45, 60]

interface MinutesFieldProps {
  /** Null: open end. */
  minutes: number | null
  onMinutes: (minutes: number | null) => void
}

/** Any length by its number, the usual ones by a tap. */
export function MinutesField({ minutes, onMinutes }: MinutesFieldProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const type = (text: string) => {
    setTyped(text)
    const value = Number(text)
    if (Number.isInteger(value) && value >= 1 && value <= MAX_MINUTES) onMinutes(value)
  }
  return (
    <div className={styles.field}>
      {minutes !== null && (
        <>
          <label className={styles.number}>
            <input
              type="number"
              inputMode="numeric"
              min={1}
              max={MAX_MINUTES}
              value={typed ?? minutes}
              onChange={({ currentTarget }) => type(currentTarget.value)}
              onBlur={() => setTyped(null)}
            />
            <span>{t('minutes')}</span>
          </label>
          <fieldset className={styles.usual}>
            <legend className="visually-hidden">{t('usualLengths')}</legend>
            {USUAL.map((usual) => (
              <button key={usual} type="button" aria-pressed={minutes === usual} onClick={() => onMinutes(usual)}>
                {usual}
              </button>
            ))}
          </fieldset>
        </>
      )}
      <Switch
        label={t('openEnd')}
        words={t('untilYouEnd')}
        isOn={minutes === null}
        onSwitch={(isOpen) => onMinutes(isOpen ? null : DEFAULT_SETTINGS.minutes)}
      />
    </div>
  )
}
