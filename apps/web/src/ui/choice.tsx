import type { ReactNode } from 'react'
import styles from './choice.module.css'

interface ChoiceProps {
  /** Of the group, of which one is chosen. */
  name: string
  isChosen: boolean
  onChoose: () => void
  className: string | undefined
  children: ReactNode
}

/** One of a few: a native radio button, drawn as its content. */
export function Choice({ name, isChosen, onChoose, className, children }: ChoiceProps) {
  return (
    <label className={`${styles.choice} ${className}`}>
      <input type="radio" name={name} checked={isChosen} onChange={onChoose} className="visually-hidden" />
      {children}
    </label>
  )
}
