import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { wordsOf } from '../../api/answer.ts'
import { useToasts } from '../../ui/toasts.tsx'
import { t } from './messages.ts'
import { NewRoutine } from './new-routine.tsx'
import { ROUTINES_KEY, routineQuery, routinesQuery, storeRoutine } from './queries.ts'
import styles from './routines.module.css'
import { keyOf } from './steps.ts'

interface RoutineChoicesProps {
  item: { id: string; title: string }
  /** @param words what has become of it */
  onDone: (words: string) => void
}

/** The routines that an item can be put into, and a new one. */
export function RoutineChoices({ item, onDone }: RoutineChoicesProps) {
  const { data = [] } = useQuery(routinesQuery())
  const queries = useQueryClient()
  const toasts = useToasts()

  const mutationKey = [...ROUTINES_KEY, 'add', item.id]
  const { mutate } = useMutation({
    mutationKey,
    mutationFn: async (routineId: string) => {
      const routine = await queries.fetchQuery({ ...routineQuery(routineId), staleTime: 0 })
      if (routine.steps.some((step) => keyOf(step) === item.id))
        return t('wasInAlready', { title: item.title, name: routine.name })
      const steps = [...routine.steps, { kind: 'item' as const, content_id: item.id }]
      await storeRoutine(routineId, { ...routine, steps })
      await queries.invalidateQueries({ queryKey: ROUTINES_KEY })
      return t('isIn', { title: item.title, name: routine.name })
    },
    onSuccess: onDone,
    onError: (error) => toasts.say(wordsOf(error, t('didNotWork'))),
  })
  /** Once, also for two presses in a row: the second is there before anything is rendered. */
  function add(routineId: string): void {
    if (queries.isMutating({ mutationKey }) === 0) mutate(routineId)
  }

  return (
    <>
      {data.map((routine) => (
        <button key={routine.id} type="button" className={styles.choice} onClick={() => add(routine.id)}>
          {routine.name}
        </button>
      ))}
      <NewRoutine contentIds={[item.id]} onMade={({ name }) => onDone(t('isIn', { title: item.title, name }))} />
    </>
  )
}
