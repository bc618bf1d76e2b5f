import type { KeptMixer } from './kept-mixer.ts'
import type { MixOutput } from './mix-output.ts'

interface LazyOutput {
  /** Lets be heard what is to be heard now. What the output knows already costs nothing. */
  follow(): void
  /** By the timer of the sounds, and by the player's. What is silent stays as it is until it plays again. */
  turn(part: { own?: number; shared?: number }): void
}

/** An output that is opened when something is to be heard first. */
export function lazyOutput(
  open: () => MixOutput,
  current: () => Pick<KeptMixer, 'mix'> & { isPlaying: boolean },
): LazyOutput {
  let output: MixOutput | null = null
  const volume = { own: 1, shared: 1 }
  return {
    follow: () => {
      const { isPlaying, mix } = current()
      if (!isPlaying) {
        output?.pause()
        return
      }
      output ??= open()
      output.setVolume(volume.own * volume.shared)
      output.set(mix)
      output.play()
    },
    turn: (part) => {
      Object.assign(volume, part)
      if (current().isPlaying) output?.setVolume(volume.own * volume.shared)
    },
  }
}
