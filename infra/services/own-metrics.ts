import { Duration } from 'aws-cdk-lib'
import { type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch'
import type { Condition } from './condition.ts'

const NAMESPACE = 'BetterAndBliss'
const DEPENDENCIES = ['database', 'mail', 'redis', 'store', 'edge_store', 'identity']
const JOBS = ['conversions', 'exports', 'deletions', 'transcode', 'take_upload', 'retention']
/** Deletions wait for their day. */
const JOBS_THAT_SHOULD_NOT_WAIT = JOBS.filter((kind) => kind !== 'deletions')

const MINUTE = Duration.minutes(1)
const FIVE = Duration.minutes(5)
const HOUR = Duration.hours(1)

interface Own {
  name: string
  labels: Readonly<Record<string, string>>
  period: Duration
  statistic?: 'Minimum' | 'Maximum'
}

const ofApi = (name: string, period: Duration, labels: Record<string, string> = {}): Own => ({
  name,
  period,
  labels: { role: 'api', ...labels },
})
const ofWorker = (name: string, period: Duration, labels: Record<string, string>): Own => ({
  name,
  period,
  labels: { role: 'worker', ...labels },
})
const least = (own: Own): Own => ({ ...own, statistic: 'Minimum' })

const DATABASE_WAITING = least(ofApi('betterbliss_database_waiting', MINUTE))
const EVENT_LOOP = ofApi('nodejs_eventloop_lag_p99_seconds', MINUTE)
const DETECTOR_WAITING = least(ofApi('betterbliss_breath_detector_waiting_seconds', MINUTE))
const [OPEN_FILES, MOST_FILES] = [ofApi('process_open_fds', FIVE), ofApi('process_max_fds', FIVE)]
const MAILS_WAITING = least(ofWorker('betterbliss_mails', FIVE, { state: 'waiting' }))
const MAILS_FAILED = ofWorker('betterbliss_mails', HOUR, { state: 'failed' })
const statuses = DEPENDENCIES.map((dependency) => least(ofApi('betterbliss_dependency_status', MINUTE, { dependency })))
const jobsFailed = JOBS.map((kind) => ofWorker('betterbliss_jobs', FIVE, { kind, state: 'failed' }))
const jobsWaiting = JOBS_THAT_SHOULD_NOT_WAIT.map((kind) =>
  least(ofWorker('betterbliss_jobs', FIVE, { kind, state: 'waiting' })),
)

const READ = [
  ...[DATABASE_WAITING, EVENT_LOOP, DETECTOR_WAITING, OPEN_FILES, MOST_FILES, MAILS_WAITING, MAILS_FAILED],
  ...[...statuses, ...jobsFailed, ...jobsWaiting],
]

/** METRICS_LOGGED of API and worker: the metrics that the alarms read, which reach CloudWatch by the log. */
export const METRICS_LOGGED = [...new Set(READ.map(({ name }) => name))].join(',')

/** The conditions of infra/observability/prometheus/alerts.yml that only the processes themselves can tell. */
export function ofOwnMetrics(): Record<string, Condition> {
  const status = combined('MIN', statuses)
  return {
    DependencyFails: { metric: status, threshold: 0.5, periods: 2, below: true, page: 'something-stands-in' },
    DependencyDegraded: { metric: status, threshold: 1, periods: 10, below: true, page: 'something-stands-in' },
    DatabaseConnectionsExhausted: {
      metric: metricOf(DATABASE_WAITING),
      threshold: 1,
      periods: 3,
      page: 'requests-are-slow',
    },
    EventLoopLate: { metric: metricOf(EVENT_LOOP), threshold: 0.25, periods: 5, page: 'requests-are-slow' },
    DetectorBehind: { metric: metricOf(DETECTOR_WAITING), threshold: 0.5, periods: 2, page: 'requests-are-slow' },
    FilesRunOut: {
      metric: expression('open / most', { open: OPEN_FILES, most: MOST_FILES }),
      threshold: 0.8,
      periods: 1,
      page: 'requests-fail',
    },
    JobsFailed: { metric: combined('MAX', jobsFailed, 'DIFF'), threshold: 1, periods: 1, page: 'work-that-waits' },
    JobsWait: { metric: combined('MAX', jobsWaiting), threshold: 1, periods: 6, page: 'work-that-waits' },
    MailsWait: { metric: metricOf(MAILS_WAITING), threshold: 1, periods: 2, page: 'mail' },
    MailsGivenUp: {
      metric: expression('DIFF(failed)', { failed: MAILS_FAILED }),
      threshold: 10,
      periods: 1,
      page: 'mail',
    },
  }
}

function metricOf({ name, labels, period, statistic = 'Maximum' }: Own): IMetric {
  return new Metric({ namespace: NAMESPACE, metricName: name, dimensionsMap: { ...labels }, period, statistic })
}

function expression(text: string, of: Record<string, Own>): IMetric {
  const usingMetrics = Object.fromEntries(Object.entries(of).map(([id, own]) => [id, metricOf(own)]))
  const [first] = Object.values(of)
  return new MathExpression({ expression: text, usingMetrics, ...(first && { period: first.period }) })
}

/** The worst of several, each as it is or as its change. */
function combined(worst: 'MIN' | 'MAX', all: readonly Own[], change?: 'DIFF'): IMetric {
  const of = Object.fromEntries(all.map((own, index) => [`m${index}`, own]))
  const each = Object.keys(of).map((id) => (change ? `${change}(${id})` : id))
  return expression(`${worst}([${each.join(', ')}])`, of)
}
