import type { StudioMemberDetail, User } from '@better-and-bliss/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ButtonLink } from '../../../ui/button-link.tsx'
import { deviceNameWords } from '../../../ui/device-words.ts'
import { Fetched } from '../../../ui/fetched.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { countWords, momentWords } from '../../../ui/words.ts'
import { Day } from '../shared/moment.tsx'
import styles from '../shared/page.module.css'
import { AccountPanel } from './account-panel.tsx'
import { StatusBadge } from './columns.tsx'
import { DataPanel } from './data-panel.tsx'
import { DevicesPanel } from './devices-panel.tsx'
import { t } from './messages.ts'
import { memberQuery } from './queries.ts'
import { seenWords } from './seen-words.ts'
import { nameOf } from './words.ts'

interface MemberPageProps {
  id: string
  /** What whoever looks may do. */
  permissions: User['permissions']
}

/** One member, and what can be done for them. */
export function MemberPage({ id, permissions }: MemberPageProps) {
  const query = useQuery(memberQuery(id))
  return (
    <Fetched
      query={query}
      loading={t('fetchingMember')}
      name={t('theMember')}
      heading="h1"
      missing={
        <Notice
          heading="h1"
          title={t('noSuchMember')}
          action={<ButtonLink to="/studio/members">{t('seeAllMembers')}</ButtonLink>}
        >
          {t('noneHere')}
        </Notice>
      }
    >
      {(member) => <Member member={member} permissions={permissions} />}
    </Fetched>
  )
}

function Member({ member, permissions }: Omit<MemberPageProps, 'id'> & { member: StudioMemberDetail }) {
  const mayManage = permissions.includes('manage_members')
  return (
    <>
      <PageTitle>{nameOf(member)}</PageTitle>
      <PageHead title={nameOf(member)}>{member.email}</PageHead>
      <div className={styles.columns}>
        <Panel title={t('member')} aside={<StatusBadge member={member} />}>
          <dl className={styles.facts}>
            <dt>{t('joined')}</dt>
            <dd>
              <Day at={member.joined_at} />
            </dd>
            <dt>{t('lastSeen')}</dt>
            <dd>{seenWords(member.last_seen_at, Date.now())}</dd>
            <dt>{t('practised')}</dt>
            <dd>{member.sessions === 0 ? t('notYet') : countWords(member.sessions, 'time')}</dd>
          </dl>
        </Panel>
        <AccountPanel member={member} mayManage={mayManage} />
        <Panel title={t('playsNow')}>
          {member.streams.length === 0 && <p className={styles.quiet}>{t('nothingNow')}</p>}
          <ul className={styles.list}>
            {member.streams.map(({ content_id: item, title, device, since }) => (
              <li key={`${item} ${since}`}>
                <Link to="/content/$id" params={{ id: item }}>
                  {title}
                </Link>
                <p>{t('playsSince', { device: deviceNameWords(device), when: momentWords(since) })}</p>
              </li>
            ))}
          </ul>
        </Panel>
        <DevicesPanel member={member} mayManage={mayManage} />
        {mayManage && <DataPanel member={member} />}
        {permissions.includes('view_audit') && (
          <Panel title={t('record')}>
            <ButtonLink to="/studio/audit" search={{ target: member.id }} variant="default">
              {t('whatWasDone')}
            </ButtonLink>
          </Panel>
        )}
      </div>
    </>
  )
}
