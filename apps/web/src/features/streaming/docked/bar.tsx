import { Link } from '@tanstack/react-router'
import { MediaPlayButton, MediaSeekBackwardButton, MediaTimeDisplay, MediaTimeRange } from 'media-chrome/react'
import { CloseIcon, ToneIcon } from '../../../ui/icons.tsx'
import { Picture } from '../../../ui/picture.tsx'
import { mixWords } from '../../ambience/sounds.ts'
import type { PlayerControls } from '../controls/player-controls.ts'
import { SleepChip } from '../controls/sleep/sleep-chip.tsx'
import { t } from '../messages.ts'
import { SOUND_SEEK_SECONDS } from '../sound/sound-controls.tsx'
import styles from './bar.module.css'
import type { Notice } from './notice.ts'

interface DockedProps {
  controls: PlayerControls
  notice: Notice | null
  onClose: () => void
}

/** A sound that plays on while other pages are looked at. Its title leads back to its own. */
export function Bar({ controls: { item, sleep, ambience, isDownload }, notice, onClose }: DockedProps) {
  const page = isDownload ? { to: '/downloads' as const } : { to: '/content/$id' as const, params: { id: item.id } }
  return (
    <div className={styles.bar} {...{ noautohide: '' }}>
      <MediaTimeRange className={styles.range} />
      <span className={styles.cover}>
        <Picture src={item.thumbnail_url} seed={item.id} eager />
      </span>
      <div className={styles.words}>
        <Link {...page} className={styles.title}>
          {item.title}
          <span className="visually-hidden">{t('openPlayer')}</span>
        </Link>
        <p className={styles.line}>
          <span role="status" className={styles.notice}>
            {notice?.words}
          </span>
          {notice?.action && (
            <button type="button" className={styles.action} onClick={notice.action.act}>
              {notice.action.words}
            </button>
          )}
          {!notice && <MediaTimeDisplay showDuration noToggle aria-hidden className={styles.time} />}
        </p>
      </div>
      <span className={styles.sleep}>
        <SleepChip sleep={sleep} />
      </span>
      {ambience.isPlaying && (
        <Link to="/sounds" className={styles.close} aria-label={t('withMix', { mix: mixWords(ambience.mix) })}>
          <ToneIcon size={20} />
        </Link>
      )}
      <MediaSeekBackwardButton seekOffset={SOUND_SEEK_SECONDS} noTooltip />
      <MediaPlayButton noTooltip className={styles.play} />
      <button
        type="button"
        className={styles.close}
        aria-label={t('closePlayer', { title: item.title })}
        onClick={onClose}
      >
        <CloseIcon size={22} />
      </button>
    </div>
  )
}
