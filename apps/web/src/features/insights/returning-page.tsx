import type { Cohort } from '@better-and-bliss/sdk'
import { useQuery } from '@tanstack/react-query'
import type { CSSProperties } from 'react'
import { dateWords } from '../../ui/dates.ts'
import { Fetched } from '../../ui/fetched.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { Panel } from '../../ui/panel.tsx'
import { countWords } from '../../ui/words.ts'
import styles from './insights.module.css'
import { t } from './messages.ts'
import { cohortsQuery } from './queries.ts'
import { percentWords } from './words.ts'

/** Whether members come back in the weeks after they joined. */
export function ReturningPage() {
  const cohorts = useQuery(cohortsQuery())
  return (
    <>
      <PageTitle>{t('whoComesBack')}</PageTitle>
      <PageHead title={t('whoComesBack')}>{t('returningHint')}</PageHead>
      <Fetched
        query={cohorts}
        loading={t('lookingBack')}
        name={t('whoComesBack')}
        isEmpty={({ cohorts: list }) => list.every(({ members }) => members === null)}
        empty={<Notice title={t('nothingYet')}>{t('nothingYetHint')}</Notice>}
      >
        {({ cohorts: list }) => <Cohorts cohorts={list} />}
      </Fetched>
    </>
  )
}

function Cohorts({ cohorts }: { cohorts: readonly Cohort[] }) {
  const told = cohorts.filter(({ members }) => members !== null)
  const longest = Math.max(...told.map(({ active }) => active.length))
  const weeks = Array.from({ length: longest }, (_, week) => week)
  return (
    <Panel title={t('weekByWeek')}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard scrolls what has the focus */}
      <section className={styles.scroll} aria-label={t('weekTable')} tabIndex={0}>
        <table className={styles.cohorts}>
          <caption className="visually-hidden">{t('cohortCaption')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('joinedFrom')}</th>
              <th scope="col">{t('members')}</th>
              {weeks.map((week) => (
                <th key={week} scope="col">
                  {week === 0 ? t('firstWeek') : `+${week}`}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {told.map(({ first_week, members, active }) => (
              <tr key={first_week}>
                <th scope="row">{dateWords(first_week, { day: 'numeric', month: 'short' })}</th>
                <td>{members}</td>
                {weeks.map((week) => (
                  <CohortCell key={week} active={active[week]} members={members ?? 0} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className={styles.few}>{t('dash')}</p>
    </Panel>
  )
}

/** Undefined: the week is still to come. */
function CohortCell({ active, members }: { active: number | null | undefined; members: number }) {
  if (active === undefined) return <td />
  if (active === null) return <td>–</td>
  const share = active / members
  return (
    <td
      className={styles.shaded}
      style={{ '--share': share } as CSSProperties}
      title={t('shareOfMembers', { members: countWords(active, 'member'), total: members })}
    >
      {percentWords(share)}
    </td>
  )
}
