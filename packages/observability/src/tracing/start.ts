/**
 * Loaded by `--import` before anything else of a process, where DD_TRACE_ENABLED is set to whatever: what is loaded earlier cannot
 * be traced. Settings that are wrong are told by the process itself, which reads them again.
 */
import { machineBeforeSecrets, setVariables } from '@better-and-bliss/process'
import { ConfigError, readTracingSettings } from '@better-and-bliss/settings'
import { TRACER } from './tracer.ts'

/** What dd-trace would do beside tracing: none of it was asked for, and some of it sends what is on the machine. */
const NOTHING_ELSE = {
  DD_TRACE_ENABLED: 'true',
  DD_INSTRUMENTATION_TELEMETRY_ENABLED: 'false',
  DD_REMOTE_CONFIGURATION_ENABLED: 'false',
  DD_CRASHTRACKING_ENABLED: 'false',
  DD_APPSEC_ENABLED: 'false',
  DD_IAST_ENABLED: 'false',
  DD_PROFILING_ENABLED: 'false',
  DD_RUNTIME_METRICS_ENABLED: 'false',
  DD_DYNAMIC_INSTRUMENTATION_ENABLED: 'false',
  DD_LOGS_INJECTION: 'false',
  DD_TRACE_STARTUP_LOGS: 'false',
}

await start().catch((error: unknown) => {
  if (error instanceof ConfigError) return
  console.error('DD_TRACE_ENABLED: dd-trace cannot be loaded. Is it installed (npm ci without --omit=optional)?', error)
  process.exit(1)
})

async function start(): Promise<void> {
  const { observability } = readTracingSettings(machineBeforeSecrets())
  if (observability.kind === 'off' || !observability.traces) return
  setVariables(NOTHING_ELSE)
  const { startDatadog } = await import('./datadog.ts')
  const role = new URL(import.meta.url).searchParams.get('role') ?? 'process'
  Object.assign(globalThis, { [TRACER]: await startDatadog({ ...observability, role }) })
}
