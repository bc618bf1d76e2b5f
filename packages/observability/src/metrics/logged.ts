import type { Metrics, Sample } from './metrics.ts'

/** CloudWatch keeps one value a minute. */
const EVERY_MS = 60_000
const NAMESPACE = 'BetterAndBliss'

/**
 * Writes metrics of these names to the standard output once a minute, in the embedded metric format: CloudWatch makes metrics of
 * such lines wherever it collects a log, with the labels as dimensions.
 */
export function logMetrics(metrics: Pick<Metrics, 'samples'>, names: readonly string[]): Disposable {
  const tell = async () => {
    for (const line of embeddedLines(await metrics.samples(names), Date.now())) process.stdout.write(`${line}\n`)
  }
  const timer = setInterval(() => void tell(), EVERY_MS).unref()
  return { [Symbol.dispose]: () => clearInterval(timer) }
}

/**
 * One line for all that have the same labels.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function embeddedLines(samples: readonly Sample[], nowMs: number): string[] {
  const alike = Map.groupBy(samples, ({ labels }) => JSON.stringify(labels))
  return [...alike.values()].map((group) => {
    const labels = group[0]?.labels ?? {}
    const directive = {
      Namespace: NAMESPACE,
      Dimensions: [Object.keys(labels)],
      Metrics: group.map(({ name }) => ({ Name: name })),
    }
    const values = Object.fromEntries(group.map(({ name, value }) => [name, value]))
    return JSON.stringify({ _aws: { Timestamp: nowMs, CloudWatchMetrics: [directive] }, ...labels, ...values })
  })
}
