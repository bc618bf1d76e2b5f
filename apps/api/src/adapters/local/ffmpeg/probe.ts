import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { MediaRefused } from '../../../ports/transcoder.ts'
import { FfmpegOverran } from './failure.ts'
import { inputArgs } from './input.ts'
import { outputOf } from './run.ts'
import type { Container, Demuxer } from './sniff.ts'

export interface ProbedFile {
  ffmpegPath: string
  container: Container
  demuxer: Demuxer
  path: string
  signal: AbortSignal
}

const LEAST_SECONDS = 20
/** A slow disk. */
const BYTES_PER_SECOND = 20e6
/** On a busy machine others have the processor, and no file is to blame for that. */
const TIMES_LONGER_WITH_OTHERS = 10
/** Many times what an honest file needs. */
const MEMORY_KB = 4 * 1024 * 1024
/** A report names every track and chapter. */
const REPORT_CHARACTERS = 128_000

/** How much time a file of this size may take: of the processor, and of the clock. */
export function probeLimits(bytes: number): { processorSeconds: number; totalMs: number } {
  const processorSeconds = Math.ceil(LEAST_SECONDS + bytes / BYTES_PER_SECOND)
  return { processorSeconds, totalMs: processorSeconds * TIMES_LONGER_WITH_OTHERS * 1000 }
}

/**
 * Runs ffmpeg over a file that nobody has looked at yet: a child with limits of time, processor time and memory, which
 * grow with nothing but the size of the file.
 *
 * @returns what it wrote to stdout, and at last the end of what it wrote to stderr.
 * @throws MediaRefused
 */
export async function* probe(file: ProbedFile, before: string[], output: string[]): AsyncGenerator<string, string> {
  const { ffmpegPath, path, signal } = file
  const { size } = await stat(path)
  const { totalMs, processorSeconds } = probeLimits(size)
  const args = ['-hide_banner', '-nostdin', '-loglevel', 'info', '-nostats', ...inputArgs(file, { before }), ...output]
  const stderrCharacters = REPORT_CHARACTERS
  const limits = { processorSeconds, memoryKb: MEMORY_KB }
  try {
    return yield* outputOf({ ffmpegPath, args, cwd: dirname(path), signal, totalMs, limits, stderrCharacters })
  } catch (error) {
    if (!(error instanceof FfmpegOverran)) throw error
    throw new MediaRefused('This file takes too long to look through. Export it again as MP4.', { cause: error })
  }
}
