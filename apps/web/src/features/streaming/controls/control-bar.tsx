import {
  MediaControlBar,
  MediaFullscreenButton,
  MediaMuteButton,
  MediaPipButton,
  MediaPlayButton,
  MediaSeekBackwardButton,
  MediaSeekForwardButton,
  MediaTimeDisplay,
  MediaVolumeRange,
} from 'media-chrome/react'
import { CaptionsButton } from './captions/captions-button.tsx'
import styles from './control-bar.module.css'
import { SEEK_SECONDS } from './keys/keys.ts'
import type { PlayerControls } from './player-controls.ts'
import { SeekBar } from './seek-bar/seek-bar.tsx'
import { Settings } from './settings/settings.tsx'
import { SleepChip } from './sleep/sleep-chip.tsx'

/** Of a picture: the time line, and below it the few controls that are always in sight. */
export function ControlBar({ controls }: { controls: PlayerControls }) {
  const { captions, chapters, chapter, sleep, hasPicture } = controls
  return (
    <>
      <MediaControlBar className={styles.bar}>
        <SeekBar {...controls} />
      </MediaControlBar>
      <MediaControlBar className={styles.bar}>
        <MediaPlayButton className={styles.leading} />
        <MediaSeekBackwardButton seekOffset={SEEK_SECONDS} className={styles.leading} />
        <MediaSeekForwardButton seekOffset={SEEK_SECONDS} className={styles.leading} />
        <MediaMuteButton />
        <MediaVolumeRange className={styles.volume} />
        <div className={styles.facts}>
          {/* The time line tells the same to those who do not see it. */}
          <MediaTimeDisplay showDuration noToggle aria-hidden className={styles.time} />
          {chapter >= 0 && <span className={styles.chapter}>{chapters[chapter]?.title}</span>}
          <SleepChip sleep={sleep} />
        </div>
        <CaptionsButton captions={captions} />
        <Settings controls={controls} />
        {hasPicture && <MediaPipButton />}
        <MediaFullscreenButton />
      </MediaControlBar>
    </>
  )
}
