import { statfs } from 'node:fs/promises'
import { ResourceUnavailable } from '../../../ports/resource-unavailable.ts'

/** With less, neither what ffmpeg says nor what it made is trusted: it passes over a full disk without a word. */
const LEAST_FREE_BYTES = 8e6
const LOOK_EVERY_MS = 250

/**
 * Watches how much room there is on the disk of a folder until it is disposed of. A disk that is full for a moment spoils
 * what was written in that moment, so `full` stays aborted when there is room again.
 */
export function watchDisk(folder: string, freeBytes: (folder: string) => Promise<number>) {
  const controller = new AbortController()

  async function look(): Promise<void> {
    const free = await freeBytes(folder).catch(() => Number.POSITIVE_INFINITY)
    if (free < LEAST_FREE_BYTES) controller.abort(new ResourceUnavailable('The disk is full.'))
  }

  const timer = setInterval(() => void look(), LOOK_EVERY_MS)
  return {
    /** Aborted, with a ResourceUnavailable as its reason, once there was too little. */
    full: controller.signal,
    /** Looks now, too. */
    look,
    /** What went wrong while the disk was full is its fault. @returns null when it was not full. */
    blamed: (cause: unknown) =>
      controller.signal.aborted ? new ResourceUnavailable('The disk is full.', { cause }) : null,
    [Symbol.dispose]: () => clearInterval(timer),
  }
}

export async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}
