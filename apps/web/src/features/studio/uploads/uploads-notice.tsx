import { Link } from '@tanstack/react-router'
import { countWords } from '../../../ui/words.ts'
import { t } from './messages.ts'
import { percent } from './shipments.ts'
import { isUnderWay } from './upload-queue.ts'
import styles from './uploads.module.css'
import { useOutgoing } from './use-upload-queue.ts'

/** Says on other pages that files are on their way. */
export function UploadsNotice() {
  const files = useOutgoing().filter(isUnderWay)
  if (files.length === 0) return null
  const total = files.reduce((sum, { size }) => sum + size, 0)
  const sent = files.reduce((sum, file) => sum + file.sent, 0)
  return (
    <p className={styles.notice}>
      <progress value={sent / total} aria-label={t('allUploads')} />
      <Link to="/studio/uploads">
        {t('onTheWay', { files: countWords(files.length, 'file'), done: percent(sent / total) })}
      </Link>
    </p>
  )
}
