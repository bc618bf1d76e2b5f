import {
  confirmSubscription,
  getNewsletterPreferences,
  type NewsletterPreferences,
  resubscribeToNewsletter,
  setNewsletterPreferences,
  unsubscribeFromNewsletter,
} from '@better-and-bliss/sdk'
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { answerOf, wordsOf } from '../../api/answer.ts'
import { t } from './messages.ts'

export type Topic = NewsletterPreferences['topics'][number]
export type Frequency = NewsletterPreferences['frequency']

export function preferencesQuery(token: string) {
  return queryOptions({
    queryKey: ['newsletter', token],
    queryFn: ({ signal }) => answerOf(getNewsletterPreferences({ query: { token }, signal })),
  })
}

export function useConfirmation(token: string) {
  return useMutation({ mutationFn: () => answerOf(confirmSubscription({ body: { token } })) })
}

/** What a link of a newsletter may do: leave it, come back, and choose. */
export function useSubscription(token: string) {
  const queries = useQueryClient()
  const keep = (preferences: NewsletterPreferences) =>
    queries.setQueryData(preferencesQuery(token).queryKey, preferences)
  const leaving = useMutation({
    mutationFn: () => answerOf(unsubscribeFromNewsletter({ query: { token } })),
    onSuccess: () => queries.invalidateQueries(preferencesQuery(token)),
  })
  const returning = useMutation({
    mutationFn: () => answerOf(resubscribeToNewsletter({ body: { token } })),
    onSuccess: keep,
  })
  const choosing = useMutation({
    mutationFn: (chosen: { topics: Topic[]; frequency: Frequency }) =>
      answerOf(setNewsletterPreferences({ body: { token, ...chosen } })),
    onSuccess: keep,
  })
  return { leaving, returning, choosing }
}

export function problemOf(error: Error | null): string | null {
  return error && wordsOf(error, t('wentWrong'))
}
