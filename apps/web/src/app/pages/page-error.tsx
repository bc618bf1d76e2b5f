import { Button } from '@mantine/core'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { useEffect } from 'react'
import { attemptWithBackOff } from '../../api/back-off.ts'
import { useStorage } from '../../api/local-storage.ts'
import { useIsOffline } from '../../api/offline.ts'
import { DOWNLOADS_KEY } from '../../features/downloads/kept/download.ts'
import { usePractisingId } from '../../sign-in/use-sign-in.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { t } from '../messages.ts'

/** A page that could not be shown at all: most often a part of the app that could not be loaded. */
export function PageError({ error }: ErrorComponentProps) {
  const isUnloaded = UNLOADED.test(String(error))
  useEffect(() => (isUnloaded ? attemptWithBackOff(() => void reloadIfServed()) : undefined), [isUnloaded])
  const isOffline = useIsOffline()
  if (isUnloaded && isOffline) return <NeedsNetwork />
  return (
    <div role="alert">
      <PageTitle>{t('wentWrong')}</PageTitle>
      <Notice
        heading="h1"
        title={t('lostThread')}
        action={<Button onClick={() => window.location.reload()}>{t('loadAgain')}</Button>}
      >
        {isUnloaded ? t('partNotLoaded') : t('ourFault')}
      </Notice>
    </div>
  )
}

/** A page of which this device keeps nothing. */
function NeedsNetwork() {
  const isMember = Boolean(usePractisingId())
  const hasDownloads = useStorage().getItem(DOWNLOADS_KEY) !== null
  return (
    <div role="alert">
      <PageTitle>{t('noNetwork')}</PageTitle>
      <Notice
        heading="h1"
        title={t('needsNetwork')}
        action={
          <>
            <ButtonLink to="/timer">{t('timer')}</ButtonLink>
            {isMember && (
              <ButtonLink to="/meditate" variant="default">
                {t('breathe')}
              </ButtonLink>
            )}
            {isMember && hasDownloads && (
              <ButtonLink to="/downloads" variant="default">
                {t('downloads')}
              </ButtonLink>
            )}
          </>
        }
      >
        {isMember ? t('opensByItselfMember') : t('opensByItself')}
      </Notice>
    </div>
  )
}

/** What Chromium, Firefox and Safari say of a module or a style that did not come. */
const UNLOADED = /dynamically imported module|Importing a module script failed|Unable to preload CSS/

/** Sooner than this a page that is itself a reload is not loaded anew by itself: what is missing may be missing for good. */
const MIN_RELOAD_MS = 30_000

/** Browsers remember which module did not come, so the page is loaded anew, once its server answers. */
async function reloadIfServed(): Promise<void> {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  if (navigation?.type === 'reload' && performance.now() < MIN_RELOAD_MS) return
  const answer = await fetch(window.location.href, { method: 'HEAD', cache: 'no-store' }).catch(() => null)
  if (answer?.ok) window.location.reload()
}
