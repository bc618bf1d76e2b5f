import type { Routine } from '@better-and-bliss/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { wordsOf } from '../../api/answer.ts'
import { useToasts } from '../../ui/toasts.tsx'
import { detailQuery } from '../catalogue/queries.ts'
import type { Waiting } from '../streaming/now-playing/now-playing.ts'
import { useNowPlaying } from '../streaming/now-playing/use-now-playing.ts'
import { t } from './messages.ts'
import { openBells } from './run/bells.ts'
import { firstTurn } from './run/first-turn.ts'
import { isPractice, keyOf, openSteps, titleOf } from './steps.ts'

/** Does the steps of a routine one after another, items in the app's player, and nothing after them. */
export function usePlayRoutine(): (routine: Routine) => void {
  const queries = useQueryClient()
  const nowPlaying = useNowPlaying()
  const navigate = useNavigate()
  const toasts = useToasts()
  async function play(routine: Routine): Promise<void> {
    const steps = openSteps(routine)
    const bells = steps.some(isPractice) ? openBells() : undefined
    const waiting = steps.map((step): Waiting => {
      const practice = bells && isPractice(step) ? { routineId: routine.id, step, bells: bells.context } : undefined
      return { id: keyOf(step), title: titleOf(step), practice }
    })
    try {
      const turn = await firstTurn(waiting, (id) => queries.fetchQuery(detailQuery(id)))
      if (!turn) return toasts.say(t('nothingLeft'))
      const { first, rest } = turn
      if ('practice' in first) {
        nowPlaying.startAll(first.practice, rest)
        await navigate({ to: '/routines/$id/practice', params: { id: routine.id } })
      } else {
        nowPlaying.startAll({ item: first.item, from: 'beginning', source: 'other' }, rest)
        await navigate({ to: '/content/$id', params: { id: first.item.id } })
      }
    } catch (error) {
      toasts.say(wordsOf(error, t('notBegun')))
    } finally {
      bells?.closeAfter(nowPlaying)
    }
  }
  return (routine) => void play(routine)
}
