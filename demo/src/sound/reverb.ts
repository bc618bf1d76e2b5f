import { SAMPLE_RATE, type Stereo } from './stereo.ts'

/** Delay lengths in samples at 48 kHz: mutually prime, 31 to 79 ms, so that echoes never line up. */
const DELAYS = [1493, 1787, 2053, 2371, 2683, 3023, 3391, 3797] as const
const LINES = DELAYS.length

type Line = { buffer: Float32Array; position: number; gain: number; damped: number }

/**
 * A room: feedback delay network of eight lines with a Householder matrix (Jot and Chaigne, 1991), each line losing
 * treble as it turns. `decaySeconds` is the time to fall by 60 dB, `damping` (0 to 1) how soft the walls are. Returns
 * the room's answer alone.
 */
export function reverberate(dry: Stereo, decaySeconds: number, damping: number): Stereo {
  const length = dry.left.length
  const wet: Stereo = { left: new Float32Array(length), right: new Float32Array(length) }
  const lines: Line[] = DELAYS.map((delay) => ({
    buffer: new Float32Array(delay),
    position: 0,
    gain: 10 ** ((-3 * delay) / (decaySeconds * SAMPLE_RATE)),
    damped: 0,
  }))
  for (let n = 0; n < length; n += 1) {
    const sum = turn(lines, damping)
    const inputLeft = dry.left[n] ?? 0
    const inputRight = dry.right[n] ?? 0
    let left = 0
    let right = 0
    for (let index = 0; index < LINES; index += 1) {
      const line = lines[index]
      if (line === undefined) continue
      const even = index % 2 === 0
      if (even) left += line.damped
      else right += line.damped
      line.buffer[line.position] = (even ? inputLeft : inputRight) + (line.damped - sum * (2 / LINES))
      line.position = line.position + 1 === line.buffer.length ? 0 : line.position + 1
    }
    wet.left[n] = left * 0.35
    wet.right[n] = right * 0.35
  }
  return wet
}

/** Reads every line's oldest sample through its damping; returns their sum. */
function turn(lines: readonly Line[], damping: number): number {
  let sum = 0
  for (const line of lines) {
    line.damped = (line.buffer[line.position] ?? 0) * line.gain * (1 - damping) + line.damped * damping
    sum += line.damped
  }
  return sum
}
