import { useQuery } from '@tanstack/react-query'
import { Fetched } from '../../../ui/fetched.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { saidByApi } from '../said/in-page-language.ts'
import styles from '../shared/page.module.css'
import { t } from './messages.ts'
import { diagnosisQuery } from './queries.ts'

/** What the doctor found. */
export function DoctorPanel() {
  const diagnosis = useQuery(diagnosisQuery())
  return (
    <Panel title={t('doctor')}>
      <Fetched
        query={diagnosis}
        loading={t('askingDoctor')}
        name={t('theDoctor')}
        isEmpty={({ findings }) => findings.length === 0}
        empty={<p className={styles.quiet}>{t('nothingToSay')}</p>}
      >
        {({ findings }) => (
          <ul className={styles.list}>
            {findings.map(({ kind, says, remedy }) => (
              <li key={says} className={kind === 'wrong' ? styles.bad : undefined}>
                {saidByApi(says)}
                <p>{saidByApi(remedy)}</p>
              </li>
            ))}
          </ul>
        )}
      </Fetched>
    </Panel>
  )
}
