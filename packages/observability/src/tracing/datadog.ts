import type { Observability } from '@better-and-bliss/settings'
import tracer, { type Span } from 'dd-trace'
import { isPartOfWork, type SentSpan, withoutWords } from './sent-spans.ts'
import type { Tracer } from './tracer.ts'

/** dd-trace's own hooks for modules. */
const REGISTER: string = 'dd-trace/register.js'

type Datadog = Extract<Observability, { kind: 'datadog' }>

/** Loads and starts dd-trace, for what we use and nothing else. Whoever calls it has loaded nothing that is to be traced. */
export async function startDatadog({ agentUrl, service, environment, version, role }: Datadog & { role: string }) {
  tracer.init({
    service: service ?? 'better-and-bliss',
    ...(environment !== undefined && { env: environment }),
    ...(version !== undefined && { version }),
    url: agentUrl,
    tags: { role },
    plugins: false,
    logInjection: false,
    startupLogs: false,
    clientIpEnabled: false,
    // A stranger's trace is none of ours, nor is what its headers say of it; and no vendor needs ours.
    tracePropagationStyle: { inject: ['none'], extract: ['none'] },
  })
  for (const plugin of ['http', 'fastify', 'find-my-way', 'fetch', 'undici', 'aws-sdk', 'redis'] as const)
    tracer.use(plugin as 'http')
  tracer.use('pg', { dbmPropagationMode: 'disabled' })
  clean(tracer)
  // Typed nowhere: it only has an effect.
  await import(REGISTER)
  return toTracer()
}

/**
 * Everything that leaves goes through here. dd-trace has no public place for it, so its own is used, and missing, nothing is
 * sent: the version is pinned, and a test looks at what arrives.
 */
function clean(started: object): void {
  const { _exporter: exporter } = (started as { _tracer?: { _exporter?: Exporter } })._tracer ?? {}
  if (typeof exporter?.export !== 'function')
    throw new Error('This version of dd-trace cannot be kept from telling too much')
  const send = exporter.export.bind(exporter)
  exporter.export = (spans) => {
    const told = spans.filter(isPartOfWork).map(withoutWords)
    if (told.length > 0) send(told)
  }
}

interface Exporter {
  export(spans: SentSpan[]): void
}

function toTracer(): Tracer {
  return {
    run: ({ name, resource, tags }, job) => tracer.trace(name, { resource, tags: { ...tags } }, () => job()),
    begin: ({ name, resource, tags }) => {
      // It outlives whatever it begins in.
      const span = tracer.startSpan(name, { tags: { 'resource.name': resource, ...tags } })
      return (more = {}) => {
        span.addTags({ ...more })
        span.finish()
      }
    },
    logFields: () => idsOf(tracer.scope().active()),
  }
}

const NO_IDS = {}

function idsOf(span: Span | null): object {
  if (!span) return NO_IDS
  const context = span.context()
  return { dd: { trace_id: context.toTraceId(), span_id: context.toSpanId() } }
}
