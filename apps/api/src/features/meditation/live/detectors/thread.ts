import { parentPort } from 'node:worker_threads'
import { readBatch } from './batch.ts'
import { createHearing, type Told } from './hearing.ts'
import { type Answer, MAX_WAIT_MS, threadTimeMs, type Work } from './work.ts'

/** The other side of `detectorPool`. */
let told: Told[] = []
const hear = createHearing((one) => void told.push(one))

parentPort?.on('message', ({ batch, sentAtMs }: Work) => {
  const stale = threadTimeMs() - sentAtMs > MAX_WAIT_MS
  for (const command of readBatch(batch)) hear(command, stale)
  parentPort?.postMessage({ told } satisfies Answer)
  told = []
})
