import { Link } from '@tanstack/react-router'
import { MediaPlayButton, MediaSeekBackwardButton, MediaTimeRange } from 'media-chrome/react'
import { CloseIcon } from '../../../ui/icons.tsx'
import { EnlargeIcon } from '../../../ui/player-icons.tsx'
import { CaptionLines } from '../controls/captions/caption-lines.tsx'
import { SEEK_SECONDS } from '../controls/keys/keys.ts'
import type { PlayerControls } from '../controls/player-controls.ts'
import { t } from '../messages.ts'
import type { Notice } from './notice.ts'
import styles from './window.module.css'

interface WindowProps {
  controls: PlayerControls
  notice: Notice | null
  onClose: () => void
}

/** A film that plays on in the corner while other pages are looked at. */
export function Window({ controls: { item, captions, preferences }, notice, onClose }: WindowProps) {
  return (
    <>
      <CaptionLines cues={captions.cues} style={preferences.preferences.captionStyle} />
      <div slot="top-chrome" className={styles.top} {...{ noautohide: '' }}>
        <Link to="/content/$id" params={{ id: item.id }} className={styles.title}>
          <EnlargeIcon size={20} />
          <span className={styles.name}>{item.title}</span>
          <span className="visually-hidden">{t('openPlayer')}</span>
        </Link>
        <button
          type="button"
          className={styles.close}
          aria-label={t('closePlayer', { title: item.title })}
          onClick={onClose}
        >
          <CloseIcon size={20} />
        </button>
      </div>
      <div slot="centered-chrome" className={styles.middle}>
        <MediaSeekBackwardButton seekOffset={SEEK_SECONDS} noTooltip />
        <MediaPlayButton noTooltip />
      </div>
      <MediaTimeRange className={styles.range} />
      <div className={styles.notice} hidden={!notice} {...{ noautohide: '' }}>
        <span role="status">{notice?.words}</span>
        {notice?.action && (
          <button type="button" onClick={notice.action.act}>
            {notice.action.words}
          </button>
        )}
      </div>
    </>
  )
}
