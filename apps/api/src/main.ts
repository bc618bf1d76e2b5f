import cluster from 'node:cluster'
import { hostname } from 'node:os'
import { logIntake } from '@better-and-bliss/observability/logs'
import { metricsFor } from '@better-and-bliss/observability/metrics'
import { tracerOf } from '@better-and-bliss/observability/tracing'
import { runProcess } from '@better-and-bliss/process'
import { readApiSettings } from '@better-and-bliss/settings'
import { composeApi } from './compose/api.ts'
import { systemClock, systemRandom } from './compose/machine.ts'
import { tellApi } from './compose/metrics.ts'
import { placeAmongProcesses, startProcesses } from './compose/processes.ts'
import { migrate } from './db/migrate.ts'
import { requestLogger } from './http/request-log.ts'
import { buildServer } from './server.ts'
import { collectGarbage } from './small-heap.ts'

await runProcess({ name: 'API', portVariable: 'API_PORT' }, async ({ machine, stack }) => {
  const settings = readApiSettings(machine)
  const tracer = tracerOf(settings.observability)
  const intake = logIntake(settings.observability, { role: 'api', host: hostname() })
  if (intake) stack.use(intake)
  const log = requestLogger({ level: settings.logLevel, role: 'api', intake, tracer })
  await migrate(settings.databaseUrl.reveal())
  const { processes: count, host, port } = settings
  if (cluster.isPrimary && count > 1)
    return void stack.use(await startProcesses({ count, address: { host, port }, log }))
  const parts = stack.use(await composeApi({ settings, log, tracer }, { clock: systemClock, random: systemRandom }))
  const address = settings.metrics[placeAmongProcesses(machine)] ?? null
  const metrics = await metricsFor({ address, logged: settings.loggedMetrics, role: 'api', version: parts.version })
  if (metrics) tellApi(stack.use(metrics), parts.figures)
  const app = await buildServer({ ...parts, observeRequest: metrics?.observeRequest ?? null })
  stack.defer(() => app.close())
  await app.ready()
  await collectGarbage()
  await app.listen({ host, port })
})
