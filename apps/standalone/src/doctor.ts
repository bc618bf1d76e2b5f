import { resolve } from 'node:path'
import {
  checksOfApi,
  checksOfInstallation,
  checksOfWorker,
  diagnoseCognito,
  type Examined,
  examine,
} from '@better-and-bliss/api/doctor'
import { CannotStart, runTask } from '@better-and-bliss/process'
import {
  ConfigError,
  type Machine,
  readApiSettings,
  readCognitoSettings,
  readDoctorSettings,
  readWorkerSettings,
} from '@better-and-bliss/settings'
import { backupsIn } from './backups/schedule.ts'
import { VERSION } from './backups/version.ts'
import { readConfig } from './config.ts'
import { hasWrong, reportOf } from './doctor/report.ts'
import { explain } from './explain.ts'
import { findDatabase } from './find-database.ts'
import { isErrno } from './json-file.ts'
import { environmentOf } from './roles.ts'
import { keptSecrets, secretsFile } from './secrets.ts'

const USAGE = `Looks at the Better & Bliss that runs here, or at that of DATABASE_URL, and at everything that it depends on, and says what
does not fit and what to do. It sends no mail, and deletes what it writes. Exit code 0: it is fit; 1: something must be mended.

  npm run doctor                everything, by the settings of all processes
  npm run doctor -- api         what an API depends on, by its settings alone, as in its container
  npm run doctor -- worker      the same of a worker
  npm run doctor -- cognito     the user pool of COGNITO_USER_POOL_ID alone, before anything is started`

const SURROUNDINGS = { nowMs: Date.now, version: VERSION }

/** By the word that asks for it. */
const LOOKS = new Map<string, (machine: Machine) => Promise<Examined[]>>([
  ['all', lookAtAll],
  ['api', async (machine) => examine(checksOfApi(readApiSettings(machine), SURROUNDINGS))],
  ['worker', async (machine) => examine(checksOfWorker(readWorkerSettings(machine), SURROUNDINGS))],
  ['cognito', lookAtPool],
])

await runTask({ name: 'doctor', complain: (error) => console.error(explain(error)) }, async ({ machine }) => {
  const [subject = 'all', ...more] = process.argv.slice(2)
  const look = more.length === 0 ? LOOKS.get(subject) : undefined
  if (!look) throw new CannotStart(USAGE)
  const examined = await look(machine).catch(toExamined)
  console.log(reportOf(examined))
  return hasWrong(examined) ? 1 : 0
})

async function lookAtPool(machine: Machine): Promise<Examined[]> {
  const settings = readCognitoSettings(machine)
  const { userPoolId, clientId } = settings.cognito
  const { checks, findings } = await diagnoseCognito(settings)
  const fits = { kind: 'fits' as const, says: `It fits: ${checks} things were looked at.` }
  return [
    { subject: `User pool ${userPoolId}, app client ${clientId}`, outcomes: findings.length > 0 ? findings : [fits] },
  ]
}

async function lookAtAll(machine: Machine): Promise<Examined[]> {
  const { dataDir, backups } = readConfig(machine)
  const settings = readDoctorSettings({ ...machine, variables: await variablesOf(machine) })
  const made = backups ? await backupsIn(backups.folder).catch(noneWithoutFolder) : []
  const newestBackupAtMs = made.at(-1)?.madeAtMs ?? null
  const secretFiles = [resolve('.env'), secretsFile(dataDir)]
  return examine(checksOfInstallation(settings, { ...SURROUNDINGS, newestBackupAtMs, secretFiles }))
}

/** What all processes of the installation are started with, together. */
async function variablesOf(machine: Machine): Promise<NodeJS.ProcessEnv> {
  const config = readConfig(machine)
  const { chosenKeys, dataDir } = config
  const databaseUrl = await findDatabase()
  const kept = await keptSecrets(dataDir)
  const keys = {
    streamingSecretKey: chosenKeys.streamingSecretKey?.reveal() ?? kept?.streamingSecretKey ?? '',
    jwtSecretKey: chosenKeys.jwtSecretKey?.reveal() ?? kept?.jwtSecretKey ?? '',
    vapidPrivateKey: chosenKeys.vapidPrivateKey?.reveal() ?? kept?.vapidPrivateKey,
  }
  const of = (role: 'worker' | 'api') => environmentOf(role, config, keys, databaseUrl)
  return { ...of('worker'), ...of('api') }
}

function noneWithoutFolder(error: unknown): [] {
  if (isErrno(error, 'ENOENT')) return []
  throw error
}

/** What keeps anything from being looked at is told as everything else is. */
function toExamined(error: unknown): Examined[] {
  if (error instanceof ConfigError)
    return [refused('Settings', error.problems, 'Correct it; .env.example describes each.')]
  if (error instanceof CannotStart) return [refused('Installation', [error.message], 'Then look again.')]
  throw error
}

function refused(subject: string, problems: readonly string[], remedy: string): Examined {
  return { subject, outcomes: problems.map((says) => ({ kind: 'wrong', says, remedy })) }
}
