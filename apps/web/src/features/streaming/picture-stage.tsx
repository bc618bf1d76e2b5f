import { MediaPlayButton, MediaSeekBackwardButton, MediaSeekForwardButton } from 'media-chrome/react'
import { Picture } from '../../ui/picture.tsx'
import { CaptionLines } from './controls/captions/caption-lines.tsx'
import { ControlBar } from './controls/control-bar.tsx'
import { SEEK_SECONDS } from './controls/keys/keys.ts'
import type { PlayerControls } from './controls/player-controls.ts'
import { Loading } from './loading.tsx'
import { Notices } from './notices.tsx'
import styles from './picture-stage.module.css'
import type { useKeptPosition } from './positions/use-kept-position.ts'

interface PictureStageProps {
  controls: PlayerControls
  kept: ReturnType<typeof useKeptPosition>
  isSlow: boolean
}

/** A picture under its controls: what a thumb wants in the middle, the time line and the rest at the foot. */
export function PictureStage({ controls, kept, isSlow }: PictureStageProps) {
  const { item, captions, preferences, hasPicture } = controls
  return (
    <>
      {!hasPicture && (
        <div slot="top-chrome" className={styles.still} {...{ noautohide: '' }}>
          <Picture src={item.poster_url ?? item.thumbnail_url} seed={item.id} eager />
        </div>
      )}
      <div slot="top-chrome" className={styles.shade} />
      <CaptionLines cues={captions.cues} style={preferences.preferences.captionStyle} />
      <Loading slot="centered-chrome" />
      <div slot="centered-chrome" className={styles.middle}>
        <MediaSeekBackwardButton seekOffset={SEEK_SECONDS} noTooltip />
        <MediaPlayButton noTooltip />
        <MediaSeekForwardButton seekOffset={SEEK_SECONDS} noTooltip />
      </div>
      <Notices {...{ controls, kept, isSlow }} />
      <ControlBar controls={controls} />
    </>
  )
}
