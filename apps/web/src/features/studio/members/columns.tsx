import type { StudioMember } from '@better-and-bliss/sdk'
import { Link } from '@tanstack/react-router'
import { TierBadge } from '../../../ui/tier-badge.tsx'
import { Day } from '../shared/moment.tsx'
import styles from '../shared/page.module.css'
import type { Column } from '../shared/table.tsx'
import { t } from './messages.ts'
import { seenWords } from './seen-words.ts'
import { nameOf, ROLE_NAMES, taskOf } from './words.ts'

/** What the list tells of a member. */
export const COLUMNS: readonly Column<StudioMember>[] = [
  {
    name: t('name'),
    sort: 'name',
    cell: (member) => (
      <div className={styles.named}>
        <Link to="/studio/members/$id" params={{ id: member.id }}>
          {nameOf(member)}
        </Link>
        {member.name && <p>{member.email}</p>}
      </div>
    ),
  },
  { name: t('plan'), cell: ({ subscription_tier: tier }) => <TierBadge tier={tier} /> },
  { name: t('role'), cell: (member) => (taskOf(member) ? ROLE_NAMES[member.role] : '–') },
  { name: t('status'), cell: (member) => <StatusBadge member={member} /> },
  { name: t('joined'), sort: 'joined', cell: ({ joined_at: at }) => <Day at={at} /> },
  { name: t('lastSeen'), sort: 'seen', cell: ({ last_seen_at: at }) => seenWords(at, Date.now()) },
]

/** Whether somebody may come in, and whether they stay. */
export function StatusBadge({ member }: { member: Pick<StudioMember, 'status' | 'deletion_at'> }) {
  const { status, deletion_at: deletionAt } = member
  if (status === 'suspended') return <Badge tone="bad">{t('suspended')}</Badge>
  return deletionAt ? <Badge tone="bad">{t('toBeDeleted')}</Badge> : <Badge tone="good">{t('active')}</Badge>
}

function Badge({ tone, children }: { tone: 'good' | 'bad'; children: string }) {
  return (
    <span className={styles.badge} data-tone={tone}>
      {children}
    </span>
  )
}
