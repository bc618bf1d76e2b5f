import { EMBEDDED_PATH } from '@better-and-bliss/membership'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { useRef } from 'react'
import { useLeftViews } from '../../features/analytics/use-views.ts'
import { useDownloadsUpkeep } from '../../features/downloads/use-downloads-upkeep.ts'
import { useUnsent } from '../../features/meditation/unsent/use-unsent.ts'
import { useOwnSubscription } from '../../features/reminders/device/use-own-subscription.ts'
import { useMembersLanguage } from '../../language/use-choose-language.ts'
import { useFreshCatalogueOnNewPlan, useMember } from '../../sign-in/use-sign-in.ts'
import { ToastShelf, useToasts } from '../../ui/toasts.tsx'
import { t } from '../messages.ts'
import { DeletionNotice } from './deletion-notice.tsx'
import { Footer } from './footer.tsx'
import { Header } from './header.tsx'
import { PlayerHost } from './player-host.tsx'
import styles from './shell.module.css'
import { StaleNotice } from './stale-notice.tsx'
import { TabBar } from './tab-bar.tsx'
import { useArrivals } from './use-arrivals.ts'
import { useKeptHeight } from './use-kept-height.ts'
import { VersionNotice } from './version-notice.tsx'

/** What every page stands in, but the one that stands in a frame of another site. */
export function Shell() {
  const isEmbedded = useRouterState({ select: ({ location }) => location.pathname === EMBEDDED_PATH })
  return isEmbedded ? <Outlet /> : <House />
}

function House() {
  const member = useMember()
  const toasts = useToasts()
  const arrival = useArrivals()
  const isInStudio = useRouterState({ select: ({ location }) => /^\/studio(\/|$)/.test(location.pathname) })
  useFreshCatalogueOnNewPlan(member)
  useLeftViews(member)
  useUnsent(member?.id)
  useDownloadsUpkeep(member)
  useOwnSubscription(member)
  useMembersLanguage()
  const main = useRef<HTMLElement>(null)
  const minHeight = useKeptHeight(main)
  return (
    <>
      <a className={styles.skip} href="#main">
        {t('skip')}
      </a>
      <Header member={member} />
      <StaleNotice />
      <DeletionNotice member={member} />
      <main id="main" ref={main} tabIndex={-1} className={styles.main} style={{ minHeight }}>
        <Outlet />
      </main>
      <Footer invites={!isInStudio} />
      <PlayerHost member={member} />
      <TabBar member={member} />
      <VersionNotice />
      <ToastShelf toasts={toasts} />
      <p className="visually-hidden" role="status">
        {arrival}
      </p>
    </>
  )
}
