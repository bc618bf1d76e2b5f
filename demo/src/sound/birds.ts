import { between, pick, type Random } from '../random.ts'
import { SAMPLE_RATE, samplesIn } from './stereo.ts'

/** One whistled note: from one pitch to another, with a trill (Hz wide, so many times a second). */
type Whistle = { fromHz: number; toHz: number; seconds: number; trillHz: number; trillsPerSecond: number; gain: number }

/** A thrush: two to four clear, curved notes, one of them often said twice. */
export function thrush(random: Random): Float32Array {
  const notes: Whistle[] = []
  const count = 2 + Math.floor(random() * 3)
  for (let index = 0; index < count; index += 1) {
    const fromHz = pick(random, [2100, 2350, 2640, 2800, 3140])
    const note = {
      fromHz,
      toHz: fromHz * between(random, 0.86, 1.16),
      seconds: between(random, 0.1, 0.26),
      trillHz: random() < 0.3 ? between(random, 60, 140) : 0,
      trillsPerSecond: between(random, 18, 30),
      gain: between(random, 0.6, 1),
    }
    notes.push(note)
    if (random() < 0.35) notes.push(note)
  }
  return phrase(notes, 0.06)
}

/** A wren, further up: a quick run that falls and ends in a trill. */
export function wren(random: Random): Float32Array {
  const topHz = between(random, 4300, 5100)
  const run = Array.from({ length: 7 }, (_, index) => ({
    fromHz: topHz - index * 130,
    toHz: topHz - index * 130 - 420,
    seconds: 0.055,
    trillHz: 0,
    trillsPerSecond: 0,
    gain: 0.5 + 0.05 * index,
  }))
  return phrase(
    [...run, { fromHz: topHz - 900, toHz: topHz - 1000, seconds: 0.5, trillHz: 320, trillsPerSecond: 22, gain: 0.6 }],
    0.028,
  )
}

/** A wood pigeon: five low coos, the second and third held. */
export function pigeon(random: Random): Float32Array {
  const pitchHz = between(random, 455, 485)
  const coos = [0.24, 0.52, 0.46, 0.26, 0.26].map((seconds, index) => ({
    fromHz: pitchHz * (index === 1 ? 1.06 : 0.98),
    toHz: pitchHz * 0.95,
    seconds,
    trillHz: 5,
    trillsPerSecond: 24,
    gain: index === 1 || index === 2 ? 1 : 0.7,
  }))
  return phrase(coos, 0.13)
}

function phrase(notes: readonly Whistle[], pauseSeconds: number): Float32Array {
  const seconds = notes.reduce((sum, note) => sum + note.seconds + pauseSeconds, 0)
  const sound = new Float32Array(samplesIn(seconds) + 1)
  let start = 0
  for (const note of notes) {
    whistle(sound, start, note)
    start += samplesIn(note.seconds + pauseSeconds)
  }
  return sound
}

function whistle(target: Float32Array, start: number, note: Whistle): void {
  const length = samplesIn(note.seconds)
  let phase = 0
  for (let n = 0; n < length && start + n < target.length; n += 1) {
    const share = n / length
    const trill = note.trillHz * Math.sin((2 * Math.PI * note.trillsPerSecond * n) / SAMPLE_RATE)
    phase += (2 * Math.PI * (note.fromHz + (note.toHz - note.fromHz) * share ** 1.3 + trill)) / SAMPLE_RATE
    const breath = Math.sin(Math.PI * share) ** 0.8
    target[start + n] = note.gain * breath * (Math.sin(phase) + 0.12 * Math.sin(2 * phase))
  }
}
