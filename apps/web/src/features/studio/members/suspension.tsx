import { MAX_LENGTHS, reinstateMember, type StudioMemberDetail, suspendMember } from '@better-and-bliss/sdk'
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { answerOf } from '../../../api/answer.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import styles from '../shared/page.module.css'
import { t } from './messages.ts'
import { useMemberAct } from './use-member-act.ts'
import { nameOf } from './words.ts'

/** Keeps a member out, with a reason that they are told, or lets them in again. */
export function Suspension({ member }: { member: StudioMemberDetail }) {
  const [isAsking, setIsAsking] = useState(false)
  const act = useMemberAct()
  const { id, status, suspended_reason: reason, may_suspend: maySuspend } = member
  if (!maySuspend) return <p className={styles.quiet}>{t('onlyAdmin')}</p>
  if (status === 'suspended') {
    const reinstate = () => answerOf(reinstateMember({ path: { id } }))
    return (
      <>
        <p>{reason ? t('suspendedBecause', { reason }) : t('nobodySaidWhy')}</p>
        <div className={styles.actions}>
          <Button
            loading={act.isPending}
            onClick={() => act.mutate({ act: reinstate, done: t('mayComeIn', { name: nameOf(member) }) })}
          >
            {t('endSuspension')}
          </Button>
        </div>
      </>
    )
  }
  return (
    <>
      <p className={styles.quiet}>{t('suspendHint')}</p>
      <div className={styles.actions}>
        <Button variant="default" onClick={() => setIsAsking(true)}>
          {t('suspend')}
        </Button>
      </div>
      {isAsking && <ReasonDialog member={member} onClose={() => setIsAsking(false)} />}
    </>
  )
}

const FORM_ID = 'suspend-member'

function ReasonDialog({ member, onClose }: { member: StudioMemberDetail; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const act = useMemberAct()
  const send = (event: FormEvent) => {
    event.preventDefault()
    const suspend = () => answerOf(suspendMember({ path: { id: member.id }, body: { reason: reason.trim() } }))
    act.mutate({ act: suspend, done: t('isSuspended', { name: nameOf(member) }) }, { onSettled: onClose })
  }
  return (
    <Dialog
      title={t('suspendAsk', { name: nameOf(member) })}
      onClose={onClose}
      actions={
        <>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" form={FORM_ID} loading={act.isPending} disabled={!reason.trim()}>
            {t('yesSuspend')}
          </Button>
        </>
      }
    >
      <form id={FORM_ID} onSubmit={send} className={styles.fields}>
        <TextInput
          label={t('reason')}
          description={t('reasonHint')}
          maxLength={MAX_LENGTHS.suspendMember.reason}
          required
          withAsterisk={false}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      </form>
    </Dialog>
  )
}
