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

/** A page that could not be shown at all: most often a part of the app that could not be loaded. */
export function PageError({ error }: ErrorComponentProps) {
  const isUnloaded = UNLOADED.test(String(error))
  useEffect(() => (isUnloaded ? attemptWithBackOff(() => void reloadIfServed()) : undefined), [isUnloaded])
  const isOffline = useIsOffline()
  if (isUnloaded && isOffline) return <NeedsNetwork />
  return (
    <div role="alert">
      <PageTitle>Something went wrong</PageTitle>
      <Notice
        heading="h1"
        title="This page lost its thread"
        action={<Button onClick={() => window.location.reload()}>Load it again</Button>}
      >
        {isUnloaded
          ? 'A part of it could not be loaded. Your connection may have paused; the page tries again by itself.'
          : 'Something in it went wrong on our side.'}
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
      <PageTitle>No network</PageTitle>
      <Notice
        heading="h1"
        title="This page needs a network"
        action={
          <>
            <ButtonLink to="/timer">Timer</ButtonLink>
            {isMember && (
              <ButtonLink to="/meditate" variant="default">
                Breathe
              </ButtonLink>
            )}
            {isMember && hasDownloads && (
              <ButtonLink to="/downloads" variant="default">
                Downloads
              </ButtonLink>
            )}
          </>
        }
      >
        It opens by itself once there is one. {isMember ? 'The timer and paced breathing work' : 'The timer works'}{' '}
        without.
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
