import { ApiError } from '../../../api/answer.ts'
import type { Clock } from '../clock.ts'
import { t } from './messages.ts'

/** How far the end of a session has come. */
export type FinishStep =
  | { kind: 'saving' }
  /** Out of reach; tried again by itself, and at once with `retry`. */
  | { kind: 'waiting'; retry: () => void }
  /** The API will not have it; the words are for the member. */
  | { kind: 'refused'; words: string }

interface Parts<Summary> {
  /** Lets the last sound reach the server. Resolves when it has, or has failed for good. */
  goodbye: Promise<void>
  complete: () => Promise<Summary>
  clock: Clock
  onStep: (step: FinishStep) => void
}

const GOODBYE_WITHIN_MS = 6_000
const RETRY_MS = [1_000, 2_000, 4_000, 8_000]
const MAX_RETRY_MS = 15_000
/** Refusals that pass. */
const PASSING = new Set([0, 401, 408, 425, 429])

/** Completes a session, however often it must be tried. @returns undefined if it was refused. */
export async function finishSession<Summary>(parts: Parts<Summary>): Promise<Summary | undefined> {
  const { goodbye, complete, clock, onStep } = parts
  for (let failures = 0; ; failures += 1) {
    onStep({ kind: 'saving' })
    await Promise.race([goodbye, passed(clock, GOODBYE_WITHIN_MS)])
    try {
      return await complete()
    } catch (error) {
      const refusal = refusalOf(error)
      if (refusal !== undefined) {
        onStep({ kind: 'refused', words: refusal })
        return undefined
      }
    }
    await new Promise<void>((retry) => {
      onStep({ kind: 'waiting', retry })
      clock.after(RETRY_MS[failures] ?? MAX_RETRY_MS, retry)
    })
  }
}

function refusalOf(error: unknown): string | undefined {
  if (!(error instanceof ApiError) || PASSING.has(error.status) || error.status >= 500) return undefined
  return error.status === 404 ? t('sessionGone') : error.message
}

function passed(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => void clock.after(ms, resolve))
}
