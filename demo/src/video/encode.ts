import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { runFfmpeg } from '@better-and-bliss/api/ffmpeg'
import { type Film, frameBytes } from './film.ts'

type Job = {
  ffmpegPath: string
  film: Film
  soundPath: string
  /** Chapters in ffmpeg's format; null without any. */
  chaptersPath: string | null
  durationSeconds: number
  mediaPath: string
  signal: AbortSignal
}

/**
 * Encodes one loop of a film, repeats it without encoding again, lays the sound beneath it, and writes an MP4 of the
 * length asked for, with its chapters.
 */
export async function encodeFilm(job: Job): Promise<void> {
  const { ffmpegPath, film, soundPath, chaptersPath, durationSeconds, mediaPath, signal } = job
  const loopPath = `${mediaPath}.loop.mp4`
  const run = { ffmpegPath, cwd: dirname(mediaPath), signal, totalMs: ENCODE_MS }
  try {
    await runFfmpeg({ ...run, args: [...ALIVE, ...rawInput(film), ...H264, loopPath], input: frames(film) })
    const chapters = chaptersPath ? ['-f', 'ffmetadata', '-i', chaptersPath, '-map_chapters', '2'] : []
    const inputs = ['-stream_loop', '-1', '-i', loopPath, '-i', soundPath, ...chapters]
    const output = ['-c:v', 'copy', '-c:a', 'aac', '-b:a', '192k', '-t', String(durationSeconds)]
    await runFfmpeg({ ...run, args: [...ALIVE, ...inputs, ...output, '-movflags', '+faststart', mediaPath] })
  } finally {
    await rm(loopPath, { force: true })
  }
}

/** A slow machine takes minutes for a loop. */
const ENCODE_MS = 60 * 60 * 1000

/** One that writes nothing to stdout for long counts as hanging. */
const ALIVE = ['-hide_banner', '-nostdin', '-loglevel', 'error', '-y', '-progress', 'pipe:1']

const BT709 = ['-color_range', 'tv', '-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709']

/** Cheap to make and kind to gradients; without B-frames a loop joins its own beginning cleanly. */
const H264 = [
  ...['-c:v', 'libx264', '-preset', 'superfast', '-crf', '20', '-aq-mode', '3', '-bf', '0', '-g', '40'],
  ...['-pix_fmt', 'yuv420p', ...BT709],
]

function rawInput({ width, height, framesPerSecond }: Film): string[] {
  const shape = ['-pix_fmt', 'yuv420p', '-s', `${width}x${height}`, '-r', String(framesPerSecond)]
  return ['-f', 'rawvideo', ...shape, ...BT709, '-i', 'pipe:0']
}

function* frames(film: Film): Generator<Buffer> {
  for (let index = 0; index < film.framesInLoop; index += 1) {
    const frame = Buffer.allocUnsafe(frameBytes(film))
    film.draw(frame, index)
    yield frame
  }
}
