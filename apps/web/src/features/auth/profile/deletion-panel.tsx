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
import { t } from '../messages.ts'
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
    <Panel title={t('deleteYourAccount')} anchor="delete">
      {deletionAt ? <Requested deletionAt={deletionAt} /> : <Offer {...props} />}
    </Panel>
  )
}

function Requested({ deletionAt }: { deletionAt: string }) {
  const keeping = useKeepAccount()
  return (
    <>
      <p className={styles.requested}>{t('deletedOn', { deletionAt: momentWords(deletionAt) })}</p>
      <Button loading={keeping.isPending} onClick={() => keeping.mutate()}>
        {t('keepTheAccount')}
      </Button>
    </>
  )
}

function Offer(props: DeletionPanelProps) {
  const [isAsking, setIsAsking] = useState(false)
  return (
    <>
      <ul className={styles.words}>
        <li>{t('deletionSignsOut')}</li>
        <li>{t('deletionSevenDays')}</li>
        <li>{t.rich('deletionForGood', { a: (words) => <a href="#export">{words}</a> })}</li>
      </ul>
      <Button variant="default" className={styles.action} onClick={() => setIsAsking(true)}>
        {t('deleteMyAccount')}
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
      title={t('deleteQuestion')}
      onClose={onClose}
      actions={
        <>
          <Button variant="default" onClick={onClose}>
            {t('keepIt')}
          </Button>
          <Button type="submit" form={FORM_ID} loading={isSending} className={styles.confirm}>
            {t('yesDelete')}
          </Button>
        </>
      }
    >
      <PanelForm id={FORM_ID} lead={t('deletionPassword')} {...{ problem, ref, submit }}>
        <AccountName email={email} />
        <PasswordField {...form.getInputProps('password')} />
        {options?.google && (
          <p className={styles.google}>
            {t.rich('noPassword', {
              a: (words) => <a href={`${readApiUrl(document)}/auth/google?return=/profile%23delete`}>{words}</a>,
            })}
          </p>
        )}
      </PanelForm>
    </Dialog>
  )
}
