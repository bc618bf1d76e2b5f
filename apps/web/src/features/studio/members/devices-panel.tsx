import { type StudioMemberDetail, signMemberOut } from '@better-and-bliss/sdk'
import { answerOf } from '../../../api/answer.ts'
import { Confirmed } from '../../../ui/confirmed.tsx'
import { deviceNameWords } from '../../../ui/device-words.ts'
import { Panel } from '../../../ui/panel.tsx'
import { momentWords } from '../../../ui/words.ts'
import styles from '../shared/page.module.css'
import { t } from './messages.ts'
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
    <Panel title={t('signedIn')}>
      <div className={styles.fields}>
        {signIns.length === 0 && <p className={styles.quiet}>{t('nowhere')}</p>}
        <ul className={styles.list}>
          {signIns.map(({ device, place, since, last_seen: lastSeen }) => (
            <li key={`${since} ${lastSeen} ${device}`}>
              {[deviceNameWords(device), place].filter(Boolean).join(', ')}
              <p>{t('lastUsed', { when: momentWords(lastSeen) })}</p>
            </li>
          ))}
        </ul>
        {mayManage && signIns.length > 0 && (
          <div className={styles.actions}>
            <Confirmed
              action={t('signOut')}
              title={t('signOutAsk', { name: nameOf(member) })}
              confirm={t('yesSignOut')}
              cancel={t('leaveIt')}
              isPending={act.isPending}
              onConfirm={() =>
                act.mutateAsync({
                  act: () => answerOf(signMemberOut({ path: { id } })),
                  done: t('isSignedOut', { name: nameOf(member) }),
                })
              }
            >
              {t('signOutHint')}
            </Confirmed>
          </div>
        )}
      </div>
    </Panel>
  )
}
