import { assertWithinLimits } from './limits.ts'
import { probeContainer } from './probe-container.ts'
import { probeWithFfmpeg } from './probe-with-ffmpeg.ts'
import { sniffMedia } from './sniff.ts'
import type { Source } from './source.ts'

/**
 * Looks at a file: what it is, whether it is whole, whether we take it. Most containers are read by memory-safe code, so
 * that absurd sizes are refused before a native decoder sees them.
 *
 * @throws MediaRefused
 */
export async function inspectSource(ffmpegPath: string, path: string, signal: AbortSignal): Promise<Source> {
  const { container, demuxer } = await sniffMedia(path)
  const probed =
    (await probeContainer(container, path, signal)) ??
    (await probeWithFfmpeg({ ffmpegPath, container, demuxer, path, signal }))
  assertWithinLimits(probed.facts)
  return { path, demuxer, ...probed }
}
