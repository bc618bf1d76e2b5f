import { MAX_LENGTHS } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useId, useState } from 'react'
import { t } from '../timer/messages.ts'
import styles from './note-field.module.css'

interface NoteFieldProps {
  /** As it is kept; null: none. */
  note: string | null
  onNote: (note: string | null) => void
  isPending: boolean
}

/** What the member writes about a session, kept when they say so. */
export function NoteField({ note, onNote, isPending }: NoteFieldProps) {
  const id = useId()
  const [text, setText] = useState(note ?? '')
  const trimmed = text.trim()
  const isChanged = trimmed !== (note ?? '')
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{t('aNote')}</label>
      <textarea
        id={id}
        rows={3}
        maxLength={MAX_LENGTHS.updateSession.note}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <div className={styles.actions}>
        {isChanged && trimmed && (
          <Button size="sm" loading={isPending} onClick={() => onNote(trimmed)}>
            {t('keepNote')}
          </Button>
        )}
        {note !== null && (
          <Button
            size="sm"
            variant="default"
            loading={isPending}
            onClick={() => {
              setText('')
              onNote(null)
            }}
          >
            {t('deleteNote')}
          </Button>
        )}
      </div>
    </div>
  )
}
