import type { Clock } from '../clock.ts'

interface Parts<Microphone> {
  open: () => Promise<Microphone>
  /** Whether `open` gets by without asking the member: what goes on by itself must not put a question in their way. */
  mayOpen: () => Promise<boolean>
  /** Tells when another attempt is worth it: a device came, the page is seen again. @returns what ends it */
  watch: (change: () => void) => () => void
  clock: Clock
  onOpened: (microphone: Microphone) => void
}

const AGAIN_MS = 3_000

/**
 * Opens a microphone in place of one that was lost, however long it takes.
 *
 * @returns what gives up.
 */
export function reacquire<Microphone extends { close(): void }>(parts: Parts<Microphone>): () => void {
  const { open, mayOpen, watch, clock, onOpened } = parts
  let isOver = false
  let isTrying = false
  let cancelAgain = () => {}

  async function attempt(): Promise<void> {
    if (isTrying || isOver) return
    isTrying = true
    cancelAgain()
    try {
      if (await mayOpen()) {
        const microphone = await open()
        if (isOver) return microphone.close()
        stop()
        return onOpened(microphone)
      }
    } catch {
      // It is tried again.
    }
    isTrying = false
    if (!isOver) cancelAgain = clock.after(AGAIN_MS, () => void attempt())
  }

  function stop(): void {
    isOver = true
    unwatch()
    cancelAgain()
  }

  const unwatch = watch(() => void attempt())
  void attempt()
  return stop
}
