import { between, type Random } from '../random.ts'
import { ease } from './envelope.ts'
import { SAMPLE_RATE, type Stereo, samplesIn } from './stereo.ts'

const TABLE_SIZE = 2048
const VOICES = 3

/** A held note. `brightness` from 0 (a sine) to 1 (reedy) sets how slowly the overtones fall off. */
type PadNote = {
  frequencyHz: number
  startSeconds: number
  endSeconds: number
  attackSeconds: number
  releaseSeconds: number
  gain: number
  brightness: number
}

/**
 * Adds a warm held note: three voices a channel, some cents apart, each swaying in level, all differently left and
 * right.
 */
export function addPad(target: Stereo, note: PadNote, random: Random): void {
  const table = waveform(note.frequencyHz, note.brightness)
  const envelope = swell(note)
  for (const channel of [target.left, target.right]) {
    for (let voice = 0; voice < VOICES; voice += 1) {
      const cents = (voice - 1) * 4 + between(random, -1.5, 1.5)
      addVoice(channel, table, envelope, {
        start: samplesIn(note.startSeconds),
        frequencyHz: note.frequencyHz * 2 ** (cents / 1200),
        phase: random(),
        gain: note.gain / VOICES,
        swayHz: between(random, 0.05, 0.17),
      })
    }
  }
}

/** A chord held from the beginning to the end, its notes given as frequency and gain. */
export type Drone = {
  notes: readonly (readonly [frequencyHz: number, gain: number])[]
  attackSeconds: number
  releaseSeconds: number
  brightness: number
}

export function addDrone(target: Stereo, { notes, ...manner }: Drone, random: Random): void {
  const endSeconds = target.left.length / SAMPLE_RATE
  for (const [frequencyHz, gain] of notes) {
    addPad(target, { ...manner, frequencyHz, gain, startSeconds: 0, endSeconds }, random)
  }
}

type Voice = { start: number; frequencyHz: number; phase: number; gain: number; swayHz: number }

function addVoice(channel: Float32Array, table: Float32Array, envelope: Float32Array, voice: Voice): void {
  const step = (voice.frequencyHz * TABLE_SIZE) / SAMPLE_RATE
  let position = voice.phase * TABLE_SIZE
  let level = 0
  const end = Math.min(envelope.length, channel.length - voice.start)
  for (let n = 0; n < end; n += 1) {
    if (n % 128 === 0) {
      level = voice.gain * (0.75 + 0.25 * Math.sin(2 * Math.PI * (voice.phase + (voice.swayHz * n) / SAMPLE_RATE)))
    }
    const index = position | 0
    const here = table[index] ?? 0
    const value = here + ((table[index + 1] ?? 0) - here) * (position - index)
    channel[voice.start + n] = (channel[voice.start + n] ?? 0) + value * level * (envelope[n] ?? 0)
    position += step
    if (position >= TABLE_SIZE) position -= TABLE_SIZE
  }
}

/** One period of a harmonic tone, band-limited to 6 kHz, with one more sample so that interpolation never wraps. */
function waveform(frequencyHz: number, brightness: number): Float32Array {
  const table = new Float32Array(TABLE_SIZE + 1)
  const harmonics = Math.max(1, Math.min(24, Math.floor(6000 / frequencyHz)))
  const slope = 4 - 2.4 * brightness
  for (let harmonic = 1; harmonic <= harmonics; harmonic += 1) {
    const gain = harmonic ** -slope
    for (let n = 0; n <= TABLE_SIZE; n += 1) {
      table[n] = (table[n] ?? 0) + gain * Math.sin((2 * Math.PI * harmonic * n) / TABLE_SIZE)
    }
  }
  return table
}

function swell(note: PadNote): Float32Array {
  const seconds = note.endSeconds - note.startSeconds
  const envelope = new Float32Array(samplesIn(seconds))
  for (let n = 0; n < envelope.length; n += 1) {
    const at = n / SAMPLE_RATE
    envelope[n] = ease(at / note.attackSeconds) * ease((seconds - at) / note.releaseSeconds)
  }
  return envelope
}
