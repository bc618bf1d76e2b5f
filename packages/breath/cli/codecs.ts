import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { toPcm16 } from './wav.ts'

const run = promisify(execFile)

/** An encoder of ffmpeg, and what its files are called. */
export interface Codec {
  encoder: string
  bitsPerSecond: number
  extension: string
}

const RAW = ['-f', 's16le', '-ar', '16000', '-ac', '1']

/** What is left of a sound, full scale being 1, that went through a codec. @throws Error if ffmpeg is not there or lacks the codec */
export async function transcoded(
  sound: Float64Array,
  { encoder, bitsPerSecond, extension }: Codec,
  scratch: string,
): Promise<Float64Array> {
  const [before, between, after] = ['before.raw', `between.${extension}`, 'after.raw'].map((name) =>
    join(scratch, name),
  )
  if (!before || !between || !after) throw new TypeError('Three files have three names')
  await writeFile(before, toPcm16(sound))
  await ffmpeg([...RAW, '-i', before, '-c:a', encoder, '-b:a', String(bitsPerSecond), between])
  await ffmpeg(['-i', between, ...RAW, after])
  const bytes = await readFile(after)
  const samples = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 1)
  return sound.map((_, index) => (samples[index] ?? 0) / 32_768)
}

async function ffmpeg(args: string[]): Promise<void> {
  try {
    await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args])
  } catch (error) {
    throw new Error(`ffmpeg could not be run; it is needed on the path, with libmp3lame and libopus\n${String(error)}`)
  }
}
