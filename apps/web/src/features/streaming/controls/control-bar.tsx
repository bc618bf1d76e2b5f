import type { ContentDetail } from '@better-and-bliss/sdk'
import {
  MediaCaptionsButton,
  MediaControlBar,
  MediaFullscreenButton,
  MediaMuteButton,
  MediaPipButton,
  MediaPlayButton,
  MediaSeekBackwardButton,
  MediaSeekForwardButton,
  MediaTimeDisplay,
  MediaTimeRange,
  MediaVolumeRange,
} from 'media-chrome/react'
import type { RefObject } from 'react'
import { rungsOf } from '../qualities.ts'
import type { PlaybackControls } from '../use-playback.ts'
import styles from './control-bar.module.css'
import { Settings } from './settings.tsx'
import type { Captions } from './use-captions.ts'

interface ControlBarProps {
  item: ContentDetail
  playback: PlaybackControls
  captions: Captions
  video: RefObject<HTMLVideoElement | null>
  hasPicture: boolean
}

/** The time line, and below it the few controls that are always in sight. */
export function ControlBar({ item, playback, captions, video, hasPicture }: ControlBarProps) {
  const { stream } = playback
  return (
    <>
      <MediaControlBar className={styles.bar}>
        <MediaTimeRange className={styles.range} />
      </MediaControlBar>
      <MediaControlBar className={styles.bar}>
        <MediaPlayButton />
        <MediaSeekBackwardButton seekOffset={10} />
        <MediaSeekForwardButton seekOffset={10} />
        <MediaMuteButton />
        <MediaVolumeRange className={styles.volume} />
        {/* The time line tells the same to those who do not see it. */}
        <MediaTimeDisplay showDuration noToggle aria-hidden className={styles.time} />
        <span className={styles.gap} />
        <MediaCaptionsButton className={styles.captions} />
        <Settings
          rungs={stream && item.content_type === 'video' ? rungsOf(item.qualities, stream) : []}
          hasSound={stream?.hls_audio !== undefined && item.content_type === 'video'}
          playback={playback}
          captions={captions}
          video={video}
        />
        {hasPicture && <MediaPipButton />}
        <MediaFullscreenButton />
      </MediaControlBar>
    </>
  )
}
