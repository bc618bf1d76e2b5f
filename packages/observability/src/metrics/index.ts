export { counters, type Family, type Figure, gauge, gauges } from './families.ts'
export type { AnsweredRequest, Metrics } from './metrics.ts'
export { metricsFor } from './server.ts'
