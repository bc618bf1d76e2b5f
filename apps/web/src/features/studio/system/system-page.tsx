import type { SystemState } from '@better-and-bliss/sdk'
import { useQuery } from '@tanstack/react-query'
import { Fetched } from '../../../ui/fetched.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { countWords, momentWords } from '../../../ui/words.ts'
import { Moment } from '../shared/moment.tsx'
import styles from '../shared/page.module.css'
import { DoctorPanel } from './doctor-panel.tsx'
import { systemQuery } from './queries.ts'
import { QueuesPanel } from './queues-panel.tsx'
import { dependencyName, sizeWords } from './words.ts'

/** How the installation fares. */
export function SystemPage() {
  const system = useQuery(systemQuery())
  return (
    <>
      <PageTitle>System</PageTitle>
      <PageHead title="System">What runs, what waits, and what went wrong.</PageHead>
      <Fetched query={system} loading="Looking at the system" name="The state of the system">
        {(state) => <State state={state} />}
      </Fetched>
    </>
  )
}

function State({ state }: { state: SystemState }) {
  return (
    <>
      <QueuesPanel queues={state.queues} />
      <div className={styles.columns}>
        <Panel title="Dependencies">
          <ul className={styles.list}>
            {state.dependencies.map(({ name, status, latency_ms: latency, detail }) => (
              <li key={name}>
                <Named
                  name={dependencyName(name)}
                  tone={status === 'ok' ? 'good' : 'bad'}
                  state={STATUS_WORDS[status]}
                />
                <p>{detail ?? `Answers in ${Math.round(latency)} ms`}</p>
              </li>
            ))}
          </ul>
        </Panel>
        <WorkersPanel workers={state.workers} />
        <Panel title="In use">
          <dl className={styles.facts}>
            <dt>Plays now</dt>
            <dd>
              {countWords(state.streams_now, 'stream')}, {countWords(state.viewers_now, 'member')}
            </dd>
            <dt>Media</dt>
            <dd>{state.storage ? mediaWords(state.storage) : 'Not measured yet'}</dd>
            <dt>Database</dt>
            <dd>{sizeWords(state.database_bytes)}</dd>
          </dl>
        </Panel>
        <Panel title="Versions">
          <dl className={styles.facts}>
            <dt>Better &amp; Bliss</dt>
            <dd>{state.versions.api}</dd>
            <dt>Node</dt>
            <dd>{state.versions.node}</dd>
            <dt>PostgreSQL</dt>
            <dd>{state.versions.postgres}</dd>
            <dt>Last migration</dt>
            <dd>{state.versions.migration}</dd>
          </dl>
        </Panel>
      </div>
      <DoctorPanel />
    </>
  )
}

const STATUS_WORDS = { ok: 'Well', degraded: 'Degraded', failing: 'Failing' } as const

function mediaWords({ bytes, objects, measured_at: at }: NonNullable<SystemState['storage']>): string {
  return `${sizeWords(bytes)} in ${countWords(objects, 'file')}, as counted on ${momentWords(at)}`
}

function WorkersPanel({ workers }: Pick<SystemState, 'workers'>) {
  return (
    <Panel title="Workers">
      {workers.length === 0 && (
        <p className={styles.bad}>None runs: nothing is converted, no mail leaves, nothing is published at its time.</p>
      )}
      <ul className={styles.list}>
        {workers.map(({ id, host, version, started_at: startedAt, is_late: isLate }) => (
          <li key={id}>
            <Named name={host} tone={isLate ? 'bad' : 'good'} state={isLate ? 'Not seen for long' : 'Running'} />
            <p>
              {version}, since <Moment at={startedAt} />
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Named({ name, tone, state }: { name: string; tone: 'good' | 'bad'; state: string }) {
  return (
    <div className={styles.actions}>
      {name}
      <span className={styles.badge} data-tone={tone}>
        {state}
      </span>
    </div>
  )
}
