import { listMediaJobs, type MediaJob, type MediaJobPage } from '@better-and-bliss/sdk'
import { NativeSelect } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { answerOf } from '../../../api/answer.ts'
import { LANGUAGE } from '../../../language/page-language.ts'
import { ButtonLink } from '../../../ui/button-link.tsx'
import { Fetched } from '../../../ui/fetched.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { LIVE_KEYS } from '../live/live-keys.ts'
import { type Column, Pager, StudioTable } from '../shared/table.tsx'
import { t } from '../uploads/messages.ts'
import { JobActions } from '../uploads/shipment-actions.tsx'
import { PhaseWords } from '../uploads/shipment-row.tsx'
import { jobPhase } from '../uploads/shipments.ts'
import styles from './jobs.module.css'
import { type JobsSearch, toJobsQuery } from './jobs-search.ts'

const STATES: readonly { value: string; label: string }[] = [
  { value: '', label: t('allConversions') },
  { value: 'queued', label: t('waiting') },
  { value: 'processing', label: t('beingConverted') },
  { value: 'playable', label: t('playingAlready') },
  { value: 'completed', label: t('ready') },
  { value: 'failed', label: t('failed') },
  { value: 'cancelled', label: t('cancelled') },
]

const KINDS = { video: t('film'), audio: t('sound') }

const COLUMNS: readonly Column<MediaJob>[] = [
  {
    name: t('item'),
    cell: ({ content_id: id, title }) => (
      <Link to="/studio/content/$id" params={{ id }}>
        {title}
      </Link>
    ),
  },
  { name: t('kind'), cell: ({ content_type: type }) => KINDS[type] },
  {
    name: t('howItFares'),
    cell: (job) => (
      <div className={styles.phase} data-phase={jobPhase(job).kind}>
        <PhaseWords phase={jobPhase(job)} name={job.title} />
      </div>
    ),
  },
  { name: t('begun'), cell: ({ created_at: at }) => <Moment at={at} /> },
  { name: t('whatToDo'), cell: (job) => <JobActions job={job} name={job.title} /> },
]

interface JobsPageProps {
  search: JobsSearch
  onSearch: (search: JobsSearch) => void
}

/** How files become what can be played, as it goes on. */
export function JobsPage({ search, onSearch }: JobsPageProps) {
  const query = toJobsQuery(search)
  const jobs = useQuery({
    queryKey: [...LIVE_KEYS.jobs, query],
    queryFn: ({ signal }) => answerOf(listMediaJobs({ query, signal })),
    placeholderData: keepPreviousData,
  })
  return (
    <>
      <PageTitle>{t('conversions')}</PageTitle>
      <PageHead title={t('conversions')}>{t('conversionsHint')}</PageHead>
      <NativeSelect
        className={styles.filter}
        aria-label={t('which')}
        data={[...STATES]}
        value={search.state ?? ''}
        onChange={({ currentTarget: { value } }) => onSearch(value ? { state: value as MediaJob['state'] } : {})}
      />
      <Fetched
        query={jobs}
        loading={t('fetchingConversions')}
        name={t('listOfConversions')}
        isEmpty={({ total }) => total === 0}
        empty={<Nothing isNarrowed={search.state !== undefined} />}
      >
        {(page) => <Jobs page={page} search={search} isOld={jobs.isPlaceholderData} />}
      </Fetched>
    </>
  )
}

function Jobs({ page, search, isOld }: { page: MediaJobPage; search: JobsSearch; isOld: boolean }) {
  const { jobs, total, has_uncounted: hasUncounted, limit, offset } = page
  const { page: _page, ...others } = search
  return (
    <>
      <StudioTable
        caption={t('conversions')}
        columns={COLUMNS}
        rows={jobs}
        idOf={({ id }) => id}
        sorted={{ sort: 'created', order: 'desc' }}
        onSort={() => {}}
        isOld={isOld}
      />
      <Pager
        name={t('conversionsInSentence')}
        offset={offset}
        limit={limit}
        total={total}
        isAtLeast={hasUncounted}
        linkTo={(to) => ({ to: '/studio/jobs', search: to === 1 ? others : { ...others, page: String(to) } })}
      />
    </>
  )
}

function Nothing({ isNarrowed }: { isNarrowed: boolean }) {
  return isNarrowed ? (
    <Notice title={t('noneOfThese')} action={<ButtonLink to="/studio/jobs">{t('seeAllConversions')}</ButtonLink>}>
      {t('noneInState')}
    </Notice>
  ) : (
    <Notice title={t('nothingConverted')} action={<ButtonLink to="/studio/uploads">{t('uploadSomething')}</ButtonLink>}>
      {t('convertedByItself')}
    </Notice>
  )
}

function Moment({ at }: { at: string }) {
  return (
    <time dateTime={at} className={styles.moment}>
      {new Date(at).toLocaleString(LANGUAGE, { dateStyle: 'medium', timeStyle: 'short' })}
    </time>
  )
}
