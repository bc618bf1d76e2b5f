import { type StudioMemberDetail, signMemberOut } from '@better-and-bliss/sdk'
import { answerOf } from '../../../api/answer.ts'
import { Confirmed } from '../../../ui/confirmed.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { momentWords } from '../../../ui/words.ts'
import styles from '../shared/page.module.css'
import { useMemberAct } from './use-member-act.ts'
import { nameOf } from './words.ts'

interface DevicesPanelProps {
  member: StudioMemberDetail
  mayManage: boolean
}

/** Where a member is signed in. */
export function DevicesPanel({ member, mayManage }: DevicesPanelProps) {
  const act = useMemberAct()
  const { id, sign_ins: signIns } = member
  return (
    <Panel title="Signed in">
      <div className={styles.fields}>
        {signIns.length === 0 && <p className={styles.quiet}>Nowhere at the moment.</p>}
        <ul className={styles.list}>
          {signIns.map(({ device, place, since, last_seen: lastSeen }) => (
            <li key={`${since} ${lastSeen} ${device}`}>
              {[device, place].filter(Boolean).join(', ')}
              <p>Last used {momentWords(lastSeen)}</p>
            </li>
          ))}
        </ul>
        {mayManage && signIns.length > 0 && (
          <div className={styles.actions}>
            <Confirmed
              action="Sign out everywhere"
              title={`Sign ${nameOf(member)} out everywhere?`}
              confirm="Yes, sign out"
              cancel="Leave it"
              isPending={act.isPending}
              onConfirm={() =>
                act.mutateAsync({
                  act: () => answerOf(signMemberOut({ path: { id } })),
                  done: `${nameOf(member)} is signed out everywhere.`,
                })
              }
            >
              Whatever they play stops, on every device. They may sign in again at once.
            </Confirmed>
          </div>
        )}
      </div>
    </Panel>
  )
}
