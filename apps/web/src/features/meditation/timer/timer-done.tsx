import { Button } from '@mantine/core'
import { useState } from 'react'
import { ButtonLink } from '../../../ui/button-link.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { Ring } from '../../../ui/ring.tsx'
import { durationWords } from '../../../ui/words.ts'
import { MoodField } from '../reflection/mood-field.tsx'
import { NoteField } from '../reflection/note-field.tsx'
import styles from './timer-done.module.css'

interface TimerDoneProps {
  seconds: number
  /** Undefined for a guest, of whom nothing is kept. */
  kept: { isTold: boolean; onSaid: (said: { mood_after: number | null } | { note: string | null }) => void } | undefined
  onAgain: () => void
}

/** After a session: what it was, and room to say how it was. */
export function TimerDone({ seconds, kept, onAgain }: TimerDoneProps) {
  const [mood, setMood] = useState<number | null>(null)
  const [note, setNote] = useState<string | null>(null)
  return (
    <div className={styles.room}>
      <PageTitle>Timer</PageTitle>
      <div className={styles.card}>
        <Ring size="5rem" breathing />
        <h1>{seconds > 0 ? `You sat for ${durationWords(seconds)}.` : 'You have not begun yet.'}</h1>
        {kept && seconds > 0 && (
          <>
            <p role="status">
              {kept.isTold
                ? 'It counts in your progress.'
                : 'It is kept here, and counts in your progress once the studio can be reached.'}
            </p>
            <div className={styles.said}>
              <MoodField
                label="How are you now?"
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
        {!kept && <p>Sign in, and your sessions are kept and counted.</p>}
        <div className={styles.actions}>
          <Button variant="default" onClick={onAgain}>
            Another session
          </Button>
          {kept ? (
            <ButtonLink to="/progress">Progress</ButtonLink>
          ) : (
            <ButtonLink to="/sign-in" search={{ return: '/timer' }}>
              Sign in
            </ButtonLink>
          )}
        </div>
      </div>
    </div>
  )
}
