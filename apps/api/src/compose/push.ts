import type { ApiSettings } from '@better-and-bliss/settings'
import type { PushSender } from '../ports/push-sender.ts'
import { systemClock } from './machine.ts'

/** How reminders reach devices; null where they come by mail alone. */
export async function choosePush({ webPush }: Pick<ApiSettings, 'webPush'>): Promise<PushSender | null> {
  switch (webPush.kind) {
    case 'off':
      return null
    case 'vapid': {
      const { webPushSender } = await import('../adapters/push/web-push/push-sender.ts')
      return webPushSender({ ...webPush, privateKey: webPush.privateKey.reveal(), nowMs: systemClock.nowMs })
    }
  }
}
