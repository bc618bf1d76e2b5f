import type { AmbientSound, Mix } from './sounds.ts'
import { loopOf } from './synthesis/loops.ts'

/** Lets a mix sound. */
export interface MixOutput {
  /** These and no others; what is new fades in, what goes fades out. */
  set(mix: Mix): void
  /** Of all together, from 0 to 1. */
  setVolume(volume: number): void
  play(): void
  pause(): void
  /** Fades out, and lets go. */
  close(): void
}

interface Voice {
  gain: GainNode
  source: AudioBufferSourceNode | null
}

/** A third of the way: a change of level is no click. */
const SMOOTH_SECONDS = 0.08
const FADE_SECONDS = 0.5
const GONE_AFTER_MS = 4 * FADE_SECONDS * 1000

/** Within the member's gesture: without one some browsers play no sound. */
export function openMixOutput(): MixOutput {
  const context = new AudioContext()
  const gate = new GainNode(context, { gain: 0 })
  const master = new GainNode(context)
  master.connect(gate).connect(context.destination)
  const voices = new Map<AmbientSound, Voice>()
  let isPlaying = false

  function turn(node: GainNode, gain: number, seconds: number): void {
    node.gain.setTargetAtTime(gain, context.currentTime, seconds)
  }

  function begin(sound: AmbientSound): Voice {
    const gain = new GainNode(context, { gain: 0 })
    gain.connect(master)
    const voice: Voice = { gain, source: null }
    loopOf(sound)
      .then((buffer) => {
        if (voices.get(sound) !== voice) return
        voice.source = new AudioBufferSourceNode(context, { buffer, loop: true })
        voice.source.connect(gain)
        voice.source.start()
      })
      .catch(() => voices.delete(sound))
    return voice
  }

  function end(sound: AmbientSound, { gain, source }: Voice): void {
    voices.delete(sound)
    turn(gain, 0, FADE_SECONDS / 2)
    setTimeout(() => {
      source?.stop()
      gain.disconnect()
    }, GONE_AFTER_MS)
  }

  /** The sound card rests while nothing plays. */
  function restLater(): void {
    setTimeout(() => {
      if (!isPlaying && context.state === 'running') void context.suspend()
    }, GONE_AFTER_MS)
  }

  function pause(): void {
    isPlaying = false
    turn(gate, 0, FADE_SECONDS / 3)
    restLater()
  }

  return {
    set: (mix) => {
      for (const [sound, voice] of voices) if (!mix.some((part) => part.sound === sound)) end(sound, voice)
      for (const { sound, level } of mix) {
        const voice = voices.get(sound) ?? begin(sound)
        voices.set(sound, voice)
        turn(voice.gain, gainOf(level), SMOOTH_SECONDS)
      }
    },
    setVolume: (volume) => turn(master, volume, SMOOTH_SECONDS),
    play: () => {
      isPlaying = true
      context.resume().catch(() => {})
      turn(gate, 1, FADE_SECONDS / 3)
    },
    pause,
    close: () => {
      pause()
      setTimeout(() => void context.close(), 2 * GONE_AFTER_MS)
    },
  }
}

/** Ears hear by ratios: half the level is a quarter of the amplitude. */
function gainOf(level: number): number {
  return (level / 100) ** 2
}
