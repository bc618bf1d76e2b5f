interface Parts {
  subscriptionHere: () => Promise<Pick<PushSubscription, 'endpoint' | 'unsubscribe'> | null>
  /** Those of whoever is signed in. */
  listDevices: () => Promise<readonly { endpoint: string }[]>
}

/**
 * Unsubscribes this browser where its subscription is none of the devices of whoever is signed in: what comes there is meant
 * for a member before, whose sign-in merely expired. Costs no request where the browser has not subscribed.
 */
export async function keepOwnSubscription({ subscriptionHere, listDevices }: Parts): Promise<void> {
  const subscription = await subscriptionHere()
  if (!subscription) return
  const devices = await listDevices()
  if (!devices.some(({ endpoint }) => endpoint === subscription.endpoint)) await subscription.unsubscribe()
}
