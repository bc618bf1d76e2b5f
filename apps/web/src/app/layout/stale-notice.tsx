import { notifyManager, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useCallback, useSyncExternalStore } from 'react'
import { useStorage } from '../../api/local-storage.ts'
import { useIsOffline } from '../../api/offline.ts'
import { retryFailed, staleSinceMs } from '../../api/recovery.ts'
import { DOWNLOADS_KEY } from '../../features/downloads/kept/download.ts'
import { LANGUAGE } from '../../language/page-language.ts'
import { usePractisingId } from '../../sign-in/use-sign-in.ts'
import { t } from '../messages.ts'
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
          <span>{isMember ? worksForMembers(hasDownloads) : t.rich('noNetworkGuest', { timer })}</span>
        </p>
      ) : (
        sinceMs !== null && (
          <p className={styles.notice}>
            <span>{t('outOfReachSince', { clockOf: clockOf(sinceMs) })}</span>
            <button type="button" className={styles.retry} onClick={() => retryFailed(queries)}>
              {t('tryAgain')}
            </button>
          </p>
        )
      )}
    </div>
  )
}

const timer = (words: ReactNode) => <Link to="/timer">{words}</Link>
const breathing = (words: ReactNode) => <Link to="/meditate">{words}</Link>
const downloads = (words: ReactNode) => <Link to="/downloads">{words}</Link>

function worksForMembers(hasDownloads: boolean): ReactNode {
  return hasDownloads
    ? t.rich('noNetworkDownloads', { timer, breathing, downloads })
    : t.rich('noNetworkMember', { timer, breathing })
}

function clockOf(ms: number): string {
  return new Date(ms).toLocaleTimeString(LANGUAGE, { hour: 'numeric', minute: '2-digit' })
}
