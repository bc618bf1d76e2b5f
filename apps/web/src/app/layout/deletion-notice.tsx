import { keepAccount, type User } from '@better-and-bliss/sdk'
import { useMutation } from '@tanstack/react-query'
import { answerOf, wordsOf } from '../../api/answer.ts'
import { useSignIn } from '../../sign-in/use-sign-in.ts'
import { useToasts } from '../../ui/toasts.tsx'
import styles from './deletion-notice.module.css'

/** Asks a member whose account will be deleted whether to keep it. */
export function DeletionNotice({ member }: { member: User | null | undefined }) {
  const signIn = useSignIn()
  const toasts = useToasts()
  const keeping = useMutation({
    mutationFn: () => answerOf(keepAccount()),
    onSuccess: (user) => {
      signIn.update(user)
      toasts.say('Good to have you back. Your account stays.')
    },
    onError: (error) => toasts.say(wordsOf(error, 'That did not work. Try again.')),
  })
  return (
    <div role="status">
      {member?.deletion_at && (
        <p className={styles.notice}>
          <span>
            You asked us to delete your account. That happens on {momentOf(member.deletion_at)}, with everything in it.
          </span>
          <button type="button" className={styles.keep} disabled={keeping.isPending} onClick={() => keeping.mutate()}>
            Keep my account
          </button>
        </p>
      )}
    </div>
  )
}

function momentOf(iso: string): string {
  return new Date(iso).toLocaleString('en', { day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' })
}
