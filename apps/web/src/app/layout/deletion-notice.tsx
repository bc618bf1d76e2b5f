import type { User } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useKeepAccount } from '../../features/auth/use-keep-account.ts'
import { momentWords } from '../../ui/words.ts'
import { t } from '../messages.ts'
import styles from './deletion-notice.module.css'

/** Asks a member whose account will be deleted whether to keep it, on every page until they answered. */
export function DeletionNotice({ member }: { member: User | null | undefined }) {
  const [isLeft, setIsLeft] = useState(false)
  const deletionAt = isLeft ? null : member?.deletion_at
  return <div role="status">{deletionAt && <Question deletionAt={deletionAt} onLeave={() => setIsLeft(true)} />}</div>
}

function Question({ deletionAt, onLeave }: { deletionAt: string; onLeave: () => void }) {
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
