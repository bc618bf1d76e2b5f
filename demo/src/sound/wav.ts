import { open } from 'node:fs/promises'
import { SAMPLE_RATE, type Stereo } from './stereo.ts'

const HEADER_BYTES = 44
const BYTES_PER_FRAME = 4
const FRAMES_PER_CHUNK = 1 << 17

/** Writes a 16-bit PCM RIFF file in chunks of half a megabyte. Rejects with the signal's reason when aborted. */
export async function writeWav(path: string, sound: Stereo, signal?: AbortSignal): Promise<void> {
  const file = await open(path, 'w')
  try {
    await file.write(header(sound.left.length))
    for (let start = 0; start < sound.left.length; start += FRAMES_PER_CHUNK) {
      signal?.throwIfAborted()
      await file.write(pcm16(sound, start, Math.min(start + FRAMES_PER_CHUNK, sound.left.length)))
    }
  } finally {
    await file.close()
  }
}

/** Interleaved little-endian 16-bit samples of the frames from `start` up to `end`. */
function pcm16({ left, right }: Stereo, start: number, end: number): Buffer {
  const chunk = Buffer.allocUnsafe((end - start) * BYTES_PER_FRAME)
  for (let n = start; n < end; n += 1) {
    const offset = (n - start) * BYTES_PER_FRAME
    chunk.writeInt16LE(Math.round((left[n] ?? 0) * 32767), offset)
    chunk.writeInt16LE(Math.round((right[n] ?? 0) * 32767), offset + 2)
  }
  return chunk
}

function header(frames: number): Buffer {
  const dataBytes = frames * BYTES_PER_FRAME
  const bytes = Buffer.alloc(HEADER_BYTES)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(HEADER_BYTES - 8 + dataBytes, 4)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(2, 22)
  bytes.writeUInt32LE(SAMPLE_RATE, 24)
  bytes.writeUInt32LE(SAMPLE_RATE * BYTES_PER_FRAME, 28)
  bytes.writeUInt16LE(BYTES_PER_FRAME, 32)
  bytes.writeUInt16LE(16, 34)
  bytes.write('data', 36)
  bytes.writeUInt32LE(dataBytes, 40)
  return bytes
}
