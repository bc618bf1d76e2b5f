/** Memory that goes round, so that the kernel need not clear new pages for each object that is read once. */
export type BufferPool = {
  /** Memory for so many bytes, or more; null where the limit is reached. Whoever takes it gives it back. */
  take: (bytes: number) => Buffer | null
  giveBack: (buffer: Buffer) => void
}

/** @param limitBytes of all buffers together, those that are taken and those that wait. */
export function createBufferPool(limitBytes: number): BufferPool {
  const waiting = new Map<number, Buffer[]>()
  let totalBytes = 0

  /** Buffers of other sizes go where they are in the way. */
  function makeRoom(bytes: number): boolean {
    for (const buffers of waiting.values()) {
      while (totalBytes + bytes > limitBytes && buffers.length > 0) totalBytes -= buffers.pop()?.length ?? 0
    }
    return totalBytes + bytes <= limitBytes
  }

  return {
    take(bytes) {
      const length = Math.max(1, Math.ceil(bytes / STEP_BYTES)) * STEP_BYTES
      const known = waiting.get(length)?.pop()
      if (known !== undefined) return known
      if (!makeRoom(length)) return null
      totalBytes += length
      return Buffer.allocUnsafeSlow(length)
    },
    giveBack(buffer) {
      const alike = waiting.get(buffer.length)
      if (alike) alike.push(buffer)
      else waiting.set(buffer.length, [buffer])
    },
  }
}

/** Few sizes, so that most buffers suit whoever asks next. Pages that nobody writes to take no memory. */
const STEP_BYTES = 512 * 1024
