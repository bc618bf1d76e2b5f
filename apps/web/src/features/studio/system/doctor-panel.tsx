import { useQuery } from '@tanstack/react-query'
import { Fetched } from '../../../ui/fetched.tsx'
import { Panel } from '../../../ui/panel.tsx'
import styles from '../shared/page.module.css'
import { diagnosisQuery } from './queries.ts'

/** What the doctor found. */
export function DoctorPanel() {
  const diagnosis = useQuery(diagnosisQuery())
  return (
    <Panel title="What the doctor says">
      <Fetched
        query={diagnosis}
        loading="Asking the doctor"
        name="The doctor"
        isEmpty={({ findings }) => findings.length === 0}
        empty={<p className={styles.quiet}>Nothing to say: all that was looked at fits.</p>}
      >
        {({ findings }) => (
          <ul className={styles.list}>
            {findings.map(({ kind, says, remedy }) => (
              <li key={says} className={kind === 'wrong' ? styles.bad : undefined}>
                {says}
                <p>{remedy}</p>
              </li>
            ))}
          </ul>
        )}
      </Fetched>
    </Panel>
  )
}
