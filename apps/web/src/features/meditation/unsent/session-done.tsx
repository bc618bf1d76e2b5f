import { Button } from '@mantine/core'
import { useState } from 'react'
import { ButtonLink } from '../../../ui/button-link.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { Ring } from '../../../ui/ring.tsx'
import { MoodField } from '../reflection/mood-field.tsx'
import { NoteField } from '../reflection/note-field.tsx'
import { t } from '../timer/messages.ts'
import styles from './session-done.module.css'

interface SessionDoneProps {
  /** What the window is called. */
  page: string
  title: string
  /** There was no time in it. */
  isEmpty: boolean
  /** Where a guest comes back to from signing in. */
  returnTo: string
  /** Undefined for a guest, of whom nothing is kept. */
  kept: { isTold: boolean; onSaid: (said: { mood_after: number | null } | { note: string | null }) => void } | undefined
  onAgain: () => void
}

/** After a session that was measured here: what it was, and room to say how it was. */
export function SessionDone({ page, title, isEmpty, returnTo, kept, onAgain }: SessionDoneProps) {
  const [mood, setMood] = useState<number | null>(null)
  const [note, setNote] = useState<string | null>(null)
  return (
    <div className={styles.room}>
      <PageTitle>{page}</PageTitle>
      <div className={styles.card}>
        <Ring size="5rem" breathing />
        <h1>{title}</h1>
        {kept && !isEmpty && (
          <>
            <p role="status">{kept.isTold ? t('counts') : t('waits')}</p>
            <div className={styles.said}>
              <MoodField
                label={t('howAreYou')}
                mood={mood}
                onMood={(mood_after) => {
                  setMood(mood_after)
                  kept.onSaid({ mood_after })
                }}
              />
              <NoteField
                note={note}
                isPending={false}
                onNote={(text) => {
                  setNote(text)
                  kept.onSaid({ note: text })
                }}
              />
            </div>
          </>
        )}
        {!kept && <p>{t('signInToKeep')}</p>}
        <div className={styles.actions}>
          <Button variant="default" onClick={onAgain}>
            {t('another')}
          </Button>
          {kept ? (
            <ButtonLink to="/progress">{t('progress')}</ButtonLink>
          ) : (
            <ButtonLink to="/sign-in" search={{ return: returnTo }}>
              {t('signIn')}
            </ButtonLink>
          )}
        </div>
      </div>
    </div>
  )
}
