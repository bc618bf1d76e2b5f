import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import { wordsOf } from '../../api/answer.ts'
import { useToasts } from '../../ui/toasts.tsx'
import { AddIcon } from './add-icon.tsx'
import { t } from './messages.ts'
import { NewRoutine } from './new-routine.tsx'
import { ROUTINES_KEY, routineQuery, routinesQuery, storeRoutine } from './queries.ts'
import styles from './routines.module.css'
import { keyOf } from './steps.ts'

interface AddToRoutineProps {
  item: { id: string; title: string }
  /** On a picture. */
  isSmall?: boolean
}

/** Puts an item at the end of a routine, or into a new one. */
export function AddToRoutine({ item, isSmall = false }: AddToRoutineProps) {
  const id = useId()
  const panel = useRef<HTMLDivElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  const toasts = useToasts()
  return (
    <>
      {isSmall ? (
        <button
          type="button"
          className={styles.onPicture}
          popoverTarget={id}
          aria-label={t('addTitleTo', { title: item.title })}
          title={t('addTo')}
        >
          <AddIcon size={18} />
        </button>
      ) : (
        <button type="button" className={styles.open} popoverTarget={id}>
          {t('addTo')}
        </button>
      )}
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={t('addTo')}
        className={styles.panel}
        onToggle={({ newState }) => setIsOpen(newState === 'open')}
      >
        {isOpen && (
          <Choices
            item={item}
            onDone={(words) => {
              panel.current?.hidePopover()
              toasts.say(words)
            }}
          />
        )}
      </div>
    </>
  )
}

function Choices({ item, onDone }: { item: AddToRoutineProps['item']; onDone: (words: string) => void }) {
  const { data = [] } = useQuery(routinesQuery())
  const queries = useQueryClient()
  const toasts = useToasts()

  async function add(routineId: string): Promise<void> {
    try {
      const routine = await queries.fetchQuery({ ...routineQuery(routineId), staleTime: 0 })
      if (routine.steps.some((step) => keyOf(step) === item.id))
        return onDone(t('wasInAlready', { title: item.title, name: routine.name }))
      const steps = [...routine.steps, { kind: 'item' as const, content_id: item.id }]
      await storeRoutine(routineId, { ...routine, steps })
      await queries.invalidateQueries({ queryKey: ROUTINES_KEY })
      onDone(t('isIn', { title: item.title, name: routine.name }))
    } catch (error) {
      toasts.say(wordsOf(error, t('didNotWork')))
    }
  }

  return (
    <>
      {data.map((routine) => (
        <button key={routine.id} type="button" className={styles.choice} onClick={() => void add(routine.id)}>
          {routine.name}
        </button>
      ))}
      <NewRoutine contentIds={[item.id]} onMade={({ name }) => onDone(t('isIn', { title: item.title, name }))} />
    </>
  )
}
