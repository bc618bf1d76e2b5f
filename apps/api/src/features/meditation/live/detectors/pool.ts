import { Worker } from 'node:worker_threads'
import type { Logger } from '../../../../ports/logger.ts'
import { createBatch, OP } from './commands.ts'
import type { Detector, Detectors, Listener, Standing, Start } from './detectors.ts'
import { encodeStart, type Told } from './thread-detectors.ts'
import { type Answer, threadTimeMs, type Work } from './work.ts'

/** While so many units of work are on their way to a thread, what comes meanwhile goes together in the next. */
const MAX_ON_THE_WAY = 2
/** A thread that has not answered for so long never will. */
const HUNG_MS = 5_000

interface PooledStream {
  listener: Listener
  /** Who waits to be told where things stand, in the order in which they asked. */
  asked: ((standing: Standing | null) => void)[]
}

interface Thread {
  readonly streams: Map<number, PooledStream>
  readonly waitingMs: number
  send: ReturnType<typeof createBatch>['add']
  terminate(): Promise<unknown>
}

/** `waitingMs`: since when the thread that is furthest behind owes an answer. */
export interface DetectorFigures {
  threads: number
  streams: number
  waitingMs: number
}

export interface DetectorPool extends Detectors, AsyncDisposable {
  figures(): DetectorFigures
}

/**
 * Detectors in up to `size` threads, which start when they are needed. A stream stays in its thread. What is given to a
 * thread while the event loop turns once, or while the thread is busy, goes there together.
 */
export function detectorPool({ size, log }: { size: number; log: Logger }): DetectorPool {
  const threads = new Set<Thread>()
  let lastStream = 0
  const watch = setInterval(endHung, HUNG_MS / 2).unref()

  function endHung(): void {
    for (const thread of threads) if (thread.waitingMs > HUNG_MS) void thread.terminate()
  }

  function leastLoaded(): Thread {
    const [least] = [...threads].sort((a, b) => a.streams.size - b.streams.size)
    if (least && (least.streams.size === 0 || threads.size >= size)) return least
    const thread = startThread(log, () => threads.delete(thread))
    threads.add(thread)
    return thread
  }

  return {
    open: (start, listener) => {
      lastStream += 1
      return openStream(leastLoaded(), lastStream, start, listener)
    },
    figures: () => {
      const all = [...threads]
      const streams = all.reduce((sum, thread) => sum + thread.streams.size, 0)
      return { threads: all.length, streams, waitingMs: Math.max(0, ...all.map(({ waitingMs }) => waitingMs)) }
    },
    [Symbol.asyncDispose]: async () => {
      clearInterval(watch)
      await Promise.all([...threads].map((thread) => thread.terminate()))
    },
  }
}

function openStream(thread: Thread, number: number, start: Start, listener: Listener): Detector {
  const stream: PooledStream = { listener, asked: [] }
  const ask = (op: typeof OP.standing | typeof OP.finish) =>
    new Promise<Standing | null>((resolve) => {
      if (!thread.streams.has(number)) return resolve(null)
      stream.asked.push(resolve)
      thread.send(number, op)
    })
  thread.streams.set(number, stream)
  thread.send(number, OP.open, 0, encodeStart(start))
  return {
    get waitingMs() {
      return thread.waitingMs
    },
    pcm: (samples) => thread.send(number, OP.pcm, 0, samples),
    records: (records) => thread.send(number, OP.records, 0, records),
    gap: (samples) => thread.send(number, OP.gap, samples),
    skipCalibration: () => thread.send(number, OP.skipCalibration),
    standing: () => ask(OP.standing),
    finish: () => ask(OP.finish),
    close: () => {
      if (!thread.streams.delete(number)) return
      thread.send(number, OP.close)
      for (const resolve of stream.asked) resolve(null)
    },
  }
}

function startThread(log: Logger, onEnd: () => void): Thread {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), { execArgv: [] })
  const streams = new Map<number, PooledStream>()
  const batch = createBatch()
  const unanswered: number[] = []
  let batchedAtMs = 0
  let ended = false

  const waitingMs = () => (unanswered[0] === undefined ? 0 : threadTimeMs() - unanswered[0])

  function flush(): void {
    if (ended || batch.isEmpty || unanswered.length >= MAX_ON_THE_WAY) return
    const work: Work = { batch: batch.take(), sinceMs: batchedAtMs }
    unanswered.push(batchedAtMs)
    worker.postMessage(work, [work.batch])
  }

  worker.on('message', ({ told, isLast }: Answer) => {
    if (isLast) unanswered.shift()
    flush()
    for (const one of told) tell(streams, one, log)
  })
  worker.on('error', (error) => log.error({ err: error }, 'A thread that detects breath failed'))
  worker.on('exit', () => {
    ended = true
    onEnd()
    for (const stream of streams.values()) lose(stream)
    streams.clear()
  })
  return {
    streams,
    get waitingMs() {
      return waitingMs()
    },
    send: (...command) => {
      if (batch.isEmpty) {
        batchedAtMs = threadTimeMs()
        setImmediate(flush)
      }
      batch.add(...command)
    },
    terminate: () => worker.terminate(),
  }
}

function tell(streams: Map<number, PooledStream>, told: Told, log: Logger): void {
  const stream = streams.get(told.stream)
  if (!stream) return
  if (told.type === 'opened') stream.listener.opened(told)
  else if (told.type === 'detected') stream.listener.detected(told.message)
  else if (told.type === 'standing') stream.asked.shift()?.(told.standing)
  else {
    log.error({ reason: told.reason }, 'A detector failed')
    streams.delete(told.stream)
    lose(stream)
  }
}

function lose({ listener, asked }: PooledStream): void {
  for (const resolve of asked) resolve(null)
  listener.lost()
}
