import type { PractisedYear } from '@better-and-bliss/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { DataTable } from '../../../ui/data-table.tsx'
import { dateWords } from '../../../ui/dates.ts'
import { Fetched } from '../../../ui/fetched.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { countWords } from '../../../ui/words.ts'
import { useHere } from './here.ts'
import { yearQuery } from './queries.ts'
import { hourWords, minutesWords } from './words.ts'
import styles from './year-page.module.css'

/** What a year of practice was, for the member alone. */
export function YearPage({ year }: { year: number }) {
  const { timeZone } = useHere()
  const practised = useQuery(yearQuery(year, timeZone))
  return (
    <div className={styles.page}>
      <PageTitle>{`Your year ${year}`}</PageTitle>
      <Fetched
        query={practised}
        loading="Looking back"
        name="Your year"
        heading="h1"
        isEmpty={({ years }) => years.length === 0}
        empty={
          <Notice heading="h1" title="Nothing to look back at yet">
            Whatever you practise, hear or watch is in here at the end of the year.
          </Notice>
        }
      >
        {(data) => <Year practised={data} />}
      </Fetched>
    </div>
  )
}

function Year({ practised }: { practised: PractisedYear }) {
  const { year, minutes, sessions, days, longest_run_days, favourite_hour, favourite_teacher } = practised
  return (
    <>
      <PageHead title={`Your year ${year}`}>Only you see this page.</PageHead>
      <nav aria-label="Years" className={styles.years}>
        {[...new Set([...practised.years, year])]
          .toSorted((one, other) => other - one)
          .map((known) => (
            <Link key={known} to="/progress/years/$year" params={{ year: String(known) }}>
              {known}
            </Link>
          ))}
      </nav>
      {sessions === 0 ? (
        <p>A year of rest: nothing was practised in {year}.</p>
      ) : (
        <>
          <dl className={styles.figures}>
            <Figure name="Time for yourself" value={minutesWords(minutes)} />
            <Figure name="Days" value={String(days)} />
            <Figure name="Longest run" value={countWords(longest_run_days, 'day')} />
            <Figure name="Sessions" value={sessions.toLocaleString('en')} />
            {favourite_hour !== null && <Figure name="Your hour" value={`from ${hourWords(favourite_hour)}`} />}
            {favourite_teacher && (
              <Figure
                name="Your teacher"
                value={favourite_teacher.name}
                more={minutesWords(favourite_teacher.minutes)}
              />
            )}
          </dl>
          <Months practised={practised} />
        </>
      )}
    </>
  )
}

function Figure({ name, value, more }: { name: string; value: string; more?: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value}
        {more && <small>{more}</small>}
      </dd>
    </div>
  )
}

function Months({ practised: { year, months } }: { practised: PractisedYear }) {
  const most = Math.max(...months.map(({ minutes }) => minutes))
  const all = Array.from({ length: 12 }, (_, index) => {
    const month = index + 1
    const date = `${year}-${String(month).padStart(2, '0')}-01`
    const known = months.find((one) => one.month === month)
    return { date, minutes: known?.minutes ?? 0, sessions: known?.sessions ?? 0 }
  })
  return (
    <Panel title="Month by month">
      <div className={styles.months} aria-hidden="true">
        {all.map(({ date, minutes }) => (
          <span key={date}>
            <i style={{ height: `${(100 * minutes) / most}%` }} />
            {dateWords(date, { month: 'narrow' })}
          </span>
        ))}
      </div>
      <DataTable
        caption="Minutes by month"
        columns={['Month', 'Minutes', 'Sessions']}
        rows={all
          .filter(({ sessions }) => sessions > 0)
          .map(({ date, minutes, sessions }) => [
            dateWords(date, { month: 'long' }),
            minutesWords(minutes),
            String(sessions),
          ])}
      />
    </Panel>
  )
}
