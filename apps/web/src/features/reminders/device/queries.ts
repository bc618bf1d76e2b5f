import {
  addReminderDevice,
  deleteReminderDevice,
  listReminderDevices,
  type Reminder,
  type ReminderDevice,
} from '@better-and-bliss/sdk'
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { answerOf, isMissing, wordsOf } from '../../../api/answer.ts'
import { exclusively } from '../../../notifications/exclusively.ts'
import { deviceNameWords } from '../../../ui/device-words.ts'
import { useToasts } from '../../../ui/toasts.tsx'
import { t } from '../messages.ts'
import { reminderQuery, useReminder } from '../queries.ts'
import type { PushState } from './push-state.ts'
import { forgetSubscription, NotAllowed, pushStateHere, subscribeHere, subscriptionHere } from './subscription.ts'

/** Which devices of the member are reminded, and whether this one can be. */
export interface Devices {
  /** Null where reminders come by mail alone. */
  publicKey: string | null
  state: PushState
  here: ReminderDevice | null
  others: ReminderDevice[]
}

export function devicesQuery() {
  return queryOptions({
    queryKey: ['reminder-devices'],
    queryFn: async ({ signal }): Promise<Devices> => {
      const [{ public_key, devices }, subscription] = await Promise.all([
        answerOf(listReminderDevices({ signal })),
        subscriptionHere().catch(() => null),
      ])
      const here = devices.find(({ endpoint }) => endpoint === subscription?.endpoint) ?? null
      const others = devices.filter((device) => device !== here)
      return { publicKey: public_key, state: pushStateHere(), here, others }
    },
  })
}

/** Lets this device be reminded, or no more. */
export function useDeviceHere(reminder: Reminder, { publicKey, here, others }: Devices) {
  const queries = useQueryClient()
  const toasts = useToasts()
  const saving = useReminder(reminder)
  return useMutation({
    mutationFn: async (isOn: boolean) => {
      if (isOn) {
        await exclusively(async () =>
          answerOf(addReminderDevice({ body: bodyOf(await subscribeHere(publicKey ?? '')) })),
        )
        await saving.mutateAsync({ by_mail: reminder.on && reminder.by_mail, by_push: true })
      } else {
        // Whoever switches off the last one wants none, and is not told that a device is missing.
        if (reminder.on && !reminder.by_mail && others.length === 0) await saving.mutateAsync({ on: false })
        if (here) await removed(here)
        await forgetSubscription()
      }
    },
    onError: (error) => toasts.say(error instanceof NotAllowed ? t('notAllowed') : wordsOf(error, t('deviceFailed'))),
    onSettled: () => refetched(queries),
  })
}

/** Lets another device be reminded no more. */
export function useRemoveDevice() {
  const queries = useQueryClient()
  const toasts = useToasts()
  return useMutation({
    mutationFn: removed,
    onSuccess: (_, { device }) => toasts.say(t('deviceRemoved', { device: deviceNameWords(device) })),
    onError: (error) => toasts.say(wordsOf(error, t('notSaved'))),
    onSettled: () => refetched(queries),
  })
}

/** One that is gone already is what was wanted. */
async function removed({ id }: ReminderDevice): Promise<void> {
  try {
    await answerOf(deleteReminderDevice({ path: { id } }))
  } catch (error) {
    if (!isMissing(error)) throw error
  }
}

function refetched(queries: ReturnType<typeof useQueryClient>): Promise<unknown> {
  return Promise.all([devicesQuery(), reminderQuery()].map(({ queryKey }) => queries.invalidateQueries({ queryKey })))
}

function bodyOf(subscription: PushSubscription) {
  const { endpoint = '', keys: { p256dh = '', auth = '' } = {} } = subscription.toJSON()
  return { endpoint, keys: { p256dh, auth } }
}
