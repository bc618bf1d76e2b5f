import { createObservable, type Observable } from '../../../ui/observable.ts'
import { type RateMeter, rateMeter } from './rate.ts'
import type { OnTheWay, Purpose, Sending } from './tus.ts'

export type SendingState = 'waiting' | 'sending' | 'interrupted' | 'paused' | 'arrived' | 'failed'

/** A file that this page sends. */
export interface OutgoingFile extends Purpose {
  /** Of this page. */
  key: number
  title: string
  fileName: string
  size: number
  state: SendingState
  sent: number
  bytesPerSecond: number | null
  /** Why it does not go on, in words. */
  words: string | null
  /** Once the API has it. */
  uploadId: string | null
}

export interface NewFile extends Purpose {
  file: File
  title: string
  /** The upload that it goes on with. */
  at: string | null
  /** The API has it. */
  onBegun?: () => void
}

/** Files on their way from this page, several at a time. They go on while the member is elsewhere in it. */
export interface UploadQueue extends Pick<Observable<readonly OutgoingFile[]>, 'current' | 'subscribe'> {
  add(file: NewFile): void
  pause(key: number): void
  resume(key: number): void
  /** Ends it, and has the API forget it. */
  discard(key: number): Promise<void>
}

interface Parts {
  send: (file: File, about: Purpose, how: { at: string | null; rate: () => number | null; on: OnTheWay }) => Sending
  nowMs: () => number
}

/** Browsers open six connections to a host; pages go on meanwhile. */
const MOST_AT_ONCE = 3
/** More often nobody reads it. */
const SHOWN_EVERY_MS = 200

interface Kept {
  sending: Sending
  rate: RateMeter
  shownAtMs: number
}

export function createUploadQueue({ send, nowMs }: Parts): UploadQueue {
  const { files, shown, find, change } = openFiles()
  const nextKey = counter()
  const kept = new Map<number, Kept>()

  function startNext(): void {
    for (const { key } of nextOf(files.current())) {
      change(key, { state: 'sending', words: null })
      kept.get(key)?.sending.start()
    }
  }

  function end(key: number, part: Partial<OutgoingFile>): void {
    kept.get(key)?.rate.rest()
    change(key, part)
    startNext()
  }

  function followed(key: number, { onBegun }: NewFile): OnTheWay {
    return {
      onBegun: (uploadId) => {
        change(key, { uploadId })
        onBegun?.()
      },
      onSent: (sent) => {
        const own = kept.get(key)
        if (!own || find(key)?.state === 'paused') return
        own.rate.add(sent)
        if (nowMs() - own.shownAtMs < SHOWN_EVERY_MS) return
        own.shownAtMs = nowMs()
        change(key, { state: 'sending', sent, bytesPerSecond: own.rate.bytesPerSecond(), words: null })
      },
      onInterrupted: (words) => {
        kept.get(key)?.rate.rest()
        change(key, { state: 'interrupted', words })
      },
      onArrived: () => end(key, { state: 'arrived', sent: find(key)?.size ?? 0, words: null }),
      onFailed: (words) => end(key, { state: 'failed', words }),
    }
  }

  return {
    ...shown,

    add(added) {
      const key = nextKey()
      const rate = rateMeter(nowMs)
      const { file, at } = added
      const sending = send(file, added, { at, rate: rate.bytesPerSecond, on: followed(key, added) })
      kept.set(key, { sending, rate, shownAtMs: 0 })
      files.set([...files.current(), asAdded(key, added)])
      startNext()
    },

    pause(key) {
      kept.get(key)?.sending.pause()
      end(key, { state: 'paused' })
    },

    resume(key) {
      change(key, { state: 'waiting', words: null })
      startNext()
    },

    async discard(key) {
      const own = kept.get(key)
      kept.delete(key)
      files.set(files.current().filter((file) => file.key !== key))
      startNext()
      // Whatever the API says: it forgets what nobody goes on with.
      await own?.sending.discard().catch(() => {})
    },
  }
}

/** Those that wait and may start, in their order. */
function nextOf(files: readonly OutgoingFile[]): OutgoingFile[] {
  const running = files.filter(({ state }) => state === 'sending' || state === 'interrupted')
  const waiting = files.filter(({ state }) => state === 'waiting')
  return waiting.slice(0, Math.max(0, MOST_AT_ONCE - running.length))
}

function asAdded(key: number, { file, title, contentId, purpose, language, label, at }: NewFile): OutgoingFile {
  const about = { key, title, contentId, purpose, language, label, fileName: file.name, size: file.size, uploadId: at }
  return { ...about, state: 'waiting', sent: 0, bytesPerSecond: null, words: null }
}

function counter(): () => number {
  let last = 0
  return () => {
    last += 1
    return last
  }
}

function openFiles() {
  const files = createObservable<readonly OutgoingFile[]>([])
  return {
    files,
    shown: { current: files.current, subscribe: files.subscribe },
    find: (key: number) => files.current().find((file) => file.key === key),
    change: (key: number, part: Partial<OutgoingFile>) =>
      files.set(files.current().map((file) => (file.key === key ? { ...file, ...part } : file))),
  }
}

/** Whether this page would take a file with it if it were closed. */
export function isUnderWay({ state }: OutgoingFile): boolean {
  return state !== 'arrived' && state !== 'failed'
}
