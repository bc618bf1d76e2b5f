import type { WorkQueue } from '@better-and-bliss/sdk'
import { Panel } from '../../../ui/panel.tsx'
import styles from '../shared/page.module.css'
import { type Column, StudioTable } from '../shared/table.tsx'
import { kindName } from './words.ts'

const COLUMNS: readonly Column<WorkQueue>[] = [
  { name: 'Work', cell: ({ kind }) => kindName(kind) },
  { name: 'Waiting', isFigure: true, cell: ({ waiting }) => waiting.toLocaleString('en') },
  { name: 'Running', isFigure: true, cell: ({ running }) => running.toLocaleString('en') },
  { name: 'Tried again', isFigure: true, cell: ({ retrying }) => retrying.toLocaleString('en') },
  {
    name: 'Failed',
    isFigure: true,
    cell: ({ failed }) => <span className={failed > 0 ? styles.bad : undefined}>{failed.toLocaleString('en')}</span>,
  },
  { name: 'Latest cause', cell: ({ cause }) => cause ?? '–' },
]

/** What waits for a worker, and what failed within a week. */
export function QueuesPanel({ queues }: { queues: readonly WorkQueue[] }) {
  return (
    <Panel title="Work">
      <StudioTable
        caption="What waits for workers"
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
