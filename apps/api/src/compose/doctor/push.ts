import type { WorkerSettings } from '@better-and-bliss/settings'
import { REACHED_AT } from '../../adapters/push/web-push/push-services.ts'
import { advice, type Finding } from '../../ports/finding.ts'
import { choosePush } from '../push.ts'
import { type Check, fits, reasonOf, unlessDevelopment } from './check.ts'

const TIMEOUT_MS = 5_000

/** Whether reminders reach devices. Nothing is pushed. */
export function pushCheck(
  { webPush, environment }: Pick<WorkerSettings, 'webPush' | 'environment'>,
  { services = REACHED_AT }: { services?: readonly string[] } = {},
): Check {
  return {
    subject: 'Web Push',
    look: async () => {
      const push = await choosePush({ webPush })
      if (!push) {
        const remedy = 'Set VAPID_PRIVATE_KEY, and VAPID_SUBJECT or SUPPORT_EMAIL.'
        return [unlessDevelopment(environment, advice('It is off: reminders come by mail alone.', remedy))]
      }
      const silent = (await Promise.all(services.map(silenceOf))).filter((trouble) => trouble !== null)
      if (silent.length === 0) return [fits('The push services of browsers are reached.')]
      return silent.map((trouble) => unlessDevelopment(environment, trouble))
    },
  }
}

/** Any answer will do: none of them answers who has nothing to push. @returns null where there was one. */
async function silenceOf(service: string): Promise<Finding | null> {
  try {
    const response = await fetch(service, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) })
    await response.body?.cancel()
    return null
  } catch (error) {
    const { hostname } = new URL(service)
    const says = `${hostname} is not reached from here: ${reasonOf(error)}. Devices of its browsers are not reminded.`
    return advice(says, 'Let the worker through to it, by HTTPS.')
  }
}
