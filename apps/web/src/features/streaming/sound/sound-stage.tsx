import { Picture } from '../../../ui/picture.tsx'
import { CaptionLines } from '../controls/captions/caption-lines.tsx'
import type { PlayerControls } from '../controls/player-controls.ts'
import { Loading } from '../loading.tsx'
import { Notices } from '../notices.tsx'
import type { useKeptPosition } from '../positions/use-kept-position.ts'
import { SoundControls } from './sound-controls.tsx'
import styles from './sound-stage.module.css'

interface SoundStageProps {
  controls: PlayerControls
  kept: ReturnType<typeof useKeptPosition>
  isSlow: boolean
}

/** A sound, as one looks at it: its cover, its shape as the time line, and large controls. */
export function SoundStage({ controls, kept, isSlow }: SoundStageProps) {
  const { item, captions, preferences } = controls
  const cover = item.poster_url ?? item.thumbnail_url
  return (
    <>
      <div slot="top-chrome" className={styles.ground} {...{ noautohide: '' }}>
        <Picture src={cover} seed={item.id} eager />
      </div>
      <div className={styles.sound} {...{ noautohide: '' }}>
        <div className={styles.cover}>
          <span className={styles.disc}>
            <Picture src={cover} seed={item.id} eager />
            <Loading />
          </span>
        </div>
        <SoundControls controls={controls} />
      </div>
      <CaptionLines cues={captions.cues} style={preferences.preferences.captionStyle} />
      <Notices {...{ controls, kept, isSlow }} />
    </>
  )
}
