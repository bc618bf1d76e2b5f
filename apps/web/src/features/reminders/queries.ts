import { getReminder, putReminder, type Reminder, type ReminderChoice, switchRemindersOff } from '@better-and-bliss/sdk'
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { answerOf, wordsOf } from '../../api/answer.ts'
import { useToasts } from '../../ui/toasts.tsx'
import { t } from './messages.ts'

export function reminderQuery() {
  return queryOptions({
    queryKey: ['reminders'],
    queryFn: ({ signal }) => answerOf(getReminder({ signal })),
  })
}

/** Stores what was chosen, for the clock that this device shows. */
export function useReminder(reminder: Reminder) {
  const queries = useQueryClient()
  const toasts = useToasts()
  const { queryKey } = reminderQuery()
  return useMutation({
    mutationKey: queryKey,
    // Choices that follow each other quickly are stored one after the other, each with those before it.
    scope: { id: 'reminders' },
    onMutate: (change: Partial<ReminderChoice>) => {
      queries.setQueryData(queryKey, (known) => known && { ...known, on: true, lacks_device: false, ...change })
    },
    mutationFn: () => {
      const { on, days, time, by_mail, by_push, quiet_hours } = queries.getQueryData(queryKey) ?? reminder
      const { timeZone: time_zone } = new Intl.DateTimeFormat().resolvedOptions()
      return answerOf(putReminder({ body: { on, days, time, time_zone, by_mail, by_push, quiet_hours } }))
    },
    onSuccess: (stored) => {
      if (queries.isMutating({ mutationKey: queryKey }) === 1) queries.setQueryData(queryKey, stored)
    },
    onError: (error) => {
      toasts.say(wordsOf(error, t('notSaved')))
      return queries.invalidateQueries({ queryKey })
    },
  })
}

/** By the link of a mail, without a sign-in. */
export function useSwitchOff(token: string) {
  return useMutation({ mutationFn: () => answerOf(switchRemindersOff({ query: { token } })) })
}
