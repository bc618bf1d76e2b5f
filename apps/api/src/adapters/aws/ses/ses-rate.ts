import { GetAccountCommand } from '@aws-sdk/client-sesv2'
import type { Clock } from '../../../ports/clock.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { SendingRate } from '../../../ports/sending-rate.ts'
import { LIMITS, type SesAccess, sesClient } from './ses-client.ts'

const ASK_EVERY_MS = 15 * 60_000
/** The rest is for mails that somebody waits for. */
const SHARE_OF_CAMPAIGNS = 0.9

/**
 * As fast as SES takes mails from this account, which it tells itself and raises as it gains trust.
 *
 * @param options `fallback`: until it has told.
 */
export function sesRate({
  fallback,
  clock,
  log,
  ...access
}: SesAccess & { fallback: number; clock: Clock; log: Logger }): SendingRate {
  const client = sesClient(access)
  let rate = fallback
  let askAtMs = Number.NEGATIVE_INFINITY

  async function ask(): Promise<void> {
    const { SendQuota } = await client.send(new GetAccountCommand({}), {
      abortSignal: AbortSignal.timeout((access.limits ?? LIMITS).totalMs),
    })
    // Unknown is -1.
    if (SendQuota?.MaxSendRate && SendQuota.MaxSendRate > 0)
      rate = Math.max(1, Math.floor(SendQuota.MaxSendRate * SHARE_OF_CAMPAIGNS))
  }

  return async () => {
    if (clock.nowMs() >= askAtMs) {
      askAtMs = clock.nowMs() + ASK_EVERY_MS
      await ask().catch((error: unknown) =>
        log.warn(
          { err: error, rate },
          'SES does not tell its rate (ses:GetAccount); the last one that is known goes on',
        ),
      )
    }
    return rate
  }
}
