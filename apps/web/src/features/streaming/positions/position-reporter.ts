import type { WatchPosition } from '@better-and-bliss/sdk'
import type { PositionReporter } from './positions.ts'
import { type ReportParts, sendReport } from './send-report.ts'
import type { Report } from './unsent-reports.ts'

/** Who leaves within the first seconds has not begun, and loses nothing. */
const BEGINNING_SECONDS = 4
/** A player that loads anew may begin at the picture before. */
const JITTER_SECONDS = 1
/** Another device that is less than this ahead is not worth a question. */
const FURTHER_SECONDS = 30

interface Parts extends ReportParts {
  contentId: string
  /** What this page knew to be stored when the playback began: who begins before that place does so on purpose. */
  known: Pick<WatchPosition, 'sequence' | 'position_seconds'>
  /** Whether what is played is told as a session of its own. */
  practiceTold?: boolean
  onStored: (position: WatchPosition) => void
  onFurther: (seconds: number | null) => void
  /** After the end, when the last report was answered or is kept. */
  onEnded: () => void
}

/**
 * Tells the API where a playback is. Reports are numbered from what is known to be stored; each is kept in this browser
 * until the API has answered it. A step back on purpose is said to be one until it is stored.
 */
export function positionReporter(parts: Parts): PositionReporter {
  const { contentId, known, practiceTold, onStored, onFurther, onEnded } = parts
  let sequence = known.sequence
  let first: number | null = null
  let latest: Report | null = null
  /** The number of the first report that says so; null when none has to. */
  let movedBackSince: number | null = null
  let underWay: Promise<void> = Promise.resolve()

  async function send(report: Report): Promise<void> {
    const stored = await sendReport(parts, report)
    if (stored) learn(report, stored)
  }

  function learn(report: Report, stored: WatchPosition): void {
    sequence = Math.max(sequence, stored.sequence)
    onStored(stored)
    const isOwn = [report, latest].some((own) => {
      return own?.sequence === stored.sequence && own.seconds === stored.position_seconds
    })
    // If it is another device's, that has gone on meanwhile: a step back was meant for the place that was known before.
    const settledUntil = isOwn ? stored.sequence : stored.sequence >= report.sequence ? report.sequence : 0
    if (movedBackSince !== null && movedBackSince <= settledUntil) movedBackSince = null
    const isFurther = !isOwn && movedBackSince === null && stored.position_seconds > report.seconds + FURTHER_SECONDS
    onFurther(isFurther ? stored.position_seconds : null)
  }

  return {
    report: (atSeconds) => {
      const seconds = Math.round(atSeconds * 10) / 10
      first ??= seconds
      if (!latest && Math.abs(seconds - first) < BEGINNING_SECONDS) return
      if (seconds === latest?.seconds) return
      sequence += 1
      if (seconds < (latest?.seconds ?? known.position_seconds) - JITTER_SECONDS) movedBackSince ??= sequence
      latest = {
        contentId,
        seconds,
        sequence,
        movedBack: movedBackSince !== null,
        ...(practiceTold && { practiceTold }),
      }
      underWay = Promise.all([underWay, send(latest)]).then(() => {})
    },
    insist: () => {
      movedBackSince ??= sequence + 1
      onFurther(null)
    },
    end: () => void underWay.then(onEnded),
  }
}
