import { type RefObject, useEffect, useEffectEvent } from 'react'
import { keepAwake } from '../../../ui/keep-awake.ts'
import type { PlaybackControls } from '../use-playback.ts'
import { awakeWhilePlaying } from './awake.ts'
import { soundWhileHidden } from './hidden-sound.ts'

/** The screen of a device is on while there is something to see. */
export function useAwake(video: RefObject<HTMLVideoElement | null>, hasPicture: boolean): void {
  useEffect(() => {
    if (video.current && hasPicture) return awakeWhilePlaying(video.current, keepAwake)
  }, [video, hasPicture])
}

export function useSoundWhileHidden(
  video: RefObject<HTMLVideoElement | null>,
  playback: PlaybackControls,
  isWanted: boolean,
): void {
  const wants = useEffectEvent(() => isWanted && playback.stream?.hls_audio !== undefined)
  const quality = useEffectEvent(() => playback.quality)
  const choose = useEffectEvent(playback.choose)
  useEffect(() => {
    if (!video.current) return
    return soundWhileHidden({
      page: document,
      media: video.current,
      isWanted: () => wants(),
      quality: () => quality(),
      choose: (next) => choose(next),
      nowMs: Date.now,
    })
  }, [video])
}
