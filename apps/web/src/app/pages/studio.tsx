import type { User } from '@better-and-bliss/sdk'
import { Link, Navigate, Outlet } from '@tanstack/react-router'
import { useMember } from '../../sign-in/use-sign-in.ts'
import { Notice } from '../../ui/notice.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { MembersOnly } from './members-only.tsx'
import styles from './studio.module.css'
import { studioPagesOf } from './studio-pages.ts'

/** What pages of the studio stand in: the way to each that the member may see. */
export function StudioRoute() {
  return <MembersOnly>{(member) => <Studio member={member} />}</MembersOnly>
}

function Studio({ member }: { member: User }) {
  const pages = studioPagesOf(member)
  if (pages.length === 0) return <NotForYou />
  return (
    <div className={styles.page}>
      <nav aria-label="Studio" className={styles.nav}>
        {pages.map(({ to, name }) => (
          <Link key={to} to={to} activeOptions={{ includeSearch: false }}>
            {name}
          </Link>
        ))}
      </nav>
      <Outlet />
    </div>
  )
}

/** The first page that the member may see. */
export function StudioHomeRoute() {
  const member = useMember()
  const [first] = member ? studioPagesOf(member) : []
  return first && <Navigate to={first.to} replace />
}

function NotForYou() {
  return (
    <>
      <PageTitle>Studio</PageTitle>
      <Notice heading="h1" title="The studio is for those who make the library">
        Your account may not enter it. An administrator can give you a role that may.
      </Notice>
    </>
  )
}
