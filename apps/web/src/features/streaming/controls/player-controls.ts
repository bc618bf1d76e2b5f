import type { Chapter, ContentDetail } from '@better-and-bliss/sdk'
import type { RefObject } from 'react'
import type { PlaybackControls } from '../use-playback.ts'
import type { CaptionsControl } from './captions/use-captions.ts'
import type { PlayerActions } from './player-actions.ts'
import type { SleepControl } from './sleep/use-sleep-timer.ts'
import type { PreferencesControl } from './use-preferences.ts'

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
}
