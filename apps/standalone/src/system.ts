import { join } from 'node:path'
import { CannotStart } from '@better-and-bliss/process'
import type { Config } from './config.ts'
import { assembleCrew, type Crew } from './crew.ts'
import { demoProgress } from './demo-catalogue.ts'
import { diskProblem, watchDisk } from './disk-space.ts'
import { type StandIn, variablesOf } from './google-stand-in/start.ts'
import { type NodeProcess, nodeService } from './node-service.ts'
import { checkExternalDatabase } from './postgres/external.ts'
import { postgresService } from './postgres/service.ts'
import type { RoleLog } from './role-log.ts'
import { environmentOf, optionsOf, type Role } from './roles.ts'
import type { Secrets } from './secrets.ts'
import type { Terminal } from './terminal.ts'

export interface System {
  /** Resolves, with the database's URL, when everything answers. Rejects when something does not start. */
  started: Promise<string>
  /** Makes the demo catalogue in the background, as far as it is not there yet. */
  makeDemo(databaseUrl: string): Promise<void>
  /** Ends the processes, then the database they use. */
  stop(patienceMs: number): Promise<void>
}

interface Parts {
  config: Config
  /** Of the page that shows the outbox; null where there is none. */
  outboxPort: number | null
  /** For Google; null where there is none. */
  standIn: StandIn | null
  secrets: Secrets
  entries: Record<Role, URL>
  logs: Record<Role, RoleLog>
  terminal: Terminal
}

const DATABASE_MOMENT_MS = 700

export function startSystem(parts: Parts): System {
  const { terminal, config } = parts
  const folders = new Set([config.dataDir])
  const diagnose = () => diskProblem([...folders])
  const database = assembleCrew(terminal.say, diagnose)
  const processes = assembleCrew(terminal.say, diagnose)
  const started = start(parts, database, processes, folders).catch(async (error: unknown) => {
    const reason = await diagnose()
    throw reason ? new CannotStart(`${error instanceof Error ? error.message : String(error)}\n${reason}.`) : error
  })
  // Whoever awaits it hears of it; until then it is no crash.
  started.catch(() => {})
  const watch = watchDisk(diagnose, terminal.say)
  return {
    started,
    makeDemo: (databaseUrl) => makeDemo(parts, processes, databaseUrl),
    async stop(patienceMs) {
      watch[Symbol.dispose]()
      const deadlineMs = performance.now() + patienceMs
      await processes.stop(Math.max(0, patienceMs - DATABASE_MOMENT_MS))
      await database.stop(Math.max(0, deadlineMs - performance.now()))
    },
  }
}

/** In parallel where nothing depends on another: the web app needs no database, the edge asks the API what was revoked. */
async function start(parts: Parts, database: Crew, processes: Crew, folders: Set<string>): Promise<string> {
  const web = run('web', parts, processes)
  web.catch(() => {})
  const databaseUrl = await startDatabase(parts, database, folders)
  await Promise.all([
    web,
    run('api', parts, processes, databaseUrl).then(() => run('edge', parts, processes)),
    run('worker', parts, processes, databaseUrl),
    parts.outboxPort !== null && run('outbox', parts, processes),
    parts.standIn && run('google-stand-in', parts, processes),
    makeAccounts(parts, processes, databaseUrl),
  ])
  return databaseUrl
}

/** @param folders takes that of the database, which is not always in the data folder. */
async function startDatabase({ config, secrets, terminal }: Parts, crew: Crew, folders: Set<string>): Promise<string> {
  const databaseUrl = config.chosenDatabaseUrl?.reveal()
  if (databaseUrl !== undefined) {
    await checkExternalDatabase(databaseUrl)
    return databaseUrl
  }
  let url = ''
  const options = { dataDir: config.dataDir, password: secrets.databasePassword, log: terminal.say }
  const start = postgresService(options, (postgres) => {
    url = postgres.url
    folders.add(postgres.folder)
  })
  await crew.keepUp('database', start)
  return url
}

async function run(role: Role, parts: Parts, crew: Crew, databaseUrl = ''): Promise<void> {
  try {
    await crew.keepUp(role, () => nodeService(processOf(role, parts, databaseUrl)))
  } catch (error) {
    const how = error instanceof Error ? error.message : String(error)
    throw new CannotStart(`The ${role} did not start (${how}). ${whereToLook(role, parts)}`)
  }
}

async function makeAccounts(parts: Parts, crew: Crew, databaseUrl: string): Promise<void> {
  const how = await crew.runOnce(() => nodeService(processOf('accounts', parts, databaseUrl)))
  if (how === 'exit code 0') return
  throw new CannotStart(`The accounts could not be made (${how}). ${whereToLook('accounts', parts)}`)
}

async function makeDemo(parts: Parts, crew: Crew, databaseUrl: string): Promise<void> {
  const onMessage = demoProgress(parts.terminal)
  const process = { ...processOf('demo', parts, databaseUrl), background: true, onMessage }
  const how = await crew.runOnce(() => nodeService(process))
  if (how === undefined || how === 'exit code 0') return
  parts.terminal.settle(`The demo catalogue is not complete (${how}). ${whereToLook('demo', parts)}`)
}

function processOf(role: Role, parts: Parts, databaseUrl: string): NodeProcess {
  const { config, secrets, entries, logs, outboxPort, standIn } = parts
  const environment = environmentOf(role, config, secrets, databaseUrl)
  if (role === 'outbox') environment.OUTBOX_PORT = String(outboxPort)
  if (standIn && (role === 'api' || role === 'google-stand-in')) Object.assign(environment, variablesOf(standIn))
  return { entry: entries[role], options: optionsOf(role, config), environment, log: logs[role] }
}

function whereToLook(role: Role, { config }: Parts): string {
  return `Its log: ${join(config.dataDir, 'logs', `${role}.log`)}`
}
