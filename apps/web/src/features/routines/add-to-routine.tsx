import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import { wordsOf } from '../../api/answer.ts'
import { useToasts } from '../../ui/toasts.tsx'
import { t } from './messages.ts'
import { NewRoutine } from './new-routine.tsx'
import { ROUTINES_KEY, routineQuery, routinesQuery, storeRoutine } from './queries.ts'
import styles from './routines.module.css'

/** Puts an item at the end of a routine, or into a new one. */
export function AddToRoutine({ item }: { item: { id: string; title: string } }) {
  const id = useId()
  const panel = useRef<HTMLDivElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  const { data = [] } = useQuery({ ...routinesQuery(), enabled: isOpen })
  const queries = useQueryClient()
  const toasts = useToasts()

  function done(words: string): void {
    panel.current?.hidePopover()
    toasts.say(words)
  }

  async function add(routineId: string): Promise<void> {
    try {
      const routine = await queries.fetchQuery({ ...routineQuery(routineId), staleTime: 0 })
      if (routine.steps.some(({ content_id }) => content_id === item.id))
        return done(t('wasInAlready', { title: item.title, name: routine.name }))
      await storeRoutine(routineId, { ...routine, steps: [...routine.steps, { content_id: item.id }] })
      await queries.invalidateQueries({ queryKey: ROUTINES_KEY })
      done(t('isIn', { title: item.title, name: routine.name }))
    } catch (error) {
      toasts.say(wordsOf(error, t('didNotWork')))
    }
  }

  return (
    <>
      <button type="button" className={styles.open} popoverTarget={id}>
        {t('addTo')}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={t('addTo')}
        className={styles.panel}
        onToggle={({ newState }) => setIsOpen(newState === 'open')}
      >
        {data.map((routine) => (
          <button key={routine.id} type="button" className={styles.choice} onClick={() => void add(routine.id)}>
            {routine.name}
          </button>
        ))}
        <NewRoutine contentIds={[item.id]} onMade={({ name }) => done(t('isIn', { title: item.title, name }))} />
      </div>
    </>
  )
}
