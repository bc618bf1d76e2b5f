import { choice, required } from '../group.ts'
import type { Secret } from '../secret.ts'

/** Who is told of what happens here, beside our own log. Traces go by Datadog's agent, which has a key of its own. */
export type Observability =
  | { kind: 'off' }
  | {
      kind: 'datadog'
      traces: boolean
      logs: { apiKey: Secret } | undefined
      site: string | undefined
      service: string | undefined
      environment: string | undefined
      version: string | undefined
    }

export const observability = choice<Observability>()(
  ['DD_API_KEY', 'DD_SITE', 'DD_SERVICE', 'DD_ENV', 'DD_VERSION', 'DD_TRACE_ENABLED', 'DD_LOGS_ENABLED'],
  {
    embedded: () => ({ kind: 'off' }),
    read: (set) => {
      if (!set.DD_TRACE_ENABLED && !set.DD_LOGS_ENABLED) return { kind: 'off' }
      return {
        kind: 'datadog',
        traces: set.DD_TRACE_ENABLED,
        logs: set.DD_LOGS_ENABLED ? { apiKey: required(set, ['DD_API_KEY'], 'DD_LOGS_ENABLED').DD_API_KEY } : undefined,
        site: set.DD_SITE,
        service: set.DD_SERVICE,
        environment: set.DD_ENV,
        version: set.DD_VERSION,
      }
    },
  },
)
