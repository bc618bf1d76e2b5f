import type { StudioMember } from '@better-and-bliss/sdk'
import { Link } from '@tanstack/react-router'
import { TierBadge } from '../../../ui/tier-badge.tsx'
import { Day } from '../shared/moment.tsx'
import styles from '../shared/page.module.css'
import type { Column } from '../shared/table.tsx'
import { seenWords } from './seen-words.ts'
import { nameOf, ROLE_NAMES, taskOf } from './words.ts'

/** What the list tells of a member. */
export const COLUMNS: readonly Column<StudioMember>[] = [
  {
    name: 'Name',
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
  { name: 'Plan', cell: ({ subscription_tier: tier }) => <TierBadge tier={tier} /> },
  { name: 'Role', cell: (member) => (taskOf(member) ? ROLE_NAMES[member.role] : '–') },
  { name: 'Status', cell: (member) => <StatusBadge member={member} /> },
  { name: 'Joined', sort: 'joined', cell: ({ joined_at: at }) => <Day at={at} /> },
  { name: 'Last seen', sort: 'seen', cell: ({ last_seen_at: at }) => seenWords(at, Date.now()) },
]

/** Whether somebody may come in, and whether they stay. */
export function StatusBadge({ member }: { member: Pick<StudioMember, 'status' | 'deletion_at'> }) {
  const { status, deletion_at: deletionAt } = member
  if (status === 'suspended') return <Badge tone="bad">Suspended</Badge>
  return deletionAt ? <Badge tone="bad">To be deleted</Badge> : <Badge tone="good">Active</Badge>
}

function Badge({ tone, children }: { tone: 'good' | 'bad'; children: string }) {
  return (
    <span className={styles.badge} data-tone={tone}>
      {children}
    </span>
  )
}
