import { deleteAccount } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { answerOf } from '../../../api/answer.ts'
import { authOptionsQuery } from '../../../api/auth-options.ts'
import { readApiUrl } from '../../../api/settings.ts'
import { PasswordField } from '../../../forms/password-field.tsx'
import { useApiForm } from '../../../forms/use-api-form.ts'
import { useMember } from '../../../sign-in/use-sign-in.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { momentWords } from '../../../ui/words.ts'
import { useKeepAccount } from '../use-keep-account.ts'
import styles from './deletion-panel.module.css'
import { AccountName, PanelForm } from './panel-form.tsx'

const FORM_ID = 'delete-account'

interface DeletionPanelProps {
  email: string
  /** Everybody is signed out, this device, too. */
  onRequested: (deletionAt: string) => void
}

/** The end of the account: asked for here, and taken back here. */
export function DeletionPanel(props: DeletionPanelProps) {
  const deletionAt = useMember()?.deletion_at
  return (
    <Panel title="Delete your account" anchor="delete">
      {deletionAt ? <Requested deletionAt={deletionAt} /> : <Offer {...props} />}
    </Panel>
  )
}

function Requested({ deletionAt }: { deletionAt: string }) {
  const keeping = useKeepAccount()
  return (
    <>
      <p className={styles.requested}>
        You asked for it. Your account is deleted on {momentWords(deletionAt)}, with everything in it.
      </p>
      <Button loading={keeping.isPending} onClick={() => keeping.mutate()}>
        Keep the account
      </Button>
    </>
  )
}

function Offer(props: DeletionPanelProps) {
  const [isAsking, setIsAsking] = useState(false)
  return (
    <>
      <ul className={styles.words}>
        <li>You are signed out everywhere, at once.</li>
        <li>For seven days you can change your mind: sign in, and choose to keep the account.</li>
        <li>
          Then everything that we keep of you goes for good: profile, sessions, streak and breath. Nobody can bring it
          back, so <a href="#export">take a copy</a> before, if you want one.
        </li>
      </ul>
      <Button variant="default" className={styles.action} onClick={() => setIsAsking(true)}>
        Delete my account
      </Button>
      {isAsking && <Question {...props} onClose={() => setIsAsking(false)} />}
    </>
  )
}

function Question({ email, onClose, onRequested }: DeletionPanelProps & { onClose: () => void }) {
  const options = useQuery(authOptionsQuery()).data
  const { form, submit, isSending, problem, ref } = useApiForm({
    initialValues: { password: '' },
    validate: {},
    fieldOf: { too_many_requests: 'password' },
    send: ({ password }) => answerOf(deleteAccount({ body: { password: password || null } })),
    onDone: ({ deletion_at }) => onRequested(deletion_at),
  })
  return (
    <Dialog
      title="Delete your account?"
      onClose={onClose}
      actions={
        <>
          <Button variant="default" onClick={onClose}>
            Keep it
          </Button>
          <Button type="submit" form={FORM_ID} loading={isSending} className={styles.confirm}>
            Yes, delete it
          </Button>
        </>
      }
    >
      <PanelForm
        id={FORM_ID}
        lead="Enter your password, so that we know that it is you who asks."
        {...{ problem, ref, submit }}
      >
        <AccountName email={email} />
        <PasswordField {...form.getInputProps('password')} />
        {options?.google && (
          <p className={styles.google}>
            No password?{' '}
            <a href={`${readApiUrl(document)}/auth/google?return=/profile%23delete`}>Sign in with Google</a> again, come
            back within five minutes, and leave it empty.
          </p>
        )}
      </PanelForm>
    </Dialog>
  )
}
