import { readFileSync } from 'node:fs'
import { parser } from '@prometheus-io/lezer-promql'
import { parse } from 'yaml'
import { z } from 'zod'

const read = (path: string) => readFileSync(new URL(`../../../../infra/observability/${path}`, import.meta.url), 'utf8')

const rulesSchema = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string(),
          expr: z.string(),
          for: z
            .string()
            .regex(/^\d+[smh]$/)
            .optional(),
          labels: z.strictObject({ severity: z.enum(['critical', 'warning']) }),
          annotations: z.strictObject({ summary: z.string() }),
        }),
      ),
    }),
  ),
})
const dashboardSchema = z.object({ panels: z.array(z.object({ targets: z.array(z.object({ expr: z.string() })) })) })

/** All expressions of the alert rules and of the dashboard for Grafana. */
export function promqlExpressions(): string[] {
  const rules = rulesSchema.parse(parse(read('prometheus/alerts.yml'))).groups.flatMap((group) => group.rules)
  const { panels } = dashboardSchema.parse(JSON.parse(read('grafana/dashboard.json')))
  return [...rules, ...panels.flatMap(({ targets }) => targets)].map(({ expr }) => expr)
}

/** What an expression asks for. @throws Error where it is no PromQL. */
export function namesInPromql(expression: string): { metrics: string[]; labels: string[] } {
  // Grafana puts a duration in its place.
  const text = expression.replaceAll('$__rate_interval', '1m')
  const found = { metrics: new Set<string>(), labels: new Set<string>() }
  parser.parse(text).iterate({
    enter: ({ name, type, from, to }) => {
      if (type.isError) throw new Error(`Not PromQL at ${from}: ${text}`)
      if (name === 'Identifier') found.metrics.add(text.slice(from, to))
      if (name === 'LabelName') found.labels.add(text.slice(from, to))
    },
  })
  return { metrics: [...found.metrics], labels: [...found.labels] }
}

const openmetricsSchema = z.object({
  instances: z.array(z.object({ namespace: z.string(), metrics: z.array(z.record(z.string(), z.string())) })).min(1),
})
const monitorsSchema = z.array(
  z.object({ query: z.string(), options: z.object({ thresholds: z.record(z.string(), z.number()) }) }),
)
const widgetsSchema = z.object({
  widgets: z.array(z.object({ definition: z.object({ requests: z.array(z.object({ q: z.string() })) }) })),
})

/** All queries of the monitors and of the dashboard for Datadog. */
export function datadogQueries(): string[] {
  const monitors = monitorsSchema.parse(JSON.parse(read('datadog/monitors.json')))
  const { widgets } = widgetsSchema.parse(JSON.parse(read('datadog/dashboard.json')))
  const requests = widgets.flatMap(({ definition }) => definition.requests)
  return [...monitors.map(({ query }) => query), ...requests.map(({ q }) => q)]
}

/** Names of metrics in a query of Datadog: each stands between an aggregation and its scope. */
export function namesInDatadog(query: string): string[] {
  return [...query.matchAll(/\b(?:sum|min|max|avg|p\d\d):([a-z_.0-9]+)\{/g)].map(([, name = '']) => name)
}

/** What the agent's check takes, by the name that Prometheus' format has for it, and calls it; of each process the same. */
export function openmetricsNames(): Map<string, string> {
  const { instances } = openmetricsSchema.parse(parse(read('datadog/openmetrics.yaml')))
  return new Map(
    instances.flatMap(({ namespace, metrics }) =>
      metrics.flatMap((one) => Object.entries(one).map(([name, called]) => [name, `${namespace}.${called}`] as const)),
    ),
  )
}

/** The scrape configuration, as far as it names files and targets. */
export function scrapeConfiguration() {
  return z
    .object({
      rule_files: z.array(z.string()),
      scrape_configs: z.array(
        z.object({ job_name: z.string(), static_configs: z.array(z.object({ targets: z.array(z.string()) })) }),
      ),
    })
    .parse(parse(read('prometheus/prometheus.yml')))
}
