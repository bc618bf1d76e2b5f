import type { ApiSettings } from '@better-and-bliss/settings'
import { type Clock, isYoungerThan } from '../ports/clock.ts'
import type { Finding } from '../ports/finding.ts'
import { examine } from './doctor/check.ts'
import { checksOfApi } from './doctor/checks.ts'

/** Each question to a pool takes a second of AWS's. */
const FRESH_MS = 5 * 60_000

/** What the doctor finds with the settings of this process; asked anew after some minutes. */
export function diagnosisOf(settings: ApiSettings, { clock, version }: { clock: Clock; version: string }) {
  let known: Promise<Finding[]> | null = null
  let askedAtMs = 0
  return (): Promise<Finding[]> => {
    if (!known || !isYoungerThan(FRESH_MS, { nowMs: clock.nowMs(), sinceMs: askedAtMs })) {
      askedAtMs = clock.nowMs()
      known = findings()
    }
    return known
  }

  async function findings(): Promise<Finding[]> {
    const examined = await examine(checksOfApi(settings, { nowMs: clock.nowMs, version }))
    return examined.flatMap(({ subject, outcomes }) =>
      outcomes.flatMap((outcome) =>
        outcome.kind === 'fits' ? [] : [{ ...outcome, says: said(subject, outcome.says) }],
      ),
    )
  }
}

/** Settings are of no thing. */
function said(subject: string, words: string): string {
  return subject === 'Settings' ? words : `${subject}: ${words}`
}
