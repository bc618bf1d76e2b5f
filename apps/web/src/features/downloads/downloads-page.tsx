import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { ButtonLink } from '../../ui/button-link.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { Waiting } from '../../ui/ring.tsx'
import { useFocusWhenFewer } from '../../ui/use-focus-when-fewer.ts'
import { countWords } from '../../ui/words.ts'
import { WaitingSessions } from '../meditation/unsent/waiting-sessions.tsx'
import { PlayerSlot } from '../streaming/now-playing/player-slot.tsx'
import { useNowPlayingView } from '../streaming/now-playing/use-now-playing.ts'
import { keepsDownloads } from './browser-downloads.ts'
import styles from './downloads.module.css'
import { KeptDownload } from './kept-download.tsx'
import { t } from './messages.ts'
import { OtherDevices } from './other-devices.tsx'
import { leasesQuery } from './queries.ts'
import { useDownloads } from './use-downloads.ts'
import { PLANS_WITH_DOWNLOADS, sizeWords } from './words.ts'

/** What this device keeps for a time without a network, and what others do. */
export function DownloadsPage({ memberId }: { memberId: string }) {
  const { play } = useNowPlayingView()
  return (
    <div className={styles.page}>
      <PageTitle>{t('downloads')}</PageTitle>
      <PageHead title={t('downloads')}>{t('lead')}</PageHead>
      {play?.download && <PlayerSlot />}
      <WaitingSessions memberId={memberId} />
      {keepsDownloads ? <Kept memberId={memberId} /> : <CannotKeep />}
    </div>
  )
}

function CannotKeep() {
  return <p className={styles.none}>{t('cannotKeep')}</p>
}

function Kept({ memberId }: { memberId: string }) {
  const { downloads, isRefused } = useDownloads()
  const leases = useQuery(leasesQuery(memberId))
  const list = useRef<HTMLUListElement>(null)
  const own = downloads?.filter((download) => download.memberId === memberId) ?? []
  useFocusWhenFewer(list, own.length)
  if (isRefused) return <CannotKeep />
  if (!downloads) return <Waiting words={t('looking')} />
  return (
    <>
      <section aria-label={t('onThisDevice')}>
        <h2 className={styles.heading}>{t('onThisDevice')}</h2>
        {own.length === 0 ? (
          <div className={styles.none}>
            <p>{t('nothingHere')}</p>
            <ButtonLink to="/browse" search={{ type: 'audio' }} variant="default">
              {t('findSound')}
            </ButtonLink>
          </div>
        ) : (
          <ul ref={list} tabIndex={-1} className={styles.list}>
            {own.map((download) => (
              <KeptDownload key={download.id} download={download} />
            ))}
          </ul>
        )}
        <Room
          keptBytes={own.reduce((sum, { bytes }) => sum + bytes, 0)}
          plan={leases.data && { limit: leases.data.limit, count: leases.data.downloads.length }}
        />
      </section>
      {leases.data && <OtherDevices leases={leases.data.downloads} ids={own.map(({ id }) => id)} />}
    </>
  )
}

interface Plan {
  limit: number
  count: number
}

function Room({ keptBytes, plan }: { keptBytes: number; plan: Plan | undefined }) {
  const { data } = useQuery({
    queryKey: ['room', keptBytes],
    queryFn: () => navigator.storage.estimate(),
  })
  const free = data?.quota === undefined ? null : data.quota - (data.usage ?? 0)
  const facts = [
    plan && ofPlan(plan),
    keptBytes > 0 && t('used', { size: sizeWords(keptBytes) }),
    free !== null && t('free', { size: sizeWords(free) }),
  ]
  return <p className={styles.room}>{facts.filter(Boolean).join(' ')}</p>
}

function ofPlan({ limit, count }: Plan): string {
  if (limit === 0) return PLANS_WITH_DOWNLOADS
  return t('ofPlan', { count, downloads: countWords(limit, 'download') })
}
