import { MAX_LENGTHS, reinstateMember, type StudioMemberDetail, suspendMember } from '@better-and-bliss/sdk'
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { answerOf } from '../../../api/answer.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import styles from '../shared/page.module.css'
import { useMemberAct } from './use-member-act.ts'
import { nameOf } from './words.ts'

/** Keeps a member out, with a reason that they are told, or lets them in again. */
export function Suspension({ member }: { member: StudioMemberDetail }) {
  const [isAsking, setIsAsking] = useState(false)
  const act = useMemberAct()
  const { id, status, suspended_reason: reason, may_suspend: maySuspend } = member
  if (!maySuspend) return <p className={styles.quiet}>Only an administrator decides on those who work in the studio.</p>
  if (status === 'suspended') {
    const reinstate = () => answerOf(reinstateMember({ path: { id } }))
    return (
      <>
        <p>{reason ? `Suspended, because: ${reason}` : 'Suspended; nobody said why.'}</p>
        <div className={styles.actions}>
          <Button
            loading={act.isPending}
            onClick={() => act.mutate({ act: reinstate, done: `${nameOf(member)} may come in again.` })}
          >
            End the suspension
          </Button>
        </div>
      </>
    )
  }
  return (
    <>
      <p className={styles.quiet}>
        Who is suspended is signed out, and whatever they play stops. They are told why, by mail and when they sign in.
      </p>
      <div className={styles.actions}>
        <Button variant="default" onClick={() => setIsAsking(true)}>
          Suspend
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
    act.mutate({ act: suspend, done: `${nameOf(member)} is suspended.` }, { onSettled: onClose })
  }
  return (
    <Dialog
      title={`Suspend ${nameOf(member)}?`}
      onClose={onClose}
      actions={
        <>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={FORM_ID} loading={act.isPending} disabled={!reason.trim()}>
            Yes, suspend
          </Button>
        </>
      }
    >
      <form id={FORM_ID} onSubmit={send} className={styles.fields}>
        <TextInput
          label="Reason"
          description="The member reads it as you write it."
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
