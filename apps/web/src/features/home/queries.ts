import { dismissSuggestion, getHome, restoreSuggestion } from '@better-and-bliss/sdk'
import { queryOptions } from '@tanstack/react-query'
import { answerOf } from '../../api/answer.ts'

/** Begins with `content`: a new plan makes it old. */
const HOME_KEY = ['content', 'home']

/** The page of a member at an hour of their own clock. What other devices did changes it. */
export function homeQuery(memberId: string, hour: number) {
  return queryOptions({
    queryKey: [...HOME_KEY, memberId, hour],
    queryFn: ({ signal }) => answerOf(getHome({ query: { hour }, signal })),
    refetchOnWindowFocus: true,
  })
}

export function dismiss(contentId: string) {
  return answerOf(dismissSuggestion({ path: { content_id: contentId } }))
}

export function restore(contentId: string) {
  return answerOf(restoreSuggestion({ path: { content_id: contentId } }))
}
