import type { Routine } from '@better-and-bliss/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { wordsOf } from '../../api/answer.ts'
import { useToasts } from '../../ui/toasts.tsx'
import { t } from './messages.ts'
import { ROUTINES_KEY, routineQuery, storeRoutine, theirsOf } from './queries.ts'

export type RoutineChange = Partial<Pick<Routine, 'name' | 'steps'>>

/** Another device was quicker: what was to be stored here, and what is stored. */
export interface RoutineConflict {
  yours: RoutineChange
  theirs: Routine
}

interface Changing {
  change: RoutineChange
  basedOn: number
  onRefused: (() => void) | undefined
}

/** Changes a routine, here at once; where another device has changed it meanwhile, the member is asked which of both stays. */
export function useRoutine(routine: Routine) {
  const queries = useQueryClient()
  const toasts = useToasts()
  const [conflict, setConflict] = useState<RoutineConflict | null>(null)
  /** What was built on something that is not stored is not stored either. */
  const conflicts = useRef(0)
  const { queryKey } = routineQuery(routine.id)

  function show(change: RoutineChange): void {
    queries.setQueryData(queryKey, (shown) => shown && { ...shown, ...change })
  }

  const { mutate } = useMutation({
    // One after another: each builds on the version that the one before has made.
    scope: { id: `routine ${routine.id}` },
    mutationFn: async ({ basedOn }: Changing) => {
      const sent = queries.getQueryData(queryKey)
      if (!sent || basedOn !== conflicts.current) return
      const stored = await storeRoutine(routine.id, sent)
      queries.setQueryData(queryKey, (shown) =>
        shown === sent ? stored : shown && { ...shown, version: stored.version },
      )
    },
    onMutate: ({ change }) => {
      void queries.cancelQueries({ queryKey })
      show(change)
    },
    onError: async (error, { change, onRefused }) => {
      const theirs = theirsOf(error)
      if (theirs) {
        conflicts.current += 1
        setConflict({ yours: change, theirs })
        queries.setQueryData(queryKey, theirs)
        return
      }
      toasts.say(wordsOf(error, t('didNotWork')))
      onRefused?.()
      await queries.invalidateQueries({ queryKey })
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: [...ROUTINES_KEY, 'list'] }),
  })

  /** @param onRefused it could not be stored, and is shown no more */
  const change = (change: RoutineChange, onRefused?: () => void) =>
    mutate({ change, basedOn: conflicts.current, onRefused })
  return {
    change,
    conflict,
    settle: (part: RoutineChange | null) => {
      setConflict(null)
      if (part) change(part)
    },
  }
}
