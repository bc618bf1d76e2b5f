import { Button } from '@mantine/core'
import { useKeepAccount } from '../../features/auth/use-keep-account.ts'
import { momentWords } from '../../ui/words.ts'
import { t } from '../messages.ts'
import styles from './deletion-notice.module.css'

/** When the account will be gone, and what can be said to it. */
export function DeletionQuestion({ deletionAt, onLeave }: { deletionAt: string; onLeave: () => void }) {
  const keeping = useKeepAccount()
  return (
    <section className={styles.notice} aria-label={t('endOfAccount')}>
      <p className={styles.words}>
        {t.rich('deletionAsked', { deletionAt: momentWords(deletionAt), strong: (words) => <strong>{words}</strong> })}
      </p>
      <div className={styles.answers}>
        <Button size="sm" loading={keeping.isPending} onClick={() => keeping.mutate()}>
          {t('keepAccount')}
        </Button>
        <Button size="sm" variant="default" onClick={onLeave}>
          {t('letItGo')}
        </Button>
      </div>
    </section>
  )
}
