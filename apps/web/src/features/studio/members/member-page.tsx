import type { StudioMemberDetail, User } from '@better-and-bliss/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ButtonLink } from '../../../ui/button-link.tsx'
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
      loading="Fetching the member"
      name="The member"
      heading="h1"
      missing={
        <Notice
          heading="h1"
          title="No such member"
          action={<ButtonLink to="/studio/members">See all members</ButtonLink>}
        >
          There is none with this address, or not any more.
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
        <Panel title="Member" aside={<StatusBadge member={member} />}>
          <dl className={styles.facts}>
            <dt>Joined</dt>
            <dd>
              <Day at={member.joined_at} />
            </dd>
            <dt>Last seen</dt>
            <dd>{seenWords(member.last_seen_at, Date.now())}</dd>
            <dt>Practised</dt>
            <dd>{member.sessions === 0 ? 'Not yet' : countWords(member.sessions, 'time')}</dd>
          </dl>
        </Panel>
        <AccountPanel member={member} mayManage={mayManage} />
        <Panel title="Plays now">
          {member.streams.length === 0 && <p className={styles.quiet}>Nothing at the moment.</p>}
          <ul className={styles.list}>
            {member.streams.map(({ content_id: item, title, device, since }) => (
              <li key={`${item} ${since}`}>
                <Link to="/content/$id" params={{ id: item }}>
                  {title}
                </Link>
                <p>
                  {device}, since {momentWords(since)}
                </p>
              </li>
            ))}
          </ul>
        </Panel>
        <DevicesPanel member={member} mayManage={mayManage} />
        {mayManage && <DataPanel member={member} />}
        {permissions.includes('view_audit') && (
          <Panel title="Record">
            <ButtonLink to="/studio/audit" search={{ target: member.id }} variant="default">
              What was done with this account
            </ButtonLink>
          </Panel>
        )}
      </div>
    </>
  )
}
