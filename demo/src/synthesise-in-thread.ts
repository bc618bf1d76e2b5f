import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { DemoItem } from './catalogue.ts'
import type { synthesise } from './synthesise.ts'

/**
 * `synthesise` on a thread of its own: it computes for seconds on end, and meanwhile connections to the database must be
 * answered. Rejects with the signal's reason when aborted.
 */
export async function synthesiseInThread(
  { slug }: DemoItem,
  { ffmpegPath, outDir, signal }: Parameters<typeof synthesise>[1],
): ReturnType<typeof synthesise> {
  const thread = new Worker(new URL('./synthesis-thread.ts', import.meta.url), {
    workerData: { slug, ffmpegPath, outDir },
  })
  try {
    const [made] = await once(thread, 'message', { signal })
    return made
  } catch (error) {
    signal.throwIfAborted()
    throw error
  } finally {
    await thread.terminate()
  }
}
