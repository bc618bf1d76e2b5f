import { randomBytes, randomInt } from 'node:crypto'
import { type Account, loadAccounts } from './accounts.ts'
import { CannotStart } from './cannot-start.ts'
import { type Config, readConfig } from './config.ts'
import { keepFilesPrivate, makeDataFolder } from './data-folder.ts'
import { explain } from './explain.ts'
import { lockFolder } from './lock.ts'
import { limitLogs, logFile } from './log-file.ts'
import { checkPorts } from './ports.ts'
import { reportOf } from './report.ts'
import { openRoleLogs } from './role-log.ts'
import { ENTRIES, ROLES } from './roles.ts'
import { announceRunning, readRunning } from './running.ts'
import { loadSecrets } from './secrets.ts'
import { stopSignals } from './signals.ts'
import { type System, startSystem } from './system.ts'
import { openTerminal } from './terminal.ts'

const STOP_MS = 4_700
const LAST_RESORT_MS = 4_900
const terminal = openTerminal(process.stdout)

await main().catch(complain)

async function main(): Promise<void> {
  keepFilesPrivate()
  const stopAsked = stopSignals(process, () => performance.now())
  const config = readConfig()
  await using stack = new AsyncDisposableStack()
  stack.use(await takeDataFolder(config))
  await checkPorts(config.host, Object.values(config.ports))
  const secrets = await loadSecrets(config.dataDir, config.chosen, randomBytes)
  const accounts = await loadAccounts(config.dataDir, randomInt)
  const logs = await openRoleLogs(config.dataDir, terminal.say)
  const logPaths = await Promise.all([...ROLES, 'postgres'].map((role) => logFile(config.dataDir, role)))
  stack.use(limitLogs(logPaths, config.logLimits, terminal.say))
  terminal.progress('Starting Better & Bliss …')
  const system = startSystem({ config, secrets, entries: ENTRIES, logs, terminal })
  stack.defer(() => stop(system))
  void stopAsked.again.then(() => system.stop(0))
  const served = serve(system, config, accounts, stack).then(() => stopAsked.first)
  await Promise.race([stopAsked.first, served]).catch(complain)
}

/** Rejects when the system does not start. */
async function serve(system: System, config: Config, accounts: Account[], stack: AsyncDisposableStack): Promise<void> {
  const databaseUrl = await system.started
  const { urls, mediaDir } = config
  const addresses = { apiUrl: urls.api, webUrl: urls.web, edgeUrl: urls.edge }
  stack.use(await announceRunning(config.dataDir, { pid: process.pid, databaseUrl, mediaDir, ...addresses }))
  terminal.settle(reportOf(config, accounts, performance.now()))
  if (config.demoCatalogue) void system.makeDemo(databaseUrl)
}

async function stop(system: System): Promise<void> {
  setTimeout(() => process.exit(1), LAST_RESORT_MS).unref()
  terminal.settle('Stopping …')
  await system.stop(STOP_MS)
  terminal.say('Stopped.')
}

async function takeDataFolder({ dataDir, mediaDir }: Config): Promise<AsyncDisposable> {
  await makeDataFolder(dataDir, mediaDir)
  const lock = await lockFolder(dataDir)
  if (lock) return lock
  const running = await readRunning(dataDir)
  const where = running ? ` at ${running.webUrl} (process ${running.pid})` : ''
  throw new CannotStart(
    `Better & Bliss already runs with ${dataDir}${where}. Stop it first, or choose another DATA_DIR.`,
  )
}

function complain(error: unknown): void {
  process.exitCode = 1
  terminal.settle(explain(error))
}
