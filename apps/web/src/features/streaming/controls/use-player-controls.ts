import type { ContentDetail } from '@better-and-bliss/sdk'
import { type RefObject, useLayoutEffect } from 'react'
import { useMember } from '../../../sign-in/use-sign-in.ts'
import { usePlayback } from '../use-playback.ts'
import { useCaptions } from './captions/use-captions.ts'
import { type PlayerActions, playerActions } from './player-actions.ts'
import type { PlayerControls } from './player-controls.ts'
import type { Said } from './said.tsx'
import { useChapter } from './seek-bar/use-chapter.ts'
import { useSleepTimer } from './sleep/use-sleep-timer.ts'
import { usePreferences } from './use-preferences.ts'

interface Parts {
  item: ContentDetail
  video: RefObject<HTMLVideoElement | null>
  /** The element of media-chrome: full screen, small window and volume are asked of it. */
  controller: RefObject<HTMLElement | null>
  startAtSeconds: number
  said: Said
  showKeys: () => void
}

/** What the controls of one player show and change, put together. */
export function usePlayerControls({ item, video, controller, startAtSeconds, said, showKeys }: Parts): PlayerControls {
  const preferences = usePreferences(useMember()?.id ?? '')
  const { rate, audioLanguage } = preferences.preferences
  const playback = usePlayback(item, video, startAtSeconds, audioLanguage)
  const captions = useCaptions(video, preferences)
  const { chapters } = item
  const chapter = useChapter(video, chapters)
  const sleep = useSleepTimer(video)
  useRate(video, rate)
  const hasPicture = item.content_type === 'video' && playback.quality !== 'sound'
  const request = (name: string, detail?: unknown) =>
    controller.current?.dispatchEvent(new CustomEvent(`media${name}request`, { detail }))
  const toggle = (name: 'fullscreen' | 'pip') => {
    const isOn = controller.current?.hasAttribute(`mediais${name}`)
    request(`${isOn ? 'exit' : 'enter'}${name}`)
  }
  const actions: PlayerActions = playerActions({
    video: () => video.current,
    chapters,
    say: said.say,
    speak: said.speak,
    chooseRate: (next) => preferences.change({ rate: next }),
    // What its slider and button keep, keys keep as well.
    chooseVolume: (volume) => request('volume', volume),
    chooseMuted: (isMuted) => request(isMuted ? 'mute' : 'unmute'),
    hasCaptions: captions.tracks.length > 0,
    hasPicture,
    toggleCaptions: () => {
      said.say(captions.shown ? 'Captions off' : 'Captions on')
      captions.toggle()
    },
    toggleFullScreen: () => toggle('fullscreen'),
    togglePictureInPicture: () => toggle('pip'),
    showKeys,
  })
  return { item, video, playback, preferences, captions, sleep, chapters, chapter, actions, hasPicture }
}

/** A source that is loaded begins with the default rate. */
function useRate(video: RefObject<HTMLVideoElement | null>, rate: number): void {
  useLayoutEffect(() => {
    if (!video.current) return
    video.current.defaultPlaybackRate = rate
    video.current.playbackRate = rate
  }, [video, rate])
}
