import type { StudioBulkResults, StudioItem } from '@better-and-bliss/sdk'
import { Link } from '@tanstack/react-router'
import { inPageLanguage } from '../../../api/answer.ts'
import styles from './list.module.css'
import { t } from './messages.ts'

/** An item for which it did not work, and why. */
export interface Failure {
  id: string
  title: string
  detail: string
}

export function failuresOf(results: StudioBulkResults['results'], items: readonly StudioItem[]): Failure[] {
  return results.flatMap(({ id, code, detail }) => {
    if (code === null) return []
    const title = items.find((item) => item.id === id)?.title ?? t('one')
    return [{ id, title, detail: inPageLanguage(code) ?? detail ?? t('wentWrong') }]
  })
}

/** Why it did not work for some, until they are chosen no more. */
export function Failures({ failures }: { failures: readonly Failure[] }) {
  if (failures.length === 0) return null
  return (
    <div className={styles.failures} role="alert">
      <p>{t('notFor')}</p>
      <ul>
        {failures.map(({ id, title, detail }) => (
          <li key={id}>
            <Link to="/studio/content/$id" params={{ id }}>
              {title}
            </Link>
            : {detail}
          </li>
        ))}
      </ul>
    </div>
  )
}
