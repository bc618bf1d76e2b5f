import type { ContentDetail } from '@better-and-bliss/sdk'
import { type RefObject, useEffect, useLayoutEffect, useState } from 'react'
import { useMember } from '../../../sign-in/use-sign-in.ts'
import { useAmbience, useAmbienceView } from '../../ambience/use-ambience.ts'
import { useEnd } from '../end/use-end.ts'
import { t } from '../messages.ts'
import type { PlaybackSource } from '../playback.ts'
import { usePlayback } from '../use-playback.ts'
import { useCaptions } from './captions/use-captions.ts'
import { type PlayerActions, playerActions } from './player-actions.ts'
import type { Following, PlayerControls } from './player-controls.ts'
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
  source: PlaybackSource | undefined
  following: Following | null
  said: Said
  showKeys: () => void
}

/** What the controls of one player show and change, put together. */
export function usePlayerControls(parts: Parts): PlayerControls {
  const { item, video, controller, startAtSeconds, source, following, said, showKeys } = parts
  const preferences = usePreferences(useMember()?.id ?? '')
  const { rate, audioLanguage, autoplays } = preferences.preferences
  const playback = usePlayback(item, video, { startAtSeconds, audioLanguage, source })
  const captions = useCaptions(video, preferences)
  const { chapters } = item
  const chapter = useChapter(video, chapters)
  const ambience = useAmbience()
  const { mix, isPlaying } = useAmbienceView()
  const sleep = useSleepTimer(video, ambience)
  const [loops, setLoops] = useState(false)
  useRate(video, rate)
  useLoop(video, loops && sleep.choice !== 'end of title')
  const playNext = following?.playNext ?? (() => {})
  const end = useEnd(video, {
    hasNext: following?.next != null,
    autoplays,
    isAsleep: sleep.choice !== null || sleep.isOver,
    onNext: playNext,
  })
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
    hasNext: following?.next != null,
    playNext,
    toggleCaptions: () => {
      said.say(captions.shown ? t('captionsOff') : t('captionsOn'))
      captions.toggle()
    },
    toggleFullScreen: () => toggle('fullscreen'),
    togglePictureInPicture: () => toggle('pip'),
    showKeys,
  })
  return {
    ...{ item, video, playback, preferences, captions, sleep, chapters, chapter, actions, hasPicture },
    ...{ loops, setLoops, following, end },
    isDownload: source !== undefined,
    ambience: { ...ambience, mix, isPlaying },
  }
}

/** A source that is loaded begins with the default rate. */
function useRate(video: RefObject<HTMLVideoElement | null>, rate: number): void {
  useLayoutEffect(() => {
    if (!video.current) return
    video.current.defaultPlaybackRate = rate
    video.current.playbackRate = rate
  }, [video, rate])
}

function useLoop(video: RefObject<HTMLVideoElement | null>, loops: boolean): void {
  useEffect(() => {
    if (video.current) video.current.loop = loops
  }, [video, loops])
}
