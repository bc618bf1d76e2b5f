import { Button } from '@mantine/core'
import { useState } from 'react'
import { Dialog } from '../../../ui/dialog.tsx'
import styles from './conflict-dialog.module.css'
import { t } from './messages.ts'

interface ConflictDialogProps<Fields extends object> {
  yours: Partial<Fields>
  disputed: readonly (keyof Fields & string)[]
  /** All as it is stored now. */
  theirs: Fields
  names: Record<keyof Fields, string>
  /** Who changed it, and when, as far as is known. */
  savedBy: string
  /** A value as people read it. */
  wordsOf: (name: keyof Fields, value: unknown) => string
  /** Goes on from theirs, with these fields on top. */
  onChoose: (fields: Partial<Fields>) => void
  onClose: () => void
}

/** Two people have changed one thing: shows both, field by field. Nothing is saved before somebody has chosen. */
export function ConflictDialog<Fields extends object>(props: ConflictDialogProps<Fields>) {
  const { yours, disputed, theirs, names, savedBy, wordsOf, onChoose, onClose } = props
  const [takesTheirs, setTakesTheirs] = useState<ReadonlySet<string>>(new Set())
  const choose = (name: string, isTheirs: boolean) => {
    const others = [...takesTheirs].filter((other) => other !== name)
    setTakesTheirs(new Set(isTheirs ? [...others, name] : others))
  }
  const kept = Object.fromEntries(Object.entries(yours).filter(([name]) => !takesTheirs.has(name))) as Partial<Fields>
  return (
    <Dialog
      title={t('quicker')}
      isWide
      onClose={onClose}
      actions={
        <>
          <Button variant="default" onClick={onClose}>
            {t('notNow')}
          </Button>
          <Button onClick={() => onChoose(kept)}>{t('goOnWithThese')}</Button>
        </>
      }
    >
      <p>
        {savedBy} {t('chooseWhatStays')}
      </p>
      <div className={styles.conflicts}>
        {disputed.map((name) => (
          <fieldset key={name}>
            <legend>{names[name]}</legend>
            <Side
              name={name}
              label={t('yours')}
              words={wordsOf(name, yours[name])}
              isChosen={!takesTheirs.has(name)}
              onChoose={() => choose(name, false)}
            />
            <Side
              name={name}
              label={t('theirs')}
              words={wordsOf(name, theirs[name])}
              isChosen={takesTheirs.has(name)}
              onChoose={() => choose(name, true)}
            />
          </fieldset>
        ))}
      </div>
    </Dialog>
  )
}

interface SideProps {
  name: string
  label: string
  words: string
  isChosen: boolean
  onChoose: () => void
}

function Side({ name, label, words, isChosen, onChoose }: SideProps) {
  return (
    <label data-chosen={isChosen || undefined}>
      <input type="radio" name={name} checked={isChosen} onChange={onChoose} />
      <strong>{label}</strong>
      <span className={styles.value}>{words}</span>
    </label>
  )
}

/** A value that says what it is. */
export function valueWords(value: unknown): string {
  if (typeof value === 'boolean') return value ? t('yes') : t('no')
  if (typeof value === 'number' || (typeof value === 'string' && value !== '')) return `${value}`
  if (Array.isArray(value)) return value.length === 0 ? t('none') : value.join(', ')
  if (typeof value === 'object' && value !== null) return Object.values(value).flat().join(', ')
  return t('empty')
}
