import { MAX_LENGTHS, type Routine } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { v4 as newId } from 'uuid'
import { wordsOf } from '../../api/answer.ts'
import { useToasts } from '../../ui/toasts.tsx'
import { t } from './messages.ts'
import { makeRoutine, ROUTINES_KEY } from './queries.ts'
import styles from './routines.module.css'

interface NewRoutineProps {
  /** What it begins with. */
  contentIds: readonly string[]
  onMade?: (routine: Routine) => void
}

/** A field to make a routine by its name. */
export function NewRoutine({ contentIds, onMade }: NewRoutineProps) {
  const queries = useQueryClient()
  const toasts = useToasts()
  const [name, setName] = useState('')
  /** The same for each try: the answer to one that was stored may be lost. */
  const [id, setId] = useState(() => newId())
  const making = useMutation({
    mutationFn: () =>
      makeRoutine(id, {
        name: name.trim(),
        steps: contentIds.map((content_id) => ({ kind: 'item', content_id })),
      }),
    onSuccess: async (routine) => {
      setName('')
      setId(newId())
      await queries.invalidateQueries({ queryKey: ROUTINES_KEY })
      onMade?.(routine)
    },
    onError: (error) => toasts.say(wordsOf(error, t('didNotWork'))),
  })
  function make(event: FormEvent): void {
    event.preventDefault()
    if (name.trim() && !making.isPending) making.mutate()
  }
  return (
    <form className={styles.make} onSubmit={make}>
      <input
        className={styles.field}
        aria-label={t('nameOfNew')}
        placeholder={t('bedtime')}
        required
        maxLength={MAX_LENGTHS.putRoutine.name}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <Button type="submit" variant="default">
        {t('make')}
      </Button>
    </form>
  )
}
