import type { Progress, User } from '@better-and-bliss/sdk'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { ButtonLink } from '../../../ui/button-link.tsx'
import { dateIn } from '../../../ui/dates.ts'
import { Fetched } from '../../../ui/fetched.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { BestTimes } from './best-times.tsx'
import { Calendar } from './calendar.tsx'
import type { Here } from './calendar-clock.ts'
import { useHere } from './here.ts'
import { History } from './history.tsx'
import { t } from './messages.ts'
import { MinutesPanel } from './minutes-panel.tsx'
import styles from './progress-page.module.css'
import { historyQuery, progressQuery } from './queries.ts'
import { StreakCard } from './streak-card.tsx'
import { Totals } from './totals.tsx'
import { YourData } from './your-data.tsx'

const TrendsPanel = lazy(async () => ({ default: (await import('./trends-panel.tsx')).TrendsPanel }))

/** How a member's practice grows. */
export function ProgressPage({ member }: { member: User }) {
  const here = useHere()
  const progress = useQuery(progressQuery(here))
  return (
    <div className={styles.page}>
      <PageTitle>{t('progress')}</PageTitle>
      <Fetched
        query={progress}
        loading={t('gathering')}
        name={t('yourProgress')}
        heading="h1"
        isEmpty={({ total_sessions }) => total_sessions === 0}
        empty={<NothingYet today={here.today} />}
      >
        {(data) => <Loaded progress={data} member={member} here={here} />}
      </Fetched>
    </div>
  )
}

function Loaded({ progress, member, here }: { progress: Progress; member: User; here: Here }) {
  const isElsewhere = here.isGuess || progress.time_zone !== here.timeZone
  const today = progress.time_zone === here.timeZone ? here.today : dateIn(progress.time_zone, Date.now())
  return (
    <>
      <PageHead title={t('progress')}>
        {t('givenYourself')}
        {isElsewhere && ` ${t('elsewhere')}`}
      </PageHead>
      <p>
        <Link to="/progress/years/$year" params={{ year: today.slice(0, 4) }}>
          {t('lookBack')}
        </Link>
      </p>
      <div className={styles.top}>
        <StreakCard streak={progress.streak} memberId={member.id} />
        <Totals progress={progress} />
      </div>
      <MinutesPanel days={progress.days} today={today} />
      <div className={styles.pair}>
        <Calendar key={today} days={progress.days} today={today} />
        <BestTimes times={progress.best_times} />
      </div>
      <Suspense fallback={<div className={styles.pending} />}>
        <TrendsPanel days={progress.days} weeks={progress.weeks} />
      </Suspense>
      <History />
      <YourData today={today} />
    </>
  )
}

function NothingYet({ today }: { today: string }) {
  const history = useInfiniteQuery(historyQuery())
  const isBegun = history.data?.pages[0]?.total !== 0 && history.isSuccess
  return (
    <>
      <Notice heading="h1" title={t('oneBreath')} action={<ButtonLink to="/meditate">{t('beginFirst')}</ButtonLink>}>
        {t('sitDown')}
      </Notice>
      <History />
      {isBegun && <YourData today={today} />}
    </>
  )
}
