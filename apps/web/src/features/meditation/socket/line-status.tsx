import { LockIcon } from '../../../ui/icons.tsx'
import { t } from '../live/messages.ts'
import type { Connection } from './connection.ts'
import styles from './line-status.module.css'

/** Whether the sound stays here, and a small word while the line is being mended. */
export function LineStatus({ connection, isPrivate }: { connection: Connection; isPrivate: boolean }) {
  if (connection === 'reconnecting') {
    return (
      <span className={styles.broken} role="status">
        <span className={styles.dot} /> {t('reconnecting')}
      </span>
    )
  }
  return (
    <span className={styles.sound}>
      {isPrivate && <LockIcon size={15} />}
      {isPrivate ? t('private') : t('soundAnalysed')}
    </span>
  )
}
