import type { ObjectVersion, OpenObject } from '@better-and-bliss/object-store'

/** An object on its way into memory, or there. */
export interface Reading extends ObjectVersion {
  /** Its bytes, once all of them are there; null before. */
  whole: () => Buffer | null
  /** The bytes from `first` to `last`, as they come, for one of many. Throws what the reading failed with; ends when nobody is left. */
  stream: (first: number, last: number) => AsyncIterable<Buffer>
  /** Resolves when nothing more comes, however it ended. */
  ended: Promise<void>
}

/** Reads an object to its end, or until the signal says that nobody needs it; then disposes of it. */
export function readObject(object: OpenObject, signal: AbortSignal): Reading {
  const { size, etag, modifiedAtMs } = object
  const bytes = Buffer.allocUnsafeSlow(size)
  let received = 0
  let failure: Error | null = null
  let news = Promise.withResolvers<void>()

  function tell(): void {
    news.resolve()
    news = Promise.withResolvers()
  }

  async function read(): Promise<void> {
    await using opened = object
    for await (const piece of opened.stream()) {
      signal.throwIfAborted()
      bytes.set(piece, received)
      received += piece.length
      tell()
    }
    if (received < size) throw new Error('The object is shorter than it said')
  }

  async function* stream(first: number, last: number): AsyncGenerator<Buffer, void> {
    for (let at = first; at <= last; ) {
      const end = Math.min(received, last + 1)
      if (end > at) {
        yield bytes.subarray(at, end)
        at = end
      } else if (signal.aborted) {
        return
      } else if (failure !== null) {
        throw failure
      } else {
        await news.promise
      }
    }
  }

  const ended = read()
    .catch((error: unknown) => {
      failure = error instanceof Error ? error : new Error(String(error))
    })
    .finally(tell)
  return { size, etag, modifiedAtMs, whole: () => (received === size ? bytes : null), stream, ended }
}
