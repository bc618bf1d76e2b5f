import type { ContentDetail } from '@better-and-bliss/sdk'
import { PlayIcon, RestartIcon } from '../../ui/icons.tsx'
import { Picture } from '../../ui/picture.tsx'
import { Ring } from '../../ui/ring.tsx'
import { useStartKeys } from './controls/keys/use-keys.ts'
import { t } from './messages.ts'
import type { Play } from './now-playing/now-playing.ts'
import { clockWords, type ItemPosition } from './positions/positions.ts'
import styles from './poster.module.css'

interface PosterProps {
  item: ContentDetail
  position: ItemPosition
  takesPageKeys: boolean
  onStart: (from: Play['from']) => void
}

/** An item's picture with a way in: from where one stopped, or from the beginning. */
export function Poster({ item, position: { resumeAtSeconds }, takesPageKeys, onStart }: PosterProps) {
  const start = () => onStart('resume')
  useStartKeys(start, takesPageKeys)
  return (
    <div className={styles.stage} data-kind={item.content_type}>
      <Picture src={item.poster_url ?? item.thumbnail_url} seed={item.id} eager />
      <div className={styles.veil}>
        <button type="button" className={styles.play} onClick={start}>
          <span className={styles.disc}>
            <PlayIcon size={34} />
          </span>
          <span className={styles.label}>
            {resumeAtSeconds === null ? t('play') : t('resumeAt', { resumeAtSeconds: clockWords(resumeAtSeconds) })}
          </span>
        </button>
        {resumeAtSeconds !== null && (
          <button type="button" className={styles.again} onClick={() => onStart('beginning')}>
            <RestartIcon size={18} /> {t('fromBeginning')}
          </button>
        )}
      </div>
    </div>
  )
}

/** The picture while the player is fetched. */
export function Opening({ item }: { item: ContentDetail }) {
  return (
    <div className={styles.stage} data-kind={item.content_type}>
      <Picture src={item.poster_url ?? item.thumbnail_url} seed={item.id} eager />
      <div className={styles.veil} role="status">
        <Ring size="4.5rem" breathing />
        <span className="visually-hidden">{t('loadingPlayer')}</span>
      </div>
    </div>
  )
}
