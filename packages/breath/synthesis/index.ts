/** Breathing that never happened, with its exact truth: for tests, benches and browsers' fake microphones. */
import { colouredNoise, pinkNoise, type Resonance } from './colour.ts'
import { createRandom, type Random } from './random.ts'

export { colouredNoise, pinkNoise } from './colour.ts'
export { createRandom, type Random } from './random.ts'
export { wav } from './wav.ts'

const SAMPLE_RATE_HZ = 16_000

/** Seconds of inhale, hold, exhale, pause; and how much they vary. */
export const PATTERNS = {
  box: [4, 4, 4, 4, 0.04],
  '4-7-8': [4, 7, 8, 0.6, 0.04],
  coherent: [5.3, 0.2, 5.3, 0.2, 0.04],
  natural: [1.5, 0.2, 2, 1, 0.12],
  fast: [0.75, 0.05, 0.9, 0.25, 0.08],
} as const

export interface BreathingOptions {
  seconds: number
  /** The same seed, the same sound. */
  seed: number
  pattern?: keyof typeof PATTERNS
  /** A mouth near the microphone, or a nose. */
  colour?: 'mouth' | 'nose'
  /** Loudness of the exhale, dBFS. */
  levelDb?: number
  /** Pink room noise below the exhale. */
  snrDb?: number
  /** Silence before the first breath. */
  leadInSeconds?: number
}

export interface Truth {
  start_ms: number
  end_ms: number
  phase: 'inhale' | 'exhale' | 'hold'
}

interface Voice {
  resonances: Resonance[]
  gain: number
  /** Amplitude at a share of the phase; sound follows flow by a power law. */
  amplitude: (share: number, seconds: number) => number
}

const VOICES: Record<'mouth' | 'nose', { inhale: Voice; exhale: Voice }> = {
  mouth: {
    inhale: { resonances: peaks([1600, 2, 1], [3400, 3, 0.8], [5200, 5, 0.4]), gain: 0.45, amplitude: inhaleAmplitude },
    exhale: { resonances: peaks([120, 1, 1], [750, 1.6, 1], [1700, 2.4, 0.6]), gain: 1, amplitude: exhaleAmplitude },
  },
  nose: {
    inhale: { resonances: peaks([2200, 1.5, 1], [4200, 3, 0.8]), gain: 0.65, amplitude: inhaleAmplitude },
    exhale: { resonances: peaks([140, 1, 0.5], [900, 1.2, 1], [2400, 2, 0.4]), gain: 1, amplitude: exhaleAmplitude },
  },
}

/** Breathing in a room, 16 kHz PCM16, and when each phase really was (from and to a tenth of its loudest). */
export function breathing(options: BreathingOptions): { samples: Int16Array; phases: Truth[] } {
  const { seconds, seed, pattern = 'natural', colour = 'mouth', levelDb = -22, snrDb = 30, leadInSeconds = 3 } = options
  const random = createRandom(seed)
  const level = 10 ** (levelDb / 20)
  const room = pinkNoise(Math.round(seconds * SAMPLE_RATE_HZ), random)
  const gain = level * 10 ** (-snrDb / 20)
  const sound = room.map((value) => value * gain)
  const phases: Truth[] = []
  const voice = VOICES[colour]
  const [inhale, holdIn, exhale, holdOut, variation] = PATTERNS[pattern]
  const vary = (length: number) => length * (1 + variation * Math.max(-2, Math.min(2, random.normal())))
  let at = leadInSeconds
  for (;;) {
    const lengths = [inhale, holdIn, exhale, holdOut].map(vary)
    const [inSeconds = 0, inHold = 0, outSeconds = 0, outHold = 0] = lengths
    if (at + inSeconds + inHold + outSeconds + outHold > seconds) break
    phases.push(addPhase(sound, at, inSeconds, voice.inhale, 'inhale', level, random))
    at += inSeconds
    if (inHold > 1)
      phases.push({ start_ms: Math.round(at * 1000), end_ms: Math.round((at + inHold) * 1000), phase: 'hold' })
    at += inHold
    phases.push(addPhase(sound, at, outSeconds, voice.exhale, 'exhale', level, random))
    at += outSeconds + outHold
  }
  const samples = new Int16Array(sound.length)
  for (let index = 0; index < samples.length; index++) {
    samples[index] = Math.round(32_767 * Math.max(-1, Math.min(1, sound[index] ?? 0)))
  }
  return { samples, phases }
}

function addPhase(
  sound: Float64Array,
  atSeconds: number,
  seconds: number,
  voice: Voice,
  phase: 'inhale' | 'exhale',
  level: number,
  random: Random,
): Truth {
  const length = Math.round(seconds * SAMPLE_RATE_HZ)
  const noise = colouredNoise(length, voice.resonances, random)
  const amplitudes = noise.map((_, index) => voice.amplitude(index / length, seconds))
  const most = amplitudes.reduce((high, value) => Math.max(high, value), 0)
  const start = Math.round(atSeconds * SAMPLE_RATE_HZ)
  for (let index = 0; index < length && start + index < sound.length; index++) {
    const share = (amplitudes[index] ?? 0) / most
    sound[start + index] = (sound[start + index] ?? 0) + (noise[index] ?? 0) * share * level * voice.gain
  }
  const audible = (value: number) => value > most / 10
  const toMs = (index: number) => Math.round(atSeconds * 1000 + index / 16)
  return {
    start_ms: toMs(amplitudes.findIndex(audible)),
    end_ms: toMs(amplitudes.findLastIndex(audible) + 1),
    phase,
  }
}

/** Rises and falls with the flow; the breath turns at once. */
function inhaleAmplitude(share: number): number {
  return (Math.sin(Math.PI * share ** 0.8) ** 0.8 * (1 - share ** 14)) ** 1.75
}

/** At once, then fading as the lungs empty. */
function exhaleAmplitude(share: number, seconds: number): number {
  const attackSeconds = Math.min(0.04, 0.08 * seconds)
  return ((1 - Math.exp((-share * seconds) / attackSeconds)) * Math.exp(-2 * share) * (1 - share ** 10)) ** 1.75
}

function peaks(...list: [hz: number, quality: number, gain: number][]): Resonance[] {
  return list.map(([hz, quality, gain]) => ({ hz, quality, gain }))
}
