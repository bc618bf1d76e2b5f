import { readFile } from 'node:fs/promises'

const WANTED_RATE_HZ = 16_000
const FULL_SCALE = 32_767

/** The samples of a mono PCM16 WAV file at 16 kHz. @throws Error with advice for a person */
export async function readWav(path: string): Promise<Int16Array> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`${path}: ${error.code === 'ENOENT' ? 'no such file' : error.message}`)
  })
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const name = (at: number) => bytes.toString('latin1', at, at + 4)
  if (bytes.length < 12 || name(0) !== 'RIFF' || name(8) !== 'WAVE') throw new Error(`${path}: not a WAV file`)
  let format: { tag: number; channels: number; rateHz: number; bits: number } | null = null
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = view.getUint32(at + 4, true)
    const body = at + 8
    if (name(at) === 'fmt ' && body + 16 <= bytes.length) {
      format = {
        tag: view.getUint16(body, true),
        channels: view.getUint16(body + 2, true),
        rateHz: view.getUint32(body + 4, true),
        bits: view.getUint16(body + 14, true),
      }
    }
    if (name(at) === 'data') {
      requirePcm(path, format)
      const end = Math.min(bytes.length, body + size)
      return new Int16Array(bytes.buffer.slice(bytes.byteOffset + body, bytes.byteOffset + body + ((end - body) & ~1)))
    }
    at = body + size + (size & 1)
  }
  throw new Error(`${path}: the WAV file holds no sound`)
}

/** As a converter of 16 bit would deliver a sound, full scale being 1. */
export function toPcm16(sound: Float64Array): Int16Array {
  return Int16Array.from(sound, (value) => Math.round(FULL_SCALE * Math.max(-1, Math.min(1, value))))
}

function requirePcm(
  path: string,
  format: { tag: number; channels: number; rateHz: number; bits: number } | null,
): void {
  const EXTENSIBLE = 0xfffe
  const isPcm16 = format !== null && (format.tag === 1 || format.tag === EXTENSIBLE) && format.bits === 16
  if (isPcm16 && format.channels === 1 && format.rateHz === WANTED_RATE_HZ) return
  const found = format ? `${format.channels} channel(s), ${format.rateHz} Hz, ${format.bits} bit` : 'no format'
  throw new Error(
    `${path}: needs one channel of 16 bit PCM at 16000 Hz, found ${found}. Convert it: ffmpeg -i ${path} -ac 1 -ar 16000 -c:a pcm_s16le out.wav`,
  )
}
