import type { PhaseEvent } from '@better-and-bliss/breath/protocol'
import { type Clock, isYoungerThan } from '../../../ports/clock.ts'
import type { Checkpoints } from './checkpoints.ts'
import type { Detector, Standing } from './detectors/detectors.ts'
import type { Lease } from './lease.ts'
import type { Outbox } from './outbox.ts'

const SAVE_EVERY_MS = 1_000
/** A phase that ended is stored sooner. */
const SAVE_PHASE_EVERY_MS = 500
/** So many phases wait for a database that does not answer; then they are detected anew from the client's sound. */
const MAX_UNSAVED = 1_000

/** Keeps the database up with a stream, and tells the client what is stored. */
export interface Saver {
  /** The detector has been given something. */
  moved(): void
  /** A phase ended, or was named anew. */
  add(event: PhaseEvent): void
  saveIfDue(): void
  /** Stores what is not stored yet, as it stands. Null if it could not be stored, or the detector is lost. */
  saveNow(standing: Promise<Standing | null>): Promise<Standing | null>
}

interface Parts {
  lease: Lease
  detector: Detector
  outbox: Outbox
  checkpoints: Checkpoints
  clock: Clock
  /** The stream is not ours any more, or cannot be kept. */
  onRefused: () => void
  onOverflow: () => void
}

export function createSaver({ lease, detector, outbox, checkpoints, clock, onRefused, onOverflow }: Parts): Saver {
  let unsaved: PhaseEvent[] = []
  let changed = false
  let savedAtMs = clock.nowMs()
  let saving: Promise<unknown> | null = null

  /** One after the other, in the order in which the detector was asked. */
  function saveNow(asked: Promise<Standing | null>): Promise<Standing | null> {
    changed = false
    savedAtMs = clock.nowMs()
    const next = (saving ?? Promise.resolve()).then(() => save(asked))
    saving = next
    void next.finally(() => {
      if (saving === next) saving = null
    })
    return next
  }

  function isDue(): boolean {
    const everyMs = unsaved.length > 0 ? SAVE_PHASE_EVERY_MS : SAVE_EVERY_MS
    return changed && !isYoungerThan(everyMs, { nowMs: clock.nowMs(), sinceMs: savedAtMs })
  }

  async function save(asked: Promise<Standing | null>): Promise<Standing | null> {
    const standing = await asked
    if (!standing) return null
    try {
      if (!(await checkpoints.save(toCheckpoint(standing)))) onRefused()
      else saved(standing)
    } catch {
      changed = true
      outbox.send({ type: 'error', code: 'not_stored', detail: 'The last second could not be stored yet' })
      return null
    }
    return standing
  }

  function toCheckpoint(standing: Standing) {
    return {
      ...lease,
      ...standing,
      acceptedSample: acceptedOf(standing),
      recentEvents: outbox.recent(standing.seq),
      heardAtMs: savedAtMs,
      events: unsaved.filter(({ seq }) => seq <= standing.seq),
    }
  }

  function saved(standing: Standing): void {
    unsaved = unsaved.filter(({ seq }) => seq > standing.seq)
    outbox.send({ type: 'ack', accepted_sample: acceptedOf(standing), seq: standing.seq })
  }

  const acceptedOf = ({ resumeSample }: Standing) => Math.max(0, resumeSample - lease.baseSample)

  return {
    moved: () => {
      changed = true
    },
    add: (event) => {
      unsaved.push(event)
      if (unsaved.length > MAX_UNSAVED) onOverflow()
    },
    saveIfDue: () => {
      if (!saving && isDue()) void saveNow(detector.standing())
    },
    saveNow,
  }
}
