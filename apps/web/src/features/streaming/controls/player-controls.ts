import type { Chapter, ContentDetail } from '@better-and-bliss/sdk'
import type { ReactNode, RefObject } from 'react'
import type { Ambience, AmbienceView } from '../../ambience/ambience.ts'
import type { useEnd } from '../end/use-end.ts'
import type { PlaybackControls } from '../use-playback.ts'
import type { CaptionsControl } from './captions/use-captions.ts'
import type { PlayerActions } from './player-actions.ts'
import type { SleepControl } from './sleep/use-sleep-timer.ts'
import type { PreferencesControl } from './use-preferences.ts'

/** What comes after a title. */
export interface Following {
  /** Null where nothing does. */
  next: { title: string } | null
  playNext: () => void
  /** What the member put there themselves. */
  queue: readonly Pick<ContentDetail, 'id' | 'title'>[]
  unqueue: (itemId: string) => void
  /** What else they may like. */
  suggestions: ReactNode
}

/** Everything that the controls of one player show and change. */
export interface PlayerControls {
  item: ContentDetail
  video: RefObject<HTMLVideoElement | null>
  playback: PlaybackControls
  preferences: PreferencesControl
  captions: CaptionsControl
  sleep: SleepControl
  chapters: readonly Chapter[]
  /** The index of the one that plays; -1 before the first. */
  chapter: number
  actions: PlayerActions
  hasPicture: boolean
  /** Whether it begins anew at its end. */
  loops: boolean
  setLoops: (loops: boolean) => void
  /** Null where what comes after is not the player's affair. */
  following: Following | null
  end: ReturnType<typeof useEnd>
  /** Whether it is played from what this browser keeps. */
  isDownload: boolean
  /** What sounds with it. */
  ambience: Pick<Ambience, 'toggle' | 'setLevel' | 'play' | 'pause'> & Pick<AmbienceView, 'mix' | 'isPlaying'>
}
