import { listReminderDevices, type User } from '@better-and-bliss/sdk'
import { useEffect } from 'react'
import { answerOf } from '../../../api/answer.ts'
import { exclusively } from '../../../notifications/exclusively.ts'
import { keepOwnSubscription } from './own-subscription.ts'
import { subscriptionHere } from './subscription.ts'

/** Nobody is shown the reminders of who was signed in here before: looked at whenever a member becomes known, and when the network is back. */
export function useOwnSubscription(member: User | null | undefined): void {
  const memberId = member?.id
  useEffect(() => {
    if (memberId === undefined) return
    const attempt = async () => {
      // Locks need a secure page, as subscriptions do.
      if (!(await subscriptionHere())) return
      await exclusively(() => keepOwnSubscription({ subscriptionHere, listDevices }))
    }
    const quietly = () => void attempt().catch(() => {})
    quietly()
    window.addEventListener('online', quietly)
    return () => window.removeEventListener('online', quietly)
  }, [memberId])
}

async function listDevices() {
  const { devices } = await answerOf(listReminderDevices())
  return devices
}
