import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Fetched } from '../../ui/fetched.tsx'
import { countWords } from '../../ui/words.ts'
import { t } from './messages.ts'
import { NewRoutine } from './new-routine.tsx'
import { routinesQuery } from './queries.ts'
import styles from './routines.module.css'

/** Own routines, and a way to make one. */
export function RoutineLinks() {
  const routines = useQuery(routinesQuery())
  return (
    <Fetched query={routines} loading={t('looking')} name={t('yourRoutines')}>
      {(known) => (
        <>
          {known.length === 0 ? (
            <p className={styles.none}>{t('none')}</p>
          ) : (
            <ul className={styles.links}>
              {known.map(({ id, name, step_count }) => (
                <li key={id}>
                  <Link to="/routines/$id" params={{ id }}>
                    {name}
                  </Link>
                  <span>{countWords(step_count, 'step')}</span>
                </li>
              ))}
            </ul>
          )}
          <NewRoutine contentIds={[]} />
        </>
      )}
    </Fetched>
  )
}
