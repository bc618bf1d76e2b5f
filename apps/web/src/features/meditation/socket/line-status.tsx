import { LockIcon } from '../../../ui/icons.tsx'
import type { Connection } from './connection.ts'
import styles from './line-status.module.css'

/** Whether the sound stays here, and a small word while the line is being mended. */
export function LineStatus({ connection, isPrivate }: { connection: Connection; isPrivate: boolean }) {
  if (connection === 'reconnecting') {
    return (
      <span className={styles.broken} role="status">
        <span className={styles.dot} /> Reconnecting
      </span>
    )
  }
  return (
    <span className={styles.sound}>
      {isPrivate && <LockIcon size={15} />}
      {isPrivate ? 'Private' : 'Sound is analysed live'}
    </span>
  )
}
