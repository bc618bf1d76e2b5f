import type { WorkQueue } from '@better-and-bliss/sdk'
import { LANGUAGE } from '../../../language/page-language.ts'
import { Panel } from '../../../ui/panel.tsx'
import { saidByApi } from '../said/in-page-language.ts'
import styles from '../shared/page.module.css'
import { type Column, StudioTable } from '../shared/table.tsx'
import { t } from './messages.ts'
import { kindName } from './words.ts'

const COLUMNS: readonly Column<WorkQueue>[] = [
  { name: t('work'), cell: ({ kind }) => kindName(kind) },
  { name: t('waiting'), isFigure: true, cell: ({ waiting }) => waiting.toLocaleString(LANGUAGE) },
  { name: t('running'), isFigure: true, cell: ({ running }) => running.toLocaleString(LANGUAGE) },
  { name: t('triedAgain'), isFigure: true, cell: ({ retrying }) => retrying.toLocaleString(LANGUAGE) },
  {
    name: t('failed'),
    isFigure: true,
    cell: ({ failed }) => (
      <span className={failed > 0 ? styles.bad : undefined}>{failed.toLocaleString(LANGUAGE)}</span>
    ),
  },
  { name: t('latestCause'), cell: ({ cause }) => (cause === null ? '–' : saidByApi(cause)) },
]

/** What waits for a worker, and what failed within a week. */
export function QueuesPanel({ queues }: { queues: readonly WorkQueue[] }) {
  return (
    <Panel title={t('work')}>
      <StudioTable
        caption={t('waitsForWorkers')}
        columns={COLUMNS}
        rows={queues}
        idOf={({ kind }) => kind}
        sorted={{ sort: '', order: 'asc' }}
        onSort={() => {}}
        isOld={false}
      />
    </Panel>
  )
}
