import { randomBytes, randomInt } from 'node:crypto'
import { runProcess } from '@better-and-bliss/process'
import { loadAccounts } from './accounts.ts'
import { backupRunner } from './backups/run-backup.ts'
import { scheduleBackups } from './backups/schedule.ts'
import { readConfig } from './config.ts'
import { keepFilesPrivate } from './data-folder.ts'
import { explain } from './explain.ts'
import { takeStandIn } from './google-stand-in/start.ts'
import { limitLogs, logFile } from './log-file.ts'
import { takeOutboxPort } from './outbox/address.ts'
import { checkPorts, portChoices } from './ports.ts'
import { type Report, reportOf } from './report.ts'
import { openRoleLogs } from './role-log.ts'
import { ENTRIES, ROLES } from './roles.ts'
import { announceRunning } from './running.ts'
import { loadSecrets } from './secrets.ts'
import { type System, startSystem } from './system.ts'
import { takeDataFolder } from './take-data-folder.ts'
import { openTerminal } from './terminal.ts'

const STOP_MS = 4_700
const LAST_RESORT_MS = 4_900
const terminal = openTerminal(process.stdout)

await runProcess(
  { name: 'Better & Bliss', stopMs: LAST_RESORT_MS, complain: (error) => terminal.settle(explain(error)) },
  async ({ machine, stack, impatient }) => {
    keepFilesPrivate()
    const config = readConfig(machine)
    stack.use(await takeDataFolder(config))
    await checkPorts(config.host, portChoices(config.ports))
    const outboxPort = await takeOutboxPort(config)
    const standIn = await takeStandIn(config, [...Object.values(config.ports), outboxPort], randomBytes)
    const secrets = await loadSecrets(config.dataDir, config.chosenKeys, randomBytes)
    const accounts = await loadAccounts(config.dataDir, randomInt)
    const logs = await openRoleLogs(config.dataDir, terminal.say)
    const logPaths = await Promise.all([...ROLES, 'postgres'].map((role) => logFile(config.dataDir, role)))
    stack.use(limitLogs(logPaths, config.logLimits, terminal.say))
    terminal.progress('Starting Better & Bliss …')
    const system = startSystem({ config, outboxPort, standIn, secrets, entries: ENTRIES, logs, terminal })
    stack.defer(() => stop(system))
    void impatient.then(() => system.stop(0))
    await serve(system, { config, outboxPort, standIn, accounts }, stack)
  },
)

/** Rejects when the system does not start. */
async function serve(system: System, about: Report, stack: AsyncDisposableStack): Promise<void> {
  const { config } = about
  const databaseUrl = await system.started
  const { backendUrl: apiUrl, frontendUrl: webUrl, edgeUrl, dataDir, mediaDir } = config
  const addresses = { apiUrl, webUrl, edgeUrl }
  stack.use(await announceRunning(dataDir, { pid: process.pid, databaseUrl, mediaDir, ...addresses }))
  terminal.settle(reportOf(about, performance.now()))
  if (config.backups) stack.use(scheduleBackups({ ...config.backups, make: backupRunner(config), say: terminal.say }))
  if (config.demoCatalogue) void system.makeDemo(databaseUrl)
}

async function stop(system: System): Promise<void> {
  terminal.settle('Stopping …')
  await system.stop(STOP_MS)
  terminal.say('Stopped.')
}
