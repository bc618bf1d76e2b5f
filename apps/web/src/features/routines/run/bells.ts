import { BELL_SECONDS } from '../../meditation/bell-sound.ts'
import type { NowPlaying, NowPlayingView } from '../../streaming/now-playing/now-playing.ts'

interface Bells {
  context: AudioContext
  /** Lets go once nothing that rings them is under way or waits; what sounds last rings out. */
  closeAfter(nowPlaying: Pick<NowPlaying, 'current' | 'subscribe'>): void
}

/** Within the member's gesture: without one some browsers play no sound. */
export function openBells(): Bells {
  const context = new AudioContext()
  context.resume().catch(() => {})
  const isNeededBy = ({ turn, queue }: NowPlayingView) =>
    [turn, ...queue].some((waiting) => waiting?.practice?.bells === context)
  return {
    context,
    closeAfter: (nowPlaying) => {
      const closeIfDone = () => {
        if (isNeededBy(nowPlaying.current())) return
        stop()
        setTimeout(() => void context.close(), BELL_SECONDS * 1000)
      }
      const stop = nowPlaying.subscribe(closeIfDone)
      closeIfDone()
    },
  }
}
