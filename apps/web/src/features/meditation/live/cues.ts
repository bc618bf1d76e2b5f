import type { Step } from '../pattern-clock.ts'

/** Tells the steps of a pattern to the hand and the ear. */
export interface Cues {
  vibrate(step: Step | 'end'): void
  sound(step: Step | 'end'): void
  close(): void
}

const BUZZ_MS: Record<Step | 'end', number[]> = {
  in: [60],
  'hold-in': [20],
  out: [40, 60, 40],
  'hold-out': [20],
  end: [200, 120, 200],
}
/** From and to, in Hz: up for in, down for out. Pure and short, so that no detector takes them for a breath. */
const GLIDES: Record<Step | 'end', readonly [number, number]> = {
  in: [392, 523],
  'hold-in': [523, 523],
  out: [523, 392],
  'hold-out': [392, 392],
  end: [262, 262],
}
const VOLUME = 0.07
const TONE_SECONDS = 0.24
const END_SECONDS = 2.4

export function canVibrate(): boolean {
  return 'vibrate' in navigator
}

export function createCues(): Cues {
  let context: AudioContext | null = null
  return {
    vibrate: (step) => {
      if (canVibrate()) navigator.vibrate(BUZZ_MS[step])
    },
    sound: (step) => {
      context ??= new AudioContext()
      play(context, GLIDES[step], step === 'end' ? END_SECONDS : TONE_SECONDS)
    },
    close: () => {
      const closing = context
      context = null
      // What sounds last may ring out.
      if (closing) setTimeout(() => void closing.close(), END_SECONDS * 1000)
    },
  }
}

function play(context: AudioContext, [fromHz, toHz]: readonly [number, number], seconds: number): void {
  const now = context.currentTime
  const tone = new OscillatorNode(context, { type: 'sine', frequency: fromHz })
  const volume = new GainNode(context, { gain: 0 })
  tone.frequency.linearRampToValueAtTime(toHz, now + seconds)
  volume.gain.linearRampToValueAtTime(VOLUME, now + 0.03)
  volume.gain.exponentialRampToValueAtTime(0.0005, now + seconds)
  tone.connect(volume).connect(context.destination)
  tone.start(now)
  tone.stop(now + seconds)
}
