import type { User } from '@better-and-bliss/sdk'
import { Navigate, Outlet, useRouterState } from '@tanstack/react-router'
import { useLiveStudio } from '../../features/studio/live/use-live-studio.ts'
import { OverviewPage } from '../../features/studio/overview/overview-page.tsx'
import { t } from '../../features/studio/shared/messages.ts'
import { StepUp } from '../../features/studio/shared/step-up.tsx'
import { UploadsNotice } from '../../features/studio/uploads/uploads-notice.tsx'
import { useMember } from '../../sign-in/use-sign-in.ts'
import { Notice } from '../../ui/notice.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { MembersOnly } from '../pages/members-only.tsx'
import { Breadcrumbs } from './breadcrumbs.tsx'
import { mayEnterStudio } from './entry.ts'
import { Navigation } from './navigation.tsx'
import { opensTo, placeOf, sectionsFor } from './sections.ts'
import styles from './studio.module.css'

/** What pages of the studio stand in: the ways to all that the member may see, and where this one is. */
export function StudioRoute() {
  return <MembersOnly>{(member) => (mayEnterStudio(member) ? <Studio member={member} /> : <NotForYou />)}</MembersOnly>
}

function Studio({ member }: { member: User }) {
  const place = placeOf(useRouterState({ select: ({ location }) => location.pathname }))
  return (
    <div className={styles.studio}>
      {member.permissions.includes('view_studio_content') && <LiveStudio />}
      <Navigation sections={sectionsFor(member)} />
      <div className={styles.content}>
        <Breadcrumbs place={place} />
        {place?.page.to !== '/studio/uploads' && <UploadsNotice />}
        <StepUp>{place && !opensTo(member, place.page) ? <NotForYou /> : <Outlet />}</StepUp>
      </div>
    </div>
  )
}

function LiveStudio() {
  useLiveStudio()
  return null
}

/** Today at a glance; for whom that is not, the first page that they may see. */
export function StudioHomeRoute() {
  const member = useMember()
  if (member?.permissions.includes('view_studio_content')) return <OverviewPage />
  const [first] = member ? sectionsFor(member).flatMap(({ pages }) => pages) : []
  return first && <Navigate to={first.to} replace />
}

function NotForYou() {
  return (
    <>
      <PageTitle>{t('studio')}</PageTitle>
      <Notice heading="h1" title={t('notForYou')}>
        {t('notForYouHint')}
      </Notice>
    </>
  )
}
