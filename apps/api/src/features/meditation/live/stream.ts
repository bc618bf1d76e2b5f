import { readFrame, SOCKET_LIMITS } from '@better-and-bliss/breath/protocol'
import type { Clock } from '../../../ports/clock.ts'
import { soundBudget } from './budget.ts'
import type { Checkpoints } from './checkpoints.ts'
import type { Detection, Detector, Standing } from './detectors/detectors.ts'
import { ENDINGS, type Ending } from './endings.ts'
import { type AudioChunk, createIntake } from './intake.ts'
import type { Lease } from './lease.ts'
import type { Outbox } from './outbox.ts'
import { createSaver } from './saver.ts'

/** A socket's stream: frames in, events out, and what came of it stored. */
export interface LiveStream {
  /** @throws RangeError for what is not a frame of this stream. */
  frame(bytes: Uint8Array): void
  /** What the detector says. */
  detected(message: Detection): void
  skipCalibration(): void
  /** Stores what is due although no frame came. */
  tick(): void
  /** The stream ends: what is open is closed, and all of it stored. Null if it could not be. */
  finish(): Promise<Standing | null>
  /** The socket ends, the stream may go on with another: all of it is stored. */
  rest(): Promise<void>
  /** Somebody else has it, or the detector is lost. */
  drop(): void
}

interface Parts {
  lease: Lease
  detector: Detector
  outbox: Outbox
  checkpoints: Checkpoints
  clock: Clock
  end: (ending: Ending) => void
  /** A checkpoint was refused. */
  onRefused: () => void
}

const { slowDownAfterMs } = SOCKET_LIMITS

export function createStream(parts: Parts): LiveStream {
  const { lease, detector, outbox, clock, end } = parts
  const intake = createIntake(lease.kind, lease.acceptedSample)
  const budget = soundBudget(clock.nowMs(), lease.owedMs)
  const saver = createSaver({ ...parts, onOverflow: () => end(ENDINGS.comeAgain) })
  let slowedAtMs = 0
  if (lease.gapSamples > 0) detector.gap(lease.gapSamples)
  // From its ready on a new stream can be resumed.
  if (!lease.resumed) void saver.saveNow(detector.standing())

  function take(chunk: AudioChunk): void {
    const { gapSamples, payload } = chunk
    intake.accept(chunk)
    if (gapSamples > 0) detector.gap(gapSamples)
    if (lease.kind === 'pcm') detector.pcm(payload)
    else detector.records(payload)
    saver.moved()
    askToSlowDown()
    saver.saveIfDue()
  }

  function askToSlowDown(): void {
    const { waitingMs } = detector
    const nowMs = clock.nowMs()
    if (waitingMs < slowDownAfterMs || nowMs - slowedAtMs < slowDownAfterMs) return
    slowedAtMs = nowMs
    outbox.send({ type: 'slow_down', queued_ms: Math.round(waitingMs) })
  }

  return {
    frame: (bytes) => {
      const chunk = intake.look(readFrame(bytes))
      if (!chunk) return
      const verdict = budget.take(chunk, clock.nowMs())
      if (verdict === 'within') take(chunk)
      else if (verdict === 'persistent') end(ENDINGS.tooFast)
      else if (verdict === 'first beyond') {
        outbox.send({ type: 'error', code: 'too_fast', detail: 'Sound comes faster than time; this is left out' })
      }
    },
    detected: (message) => {
      if (message.type === 'phase' && message.state !== 'start') saver.add(message)
      if (message.type !== 'phase' || message.seq > lease.knownSeq) outbox.send(message)
    },
    skipCalibration: () => {
      detector.skipCalibration()
      saver.moved()
    },
    tick: () => saver.saveIfDue(),
    finish: async () => {
      const standing = await saver.saveNow(detector.finish())
      detector.close()
      return standing
    },
    rest: async () => {
      await saver.saveNow(detector.standing())
      detector.close()
    },
    drop: () => detector.close(),
  }
}
