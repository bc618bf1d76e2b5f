import { listMediaJobs, type MediaJob, type MediaJobPage } from '@better-and-bliss/sdk'
import { NativeSelect } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { answerOf } from '../../../api/answer.ts'
import { ButtonLink } from '../../../ui/button-link.tsx'
import { Fetched } from '../../../ui/fetched.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { LIVE_KEYS } from '../live/live-keys.ts'
import { type Column, Pager, StudioTable } from '../shared/table.tsx'
import { JobActions } from '../uploads/shipment-actions.tsx'
import { PhaseWords } from '../uploads/shipment-row.tsx'
import { jobPhase } from '../uploads/shipments.ts'
import styles from './jobs.module.css'
import { type JobsSearch, toJobsQuery } from './jobs-search.ts'

const STATES: readonly { value: string; label: string }[] = [
  { value: '', label: 'All conversions' },
  { value: 'queued', label: 'Waiting' },
  { value: 'processing', label: 'Being converted' },
  { value: 'playable', label: 'Playing already' },
  { value: 'completed', label: 'Ready' },
  { value: 'failed', label: 'Failed' },
  { value: 'cancelled', label: 'Cancelled' },
]

const KINDS = { video: 'Film', audio: 'Sound' }

const COLUMNS: readonly Column<MediaJob>[] = [
  {
    name: 'Item',
    cell: ({ content_id: id, title }) => (
      <Link to="/studio/content/$id" params={{ id }}>
        {title}
      </Link>
    ),
  },
  { name: 'Kind', cell: ({ content_type: type }) => KINDS[type] },
  {
    name: 'How it fares',
    cell: (job) => (
      <div className={styles.phase} data-phase={jobPhase(job).kind}>
        <PhaseWords phase={jobPhase(job)} name={job.title} />
      </div>
    ),
  },
  { name: 'Begun', cell: ({ created_at: at }) => <Moment at={at} /> },
  { name: 'What to do', cell: (job) => <JobActions job={job} name={job.title} /> },
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
      <PageTitle>Conversions</PageTitle>
      <PageHead title="Conversions">How files become what members play.</PageHead>
      <NativeSelect
        className={styles.filter}
        aria-label="Which conversions"
        data={[...STATES]}
        value={search.state ?? ''}
        onChange={({ currentTarget: { value } }) => onSearch(value ? { state: value as MediaJob['state'] } : {})}
      />
      <Fetched
        query={jobs}
        loading="Fetching the conversions"
        name="The list of conversions"
        isEmpty={({ total }) => total === 0}
        empty={<Nothing isNarrowed={search.state !== undefined} />}
      >
        {(page) => <Jobs page={page} search={search} isOld={jobs.isPlaceholderData} />}
      </Fetched>
    </>
  )
}

function Jobs({ page, search, isOld }: { page: MediaJobPage; search: JobsSearch; isOld: boolean }) {
  const { jobs, total, limit, offset } = page
  const { page: _page, ...others } = search
  return (
    <>
      <StudioTable
        caption="Conversions"
        columns={COLUMNS}
        rows={jobs}
        idOf={({ id }) => id}
        sorted={{ sort: 'created', order: 'desc' }}
        onSort={() => {}}
        isOld={isOld}
      />
      <Pager
        name="conversions"
        offset={offset}
        limit={limit}
        total={total}
        linkTo={(to) => ({ to: '/studio/jobs', search: to === 1 ? others : { ...others, page: String(to) } })}
      />
    </>
  )
}

function Nothing({ isNarrowed }: { isNarrowed: boolean }) {
  return isNarrowed ? (
    <Notice title="None of these" action={<ButtonLink to="/studio/jobs">See all conversions</ButtonLink>}>
      No conversion is in this state.
    </Notice>
  ) : (
    <Notice
      title="Nothing was converted lately"
      action={<ButtonLink to="/studio/uploads">Upload something</ButtonLink>}
    >
      What is uploaded is converted by itself, and is listed here while it is, and for a while afterwards.
    </Notice>
  )
}

function Moment({ at }: { at: string }) {
  return (
    <time dateTime={at} className={styles.moment}>
      {new Date(at).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' })}
    </time>
  )
}
