import type { StudioContent } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { Dialog } from '../../../ui/dialog.tsx'
import styles from './content.module.css'
import { conflictsOf, FIELD_NAMES, type FieldName, type Fields, fieldsOf } from './fields.ts'

interface ConflictDialogProps {
  yours: Partial<Fields>
  theirs: StudioContent
  /** Goes on from theirs, with these fields on top. */
  onChoose: (fields: Partial<Fields>) => void
  onClose: () => void
}

/** Two people have changed one item: shows both, field by field. Nothing is saved before somebody has chosen. */
export function ConflictDialog({ yours, theirs, onChoose, onClose }: ConflictDialogProps) {
  const stored = fieldsOf(theirs)
  const names = conflictsOf(yours, stored)
  const [takesTheirs, setTakesTheirs] = useState<ReadonlySet<FieldName>>(new Set())
  const choose = (name: FieldName, isTheirs: boolean) => {
    const others = [...takesTheirs].filter((other) => other !== name)
    setTakesTheirs(new Set(isTheirs ? [...others, name] : others))
  }
  const kept = Object.fromEntries(
    Object.entries(yours).filter(([name]) => !takesTheirs.has(name as FieldName)),
  ) as Partial<Fields>
  return (
    <Dialog
      title="Somebody else was quicker"
      onClose={onClose}
      actions={
        <>
          <Button variant="default" onClick={onClose}>
            Not now
          </Button>
          <Button onClick={() => onChoose(kept)}>Go on with these</Button>
        </>
      }
    >
      <p>
        {names.length === 0
          ? 'They have changed other fields than you. Go on, and save again.'
          : 'Choose which text stays. Nothing is saved before you save again.'}
      </p>
      <div className={styles.conflicts}>
        {names.map((name) => (
          <fieldset key={name}>
            <legend>{FIELD_NAMES[name]}</legend>
            <Side
              name={name}
              label="Yours"
              words={valueWords(yours[name])}
              isChosen={!takesTheirs.has(name)}
              onChoose={() => choose(name, false)}
            />
            <Side
              name={name}
              label="Theirs"
              words={valueWords(stored[name])}
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

function valueWords(value: Fields[FieldName] | undefined): string {
  if (value === null || value === undefined || value === '') return 'Empty'
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (Array.isArray(value)) return value.length === 0 ? 'None' : value.join(', ')
  if (typeof value === 'object') return Object.values(value).flat().join(', ')
  return `${value}`
}
