import { group, Incomplete, refuseStray, required } from '../group.ts'
import type { Secret } from '../secret.ts'
import type { Values } from '../variables.ts'

/** Who is told of what happens here, beside our own log. Traces go by Datadog's agent, which has a key of its own. */
export type Observability =
  | { kind: 'off' }
  | {
      kind: 'datadog'
      traces: boolean
      /** Where the agent is. */
      agentUrl: string
      logs: { apiKey: Secret; site: string } | undefined
      service: string | undefined
      environment: string | undefined
      version: string | undefined
    }

const DATADOG = ['DD_SITE', 'DD_SERVICE', 'DD_ENV', 'DD_VERSION', 'DD_TRACE_ENABLED', 'DD_TRACE_AGENT_URL'] as const

export const observability = group(['DD_API_KEY', 'DD_LOGS_ENABLED', ...DATADOG], observabilityOf)

/** The same for whoever sends no line, and needs no key: it is read before a key may be had. */
export const tracing = group(DATADOG, (set) =>
  observabilityOf({ ...set, DD_LOGS_ENABLED: false, DD_API_KEY: undefined }),
)

type Datadog = (typeof DATADOG)[number] | 'DD_API_KEY' | 'DD_LOGS_ENABLED'

function observabilityOf(set: Values<Datadog>): Observability {
  if (!set.DD_TRACE_ENABLED && !set.DD_LOGS_ENABLED) return { kind: 'off' }
  const logs = set.DD_LOGS_ENABLED ? required(set, ['DD_API_KEY'], 'DD_LOGS_ENABLED') : undefined
  return {
    kind: 'datadog',
    traces: set.DD_TRACE_ENABLED,
    agentUrl: set.DD_TRACE_AGENT_URL ?? 'http://127.0.0.1:8126',
    logs: logs && { apiKey: logs.DD_API_KEY, site: set.DD_SITE ?? 'datadoghq.com' },
    service: set.DD_SERVICE,
    environment: set.DD_ENV,
    version: set.DD_VERSION,
  }
}

/** The metrics that a process writes into its log, for whoever collects logs and asks nobody. */
export const loggedMetrics = group(['METRICS_LOGGED'], ({ METRICS_LOGGED: names }) => names)

/** Processes of one machine share a setting, and not a port: each has the next. */
const PORTS_AFTER = { api: 0, worker: 1, edge: 2 } as const
const ROLES = Object.keys(PORTS_AFTER).length
const HIGHEST_PORT = 65_535
const NAMES = ['METRICS_PORT', 'METRICS_HOST', 'API_PORT', 'WEB_PORT', 'EDGE_PORT', 'WORKERS'] as const

/** Where whoever collects a process's figures may ask for them; null: nowhere. It asks nobody who they are. */
export const workerMetrics = group(NAMES, (set) => addressIn(set, PORTS_AFTER.worker))
export const edgeMetrics = group(NAMES, (set) => addressIn(set, PORTS_AFTER.edge))

/** Of each process of the API: the first has the role's port, the others those after all roles. */
export const apiMetrics = group(NAMES, (set) =>
  Array.from({ length: set.WORKERS }, (_, place) => addressIn(set, place === 0 ? PORTS_AFTER.api : ROLES - 1 + place)),
)

function addressIn(set: Values<(typeof NAMES)[number]>, after: number): { host: string; port: number } | null {
  const { METRICS_PORT: first, METRICS_HOST: host = '127.0.0.1', WORKERS: processes } = set
  if (first === undefined) {
    refuseStray(set, ['METRICS_HOST'], 'means nothing without METRICS_PORT')
    return null
  }
  const last = first + ROLES + processes - 2
  const isPublic = [set.API_PORT, set.WEB_PORT, set.EDGE_PORT].some((port) => port >= first && port <= last)
  if (isPublic || last > HIGHEST_PORT) {
    const next = processes === 1 ? 'it and the next two' : `it and the next ${last - first}, one for each process,`
    throw new Incomplete([`METRICS_PORT: ${next} must be ports, and not those of API, web app and edge`])
  }
  return { host, port: first + after }
}
