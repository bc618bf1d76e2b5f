import { parentPort } from 'node:worker_threads'
import { readBatch } from './commands.ts'
import { createThreadDetectors, type Told } from './thread-detectors.ts'
import { type Answer, MAX_WAIT_MS, TELL_AFTER_MS, threadTimeMs, type Work } from './work.ts'

/** The other side of `detectorPool`. */
let told: Told[] = []
const carryOut = createThreadDetectors((one) => void told.push(one))

parentPort?.on('message', ({ batch, sinceMs }: Work) => {
  let toldAtMs = threadTimeMs()
  const isStale = toldAtMs - sinceMs > MAX_WAIT_MS
  for (const command of readBatch(batch)) {
    carryOut(command, isStale)
    if (told.length === 0 || threadTimeMs() - toldAtMs < TELL_AFTER_MS) continue
    answer(false)
    toldAtMs = threadTimeMs()
  }
  answer(true)
})

function answer(isLast: boolean): void {
  const snapshots = told.flatMap((one) => (one.type === 'standing' ? one.standing.snapshot.buffer : []))
  parentPort?.postMessage({ told, isLast } satisfies Answer, snapshots)
  told = []
}
