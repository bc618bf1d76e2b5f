/** A process of its own, run beside a worker: ends with 0 while that worker does its work. */
import { hostname } from 'node:os'
import { runTask } from '@better-and-bliss/process'
import { readWorkerSettings } from '@better-and-bliss/settings'
import { systemClock } from './compose/machine.ts'
import { openPool } from './db/database.ts'
import { workerRuns } from './features/studio/system/worker-runs.ts'
import { requestLogger } from './http/request-log.ts'

await runTask({ name: 'health check of the worker' }, async ({ machine, stack }) => {
  const settings = readWorkerSettings(machine)
  const log = requestLogger({ level: settings.logLevel, role: 'worker-health' })
  const db = stack.use(openPool(settings.databaseUrl, { log, size: 1 }))
  return (await workerRuns({ db, clock: systemClock, host: hostname() })) ? 0 : 1
})
