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
import { t } from './messages.ts'
import { systemQuery } from './queries.ts'
import { QueuesPanel } from './queues-panel.tsx'
import { dependencyName, sizeWords } from './words.ts'

/** How the installation fares. */
export function SystemPage() {
  const system = useQuery(systemQuery())
  return (
    <>
      <PageTitle>{t('system')}</PageTitle>
      <PageHead title={t('system')}>{t('systemHint')}</PageHead>
      <Fetched query={system} loading={t('lookingSystem')} name={t('stateOfSystem')}>
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
        <Panel title={t('dependencies')}>
          <ul className={styles.list}>
            {state.dependencies.map(({ name, status, latency_ms: latency, detail }) => (
              <li key={name}>
                <Named
                  name={dependencyName(name)}
                  tone={status === 'ok' ? 'good' : 'bad'}
                  state={STATUS_WORDS[status]}
                />
                <p>{detail ?? t('answersIn', { ms: Math.round(latency) })}</p>
              </li>
            ))}
          </ul>
        </Panel>
        <WorkersPanel workers={state.workers} />
        <Panel title={t('inUse')}>
          <dl className={styles.facts}>
            <dt>{t('playsNow')}</dt>
            <dd>
              {t('streamsAndMembers', {
                streams: countWords(state.streams_now, 'stream'),
                members: countWords(state.viewers_now, 'member'),
              })}
            </dd>
            <dt>{t('media')}</dt>
            <dd>{state.storage ? mediaWords(state.storage) : t('notMeasured')}</dd>
            <dt>{t('database')}</dt>
            <dd>{sizeWords(state.database_bytes)}</dd>
          </dl>
        </Panel>
        <Panel title={t('versions')}>
          <dl className={styles.facts}>
            <dt>Better &amp; Bliss</dt>
            <dd>{state.versions.api}</dd>
            <dt>Node</dt>
            <dd>{state.versions.node}</dd>
            <dt>PostgreSQL</dt>
            <dd>{state.versions.postgres}</dd>
            <dt>{t('lastMigration')}</dt>
            <dd>{state.versions.migration}</dd>
          </dl>
        </Panel>
      </div>
      <DoctorPanel />
    </>
  )
}

const STATUS_WORDS = { ok: t('well'), degraded: t('degraded'), failing: t('failing') } as const

function mediaWords({ bytes, objects, measured_at: at }: NonNullable<SystemState['storage']>): string {
  return t('mediaCounted', { size: sizeWords(bytes), files: countWords(objects, 'file'), when: momentWords(at) })
}

function WorkersPanel({ workers }: Pick<SystemState, 'workers'>) {
  return (
    <Panel title={t('workers')}>
      {workers.length === 0 && <p className={styles.bad}>{t('noneRuns')}</p>}
      <ul className={styles.list}>
        {workers.map(({ id, host, version, started_at: startedAt, is_late: isLate }) => (
          <li key={id}>
            <Named name={host} tone={isLate ? 'bad' : 'good'} state={isLate ? t('notSeen') : t('running')} />
            <p>{t.rich('workerSince', { version, at: () => <Moment at={startedAt} /> })}</p>
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
