import {
  getRoutine,
  listRoutines,
  putRoutine,
  type Routine,
  type RoutineChange,
  type RoutineConflictProblem,
} from '@better-and-bliss/sdk'
import { queryOptions } from '@tanstack/react-query'
import { ApiError, answerOf } from '../../api/answer.ts'
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

/** Makes a routine. An earlier try with this id may have made it already, and its answer was lost: then that one is changed. */
export async function makeRoutine(
  id: string,
  { name, steps }: Pick<RoutineChange, 'name' | 'steps'>,
): Promise<Routine> {
  try {
    return await storeRoutine(id, { name, steps, version: 0 })
  } catch (error) {
    const made = theirsOf(error)
    if (!made) throw error
    return storeRoutine(id, { name, steps, version: made.version })
  }
}

/** What is stored, where that is not what a change was based on. */
export function theirsOf(error: unknown): Routine | undefined {
  if (!(error instanceof ApiError) || error.code !== 'edit_conflict') return undefined
  return (error.body as RoutineConflictProblem).theirs
}
