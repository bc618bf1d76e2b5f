import {
  MediaDurationDisplay,
  MediaMuteButton,
  MediaPlayButton,
  MediaSeekBackwardButton,
  MediaSeekForwardButton,
  MediaTimeDisplay,
  MediaVolumeRange,
} from 'media-chrome/react'
import { LoopIcon, NextIcon } from '../../../ui/player-icons.tsx'
import { CaptionsButton } from '../controls/captions/captions-button.tsx'
import type { PlayerControls } from '../controls/player-controls.ts'
import { Settings } from '../controls/settings/settings.tsx'
import { SleepChip } from '../controls/sleep/sleep-chip.tsx'
import { t } from '../messages.ts'
import styles from './sound-controls.module.css'
import { WaveformBar } from './waveform-bar.tsx'

/** As far as one goes back in a sound to hear a sentence again. */
export const SOUND_SEEK_SECONDS = 15

/** The shape of the sound, and below it the controls, the largest in the middle. */
export function SoundControls({ controls }: { controls: PlayerControls }) {
  const { chapters, chapter, sleep, captions } = controls
  return (
    <div className={styles.controls}>
      <WaveformBar controls={controls} />
      <div className={styles.facts}>
        {/* The time line tells the same to those who do not see it. */}
        <MediaTimeDisplay noToggle aria-hidden className={styles.time} />
        {chapter >= 0 && <span className={styles.chapter}>{chapters[chapter]?.title}</span>}
        <SleepChip sleep={sleep} />
        <MediaDurationDisplay aria-hidden className={styles.whole} />
      </div>
      <div className={styles.main}>
        <LoopButton {...controls} />
        <MediaSeekBackwardButton seekOffset={SOUND_SEEK_SECONDS} />
        <MediaPlayButton className={styles.play} />
        <MediaSeekForwardButton seekOffset={SOUND_SEEK_SECONDS} />
        <NextButton {...controls} />
      </div>
      <div className={styles.more}>
        <MediaMuteButton />
        <MediaVolumeRange className={styles.volume} />
        <CaptionsButton captions={captions} />
        <Settings controls={controls} />
      </div>
    </div>
  )
}

function LoopButton({ loops, setLoops }: PlayerControls) {
  return (
    <button
      type="button"
      className={styles.button}
      aria-label={t('repeat')}
      aria-pressed={loops}
      onClick={() => setLoops(!loops)}
    >
      <LoopIcon size={22} />
    </button>
  )
}

function NextButton({ following }: PlayerControls) {
  const next = following?.next
  return (
    <button
      type="button"
      className={styles.button}
      aria-label={next ? t('nextIs', { title: next.title }) : t('nextTitle')}
      disabled={!next}
      onClick={following?.playNext}
    >
      <NextIcon size={22} />
    </button>
  )
}
