import { notifyManager, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useCallback, useSyncExternalStore } from 'react'
import { useStorage } from '../../api/local-storage.ts'
import { useIsOffline } from '../../api/offline.ts'
import { retryFailed, staleSinceMs } from '../../api/recovery.ts'
import { DOWNLOADS_KEY } from '../../features/downloads/kept/download.ts'
import { usePractisingId } from '../../sign-in/use-sign-in.ts'
import styles from './stale-notice.module.css'

/** Says that what is on the screen could not be fetched anew, and from when it is; without a network, what works all the same. */
export function StaleNotice() {
  const queries = useQueryClient()
  const isOffline = useIsOffline()
  const isMember = Boolean(usePractisingId())
  const hasDownloads = useStorage().getItem(DOWNLOADS_KEY) !== null
  const sinceMs = useSyncExternalStore(
    useCallback((listener) => queries.getQueryCache().subscribe(notifyManager.batchCalls(listener)), [queries]),
    () => staleSinceMs(queries),
  )
  return (
    <div className={styles.place} role="status">
      {isOffline ? (
        <p className={styles.notice} data-calm>
          <span>
            No network. The <Link to="/timer">timer</Link>{' '}
            {isMember ? (
              <>
                and <Link to="/meditate">breathing</Link> work without.
                {hasDownloads && (
                  <>
                    {' '}
                    Your <Link to="/downloads">downloads</Link> play.
                  </>
                )}
              </>
            ) : (
              'works without.'
            )}
          </span>
        </p>
      ) : (
        sinceMs !== null && (
          <p className={styles.notice}>
            <span>Out of reach. This is from {clockOf(sinceMs)}.</span>
            <button type="button" className={styles.retry} onClick={() => retryFailed(queries)}>
              Try again
            </button>
          </p>
        )
      )}
    </div>
  )
}

function clockOf(ms: number): string {
  return new Date(ms).toLocaleTimeString('en', { hour: 'numeric', minute: '2-digit' })
}
