import { getReminder, putReminder, type Reminder, type ReminderChoice, switchRemindersOff } from '@better-and-bliss/sdk'
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { answerOf, wordsOf } from '../../api/answer.ts'
import { useToasts } from '../../ui/toasts.tsx'

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
  const { days, time } = reminder
  return useMutation({
    mutationFn: (change: Partial<ReminderChoice>) => {
      const { timeZone: time_zone } = new Intl.DateTimeFormat().resolvedOptions()
      return answerOf(putReminder({ body: { on: true, days, time, time_zone, ...change } }))
    },
    onSuccess: (stored) => queries.setQueryData(reminderQuery().queryKey, stored),
    onError: (error) => toasts.say(wordsOf(error, 'It could not be saved. Try again.')),
  })
}

/** By the link of a mail, without a sign-in. */
export function useSwitchOff(token: string) {
  return useMutation({ mutationFn: () => answerOf(switchRemindersOff({ query: { token } })) })
}
