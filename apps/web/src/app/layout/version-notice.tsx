import { useSyncExternalStore } from 'react'
import { useAmbienceView } from '../../features/ambience/use-ambience.ts'
import { useNowPlayingView } from '../../features/streaming/now-playing/use-now-playing.ts'
import { t } from '../messages.ts'
import { useNewVersion } from '../new-version.ts'
import styles from './version-notice.module.css'

/** Says that there is a newer version, once nothing plays and no routine is under way: loading it would end both. */
export function VersionNotice() {
  const newVersion = useNewVersion()
  const isNewer = useSyncExternalStore(newVersion.subscribe, newVersion.current)
  const { play, turn } = useNowPlayingView()
  const { isPlaying } = useAmbienceView()
  return (
    <div role="status">
      {isNewer && play === null && turn === null && !isPlaying && (
        <p className={styles.notice}>
          <span>{t('newVersion')}</span>
          <button type="button" className={styles.load} onClick={newVersion.load}>
            {t('reload')}
          </button>
        </p>
      )}
    </div>
  )
}
