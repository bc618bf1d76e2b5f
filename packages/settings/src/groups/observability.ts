import { group, Incomplete, refuseStray, required } from '../group.ts'
import type { Secret } from '../secret.ts'

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

export const observability = group(['DD_API_KEY', 'DD_LOGS_ENABLED', ...DATADOG], (set): Observability => {
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
})

/** Processes of one machine share a setting, and not a port: each has the next. */
const PORTS_AFTER = { api: 0, worker: 1, edge: 2 } as const
const HIGHEST_PORT = 65_535

/** Where whoever collects a process's figures may ask for them; null: nowhere. It asks nobody who they are. */
export function metricsOf(role: keyof typeof PORTS_AFTER) {
  const names = ['METRICS_PORT', 'METRICS_HOST', 'API_PORT', 'WEB_PORT', 'EDGE_PORT'] as const
  return group(names, (set) => {
    const { METRICS_PORT: first, METRICS_HOST: host = '127.0.0.1' } = set
    if (first === undefined) {
      refuseStray(set, ['METRICS_HOST'], 'means nothing without METRICS_PORT')
      return null
    }
    const taken = Object.values(PORTS_AFTER).map((after) => first + after)
    const isPublic = [set.API_PORT, set.WEB_PORT, set.EDGE_PORT].some((port) => taken.includes(port))
    if (isPublic || Math.max(...taken) > HIGHEST_PORT)
      throw new Incomplete(['METRICS_PORT: it and the next two must be ports, and not those of API, web app and edge'])
    return { host, port: first + PORTS_AFTER[role] }
  })
}
