import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Family } from './families.ts'

/** A request that was answered. */
export interface AnsweredRequest {
  method: string
  /** The pattern that it matched, never its own path; undefined where none did. */
  route: string | undefined
  status: number
  seconds: number
}

/** The figures of a process. */
export interface Metrics {
  observeRequest(request: AnsweredRequest): void
  /**
   * Adds what is read with each scrape, and what is told of it. Where reading fails the families stay out of that
   * answer: a figure that nobody knows is absent, not 0.
   */
  add<Read>(read: () => Read | Promise<Read>, families: Readonly<Record<`betterbliss_${string}`, Family<Read>>>): void
  /** All of it in Prometheus' text format. */
  render(): Promise<{ contentType: string; text: string }>
  /** What those of these names say now; of a name that there is not, nothing. */
  samples(names: readonly string[]): Promise<Sample[]>
}

/** One value of a metric. */
export interface Sample {
  name: string
  labels: Readonly<Record<string, string>>
  value: number
}

/** Of an answer from memory, of one from the database, of one that somebody waits for too long. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** @param process which kind it is, and the version of what it runs. */
export function openMetrics({ role, version }: { role: string; version: string }): Metrics {
  const register = new Registry()
  register.setDefaultLabels({ role })
  collectDefaultMetrics({ register })
  const observeRequest = requestObserver(register)
  const readings: (() => Promise<void>)[] = []
  const read = () => Promise.all(readings.map((reading) => reading()))

  const metrics: Metrics = {
    observeRequest,
    add: (read, families) => {
      const tell = Object.entries(families).map(([name, family]) => teller(register, name, family))
      readings.push(async () => {
        const value = await settle(read)
        for (const one of tell) one(value)
      })
    },
    render: async () => {
      await read()
      return { contentType: register.contentType, text: await register.metrics() }
    },
    samples: async (names) => {
      await read()
      const wanted = (await register.getMetricsAsJSON()).filter(({ name }) => names.includes(name))
      return wanted.flatMap(({ name, values }) =>
        values.map(({ labels, value }) => ({ name, labels: textOf(labels), value })),
      )
    },
  }
  metrics.add(() => version, {
    betterbliss_build_info: {
      type: 'gauge',
      help: 'Always 1; the version that runs is its label',
      labels: ['version'],
      figures: (running) => [[{ version: running }, 1]],
    },
  })
  return metrics
}

function requestObserver(register: Registry): Metrics['observeRequest'] {
  const total = new Counter({
    name: 'betterbliss_http_requests_total',
    help: 'Requests that were answered, by the pattern of their route',
    labelNames: ['method', 'route', 'status'],
    registers: [register],
  })
  const durations = new Histogram({
    name: 'betterbliss_http_request_duration_seconds',
    help: 'From the head of a request to the end of its answer',
    labelNames: ['method', 'route'],
    buckets: SECONDS,
    registers: [register],
  })
  return ({ method: sent, route = 'none', status, seconds }) => {
    const method = METHODS.has(sent) ? sent : 'other'
    total.inc({ method, route, status })
    durations.observe({ method, route }, seconds)
  }
}

function textOf(labels: Partial<Record<string, string | number>>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, String(value)]))
}

/** null: nobody knows. */
async function settle<Read>(read: () => Read | Promise<Read>): Promise<{ read: Read } | null> {
  try {
    return { read: await read() }
  } catch {
    return null
  }
}

function teller<Read>(register: Registry, name: string, { type, help, labels, figures }: Family<Read>) {
  const options = { name, help, labelNames: [...labels], registers: [register] }
  const metric = type === 'gauge' ? new Gauge(options) : new Counter(options)
  return (value: { read: Read } | null): void => {
    // Without labels a reset leaves a 0 behind.
    metric.reset()
    if (value === null) metric.remove({})
    else for (const [given, figure] of figures(value.read)) metric.inc(given, figure)
  }
}
