import { open, readFile } from 'node:fs/promises'
import { finishedSegments, isComplete } from '../../../hls/playlists.ts'
import { ResourceUnavailable } from '../../../ports/resource-unavailable.ts'
import { isWholeSegment } from './transport-stream.ts'

/*
 * What ffmpeg has written is read before it is believed: on a full disk ffmpeg goes on, ends with code 0 and says nothing,
 * and leaves segments, playlists and pictures that are empty or cut off.
 */

/** The durations, in seconds, of the segments that a playlist names; none before there is a playlist. */
export async function segmentsNamedIn(playlistPath: string): Promise<number[]> {
  return finishedSegments((await textOf(playlistPath)) ?? '')
}

/** @throws ResourceUnavailable when ffmpeg, which has ended, left this playlist unfinished. */
export async function assertPlaylistIsComplete(playlistPath: string): Promise<void> {
  const playlist = await textOf(playlistPath)
  if (playlist !== null && !isComplete(playlist)) throw notWhole(playlistPath)
}

/** @returns its size in bytes. @throws ResourceUnavailable when it is not whole. */
export async function bytesOfWholeSegment(path: string, durationSeconds: number): Promise<number> {
  const bytes = await readFile(path)
  if (!isWholeSegment(bytes, durationSeconds)) throw notWhole(path)
  return bytes.length
}

const JPEG_END = Buffer.from('ffd9', 'hex')
const PNG_END = Buffer.from('0000000049454e44ae426082', 'hex')

/** @throws ResourceUnavailable when a JPEG or PNG is not whole. */
export async function assertPictureIsWhole(path: string): Promise<void> {
  const bytes = await readFile(path)
  const end = path.endsWith('.png') ? PNG_END : JPEG_END
  if (!bytes.subarray(-end.length).equals(end)) throw notWhole(path)
}

const RIFF_HEAD_BYTES = 8

/** @throws ResourceUnavailable when a WAV is shorter or longer than its head says, which ffmpeg completes last. */
export async function assertWavIsWhole(path: string): Promise<void> {
  await using file = await open(path)
  const { buffer } = await file.read(Buffer.alloc(RIFF_HEAD_BYTES), 0, RIFF_HEAD_BYTES, 0)
  const { size } = await file.stat()
  if (size !== RIFF_HEAD_BYTES + buffer.readUInt32LE(4)) throw notWhole(path)
}

function notWhole(path: string): ResourceUnavailable {
  return new ResourceUnavailable('A file was not written whole: the disk was full, or is broken.', {
    cause: new Error(`${path} is cut off`),
  })
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
