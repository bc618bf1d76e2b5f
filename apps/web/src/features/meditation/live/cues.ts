import { BELL_SECONDS, ringBell } from '../bell-sound.ts'
import type { Step } from '../pattern-clock.ts'

/** Tells the steps of a pattern, and the end, to the hand and the ear. */
export interface Cues {
  /** Within the member's gesture: without one some browsers play no sound. */
  wake(): void
  vibrate(step: Step | 'end'): void
  sound(step: Step): void
  bell(): void
  /** Lets go; what sounds last rings out. */
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
const GLIDES: Record<Step, readonly [number, number]> = {
  in: [392, 523],
  'hold-in': [523, 523],
  out: [523, 392],
  'hold-out': [392, 392],
}
const VOLUME = 0.07
const TONE_SECONDS = 0.24
const SILENT = 0.0005
const BELL_VOLUME = 0.16

export function canVibrate(): boolean {
  return 'vibrate' in navigator
}

/** @param lent where it sounds, left open; without it, a context of its own */
export function createCues(lent: AudioContext | null = null): Cues {
  let context = lent
  const opened = () => {
    context ??= new AudioContext()
    if (context.state !== 'running') context.resume().catch(() => {})
    return context
  }
  return {
    wake: () => void opened(),
    vibrate: (step) => {
      if (canVibrate()) navigator.vibrate(BUZZ_MS[step])
    },
    sound: (step) => {
      const [fromHz, toHz] = GLIDES[step]
      play(opened(), { fromHz, toHz, volume: VOLUME, seconds: TONE_SECONDS })
    },
    bell: () => {
      const context = opened()
      ringBell(context, { volume: BELL_VOLUME, atSeconds: context.currentTime })
    },
    close: () => {
      const closing = context
      context = lent
      if (closing && closing !== lent) setTimeout(() => void closing.close(), BELL_SECONDS * 1000)
    },
  }
}

interface Tone {
  fromHz: number
  toHz: number
  volume: number
  seconds: number
}

function play(context: AudioContext, { fromHz, toHz, volume, seconds }: Tone): void {
  const now = context.currentTime
  const tone = new OscillatorNode(context, { type: 'sine', frequency: fromHz })
  const gain = new GainNode(context, { gain: 0 })
  tone.frequency.linearRampToValueAtTime(toHz, now + seconds)
  gain.gain.setValueAtTime(0, now)
  gain.gain.linearRampToValueAtTime(volume, now + 0.03)
  gain.gain.exponentialRampToValueAtTime(SILENT, now + seconds)
  tone.connect(gain).connect(context.destination)
  tone.start(now)
  tone.stop(now + seconds)
}
