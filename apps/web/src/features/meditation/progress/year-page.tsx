import type { PractisedYear } from '@better-and-bliss/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { LANGUAGE } from '../../../language/page-language.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import { dateWords } from '../../../ui/dates.ts'
import { Fetched } from '../../../ui/fetched.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { countWords } from '../../../ui/words.ts'
import { useHere } from './here.ts'
import { t } from './messages.ts'
import { yearQuery } from './queries.ts'
import { hourWords, minutesWords } from './words.ts'
import styles from './year-page.module.css'

/** What a year of practice was, for the member alone. */
export function YearPage({ year }: { year: number }) {
  const { timeZone } = useHere()
  const practised = useQuery(yearQuery(year, timeZone))
  return (
    <div className={styles.page}>
      <PageTitle>{t('yourYear', { year: String(year) })}</PageTitle>
      <Fetched
        query={practised}
        loading={t('lookingBack')}
        name={t('yourYearName')}
        heading="h1"
        isEmpty={({ years }) => years.length === 0}
        empty={
          <Notice heading="h1" title={t('nothingYet')}>
            {t('nothingYetHint')}
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
      <PageHead title={t('yourYear', { year: String(year) })}>{t('onlyYou')}</PageHead>
      <nav aria-label={t('years')} className={styles.years}>
        {[...new Set([...practised.years, year])]
          .toSorted((one, other) => other - one)
          .map((known) => (
            <Link key={known} to="/progress/years/$year" params={{ year: String(known) }}>
              {known}
            </Link>
          ))}
      </nav>
      {sessions === 0 ? (
        <p>{t('yearOfRest', { year: String(year) })}</p>
      ) : (
        <>
          <dl className={styles.figures}>
            <Figure name={t('timeForYourself')} value={minutesWords(minutes)} />
            <Figure name={t('days')} value={String(days)} />
            <Figure name={t('longestRun')} value={countWords(longest_run_days, 'day')} />
            <Figure name={t('sessions')} value={sessions.toLocaleString(LANGUAGE)} />
            {favourite_hour !== null && (
              <Figure name={t('yourHour')} value={t('from', { hour: hourWords(favourite_hour) })} />
            )}
            {favourite_teacher && (
              <Figure
                name={t('yourTeacher')}
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
    <Panel title={t('monthByMonth')}>
      <div className={styles.months} aria-hidden="true">
        {all.map(({ date, minutes }) => (
          <span key={date}>
            <i style={{ height: `${(100 * minutes) / most}%` }} />
            {dateWords(date, { month: 'narrow' })}
          </span>
        ))}
      </div>
      <DataTable
        caption={t('minutesByMonth')}
        columns={[t('month'), t('minutes'), t('sessions')]}
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
