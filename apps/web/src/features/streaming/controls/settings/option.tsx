import type { Tier } from '@better-and-bliss/membership'
import type { ReactNode } from 'react'
import { LockIcon } from '../../../../ui/icons.tsx'
import { TIER_WORDS } from '../../../../ui/tier-words.ts'
import styles from './settings.module.css'

interface OptionsProps {
  legend: string
  /** Short ones stand side by side. */
  areShort?: boolean
  children: ReactNode
}

/** A choice of one. */
export function Options({ legend, areShort, children }: OptionsProps) {
  return (
    <fieldset className={styles.group}>
      <legend>{legend}</legend>
      <div className={styles.choices} data-columns={areShort}>
        {children}
      </div>
    </fieldset>
  )
}

interface OptionProps {
  name: string
  label: string
  /** What the choice comes to now; hidden from screen readers, as it changes by itself. */
  hint?: string | undefined
  /** The plan that a locked one needs. */
  opensWith?: Tier | null
  checked: boolean
  onChoose: () => void
}

export function Option({ name, label, hint, opensWith = null, checked, onChoose }: OptionProps) {
  return (
    <label className={styles.option} data-locked={opensWith !== null || undefined}>
      <input type="radio" name={name} checked={checked} disabled={opensWith !== null} onChange={onChoose} />
      {label}
      {hint && (
        <span className={styles.hint} aria-hidden="true">
          {hint}
        </span>
      )}
      {opensWith && (
        <span className={styles.lock}>
          <LockIcon size={14} /> {TIER_WORDS[opensWith]}
        </span>
      )}
    </label>
  )
}
