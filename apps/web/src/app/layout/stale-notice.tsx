import { notifyManager, useQueryClient } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'
import { retryFailed, staleSinceMs } from '../../api/recovery.ts'
import styles from './stale-notice.module.css'

/** Says that what is on the screen could not be fetched anew, and from when it is. */
export function StaleNotice() {
  const queries = useQueryClient()
  const sinceMs = useSyncExternalStore(
    useCallback((listener) => queries.getQueryCache().subscribe(notifyManager.batchCalls(listener)), [queries]),
    () => staleSinceMs(queries),
  )
  return (
    <div className={styles.place} role="status">
      {sinceMs !== null && (
        <p className={styles.notice}>
          <span>Out of reach. This is from {clockOf(sinceMs)}.</span>
          <button type="button" className={styles.retry} onClick={() => retryFailed(queries)}>
            Try again
          </button>
        </p>
      )}
    </div>
  )
}

function clockOf(ms: number): string {
  return new Date(ms).toLocaleTimeString('en', { hour: 'numeric', minute: '2-digit' })
}
