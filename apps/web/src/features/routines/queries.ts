import { getRoutine, listRoutines, putRoutine, type Routine, type RoutineChange } from '@better-and-bliss/sdk'
import { queryOptions } from '@tanstack/react-query'
import { answerOf } from '../../api/answer.ts'
import { choiceOf } from './steps.ts'

export const ROUTINES_KEY = ['routines']

/** Without their steps; another device may have changed them. */
export function routinesQuery() {
  return queryOptions({
    queryKey: [...ROUTINES_KEY, 'list'],
    queryFn: async ({ signal }) => (await answerOf(listRoutines({ signal }))).routines,
    refetchOnWindowFocus: true,
  })
}

export function routineQuery(id: string) {
  return queryOptions({
    queryKey: [...ROUTINES_KEY, 'one', id],
    queryFn: ({ signal }) => answerOf(getRoutine({ path: { id }, signal })),
    refetchOnWindowFocus: true,
  })
}

/** Stores a routine whole. @throws ApiError `edit_conflict` where another device was quicker. */
export function storeRoutine(id: string, { name, version, steps }: RoutineChange): Promise<Routine> {
  return answerOf(putRoutine({ path: { id }, body: { name, version, steps: steps.map(choiceOf) } }))
}
