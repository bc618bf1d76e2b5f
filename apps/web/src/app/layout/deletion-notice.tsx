import type { User } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useKeepAccount } from '../../features/auth/use-keep-account.ts'
import { momentWords } from '../../ui/words.ts'
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
    <section className={styles.notice} aria-label="The end of your account">
      <p className={styles.words}>
        You asked us to delete your account. That happens on <strong>{momentWords(deletionAt)}</strong>.
      </p>
      <div className={styles.answers}>
        <Button size="sm" loading={keeping.isPending} onClick={() => keeping.mutate()}>
          Keep my account
        </Button>
        <Button size="sm" variant="default" onClick={onLeave}>
          Let it go
        </Button>
      </div>
    </section>
  )
}
