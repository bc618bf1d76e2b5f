import type { ApiSettings, DoctorSettings, WorkerSettings } from '@better-and-bliss/settings'
import { apiCheck, webAppCheck } from './addresses.ts'
import { backupsCheck } from './backups.ts'
import type { Check } from './check.ts'
import { countriesCheck } from './countries.ts'
import { databaseCheck } from './database.ts'
import { datadogCheck } from './datadog.ts'
import { edgeCheck } from './edge.ts'
import { diskCheck, secretFilesCheck } from './machine.ts'
import { mailCheck } from './mail.ts'
import { ffmpegCheck, keyValueStoreCheck, mediaConvertCheck } from './media.ts'
import { pushCheck } from './push.ts'
import { captchaCheck, googleCheck, identityCheck, redisCheck, storeCheck, workerCheck } from './services.ts'
import { settingsCheck } from './settings.ts'

interface Surroundings {
  nowMs: () => number
  /** The release that this is. */
  version: string
}

/** What an API looks at: what its own settings speak of. */
export function checksOfApi(settings: ApiSettings, surroundings: Surroundings): Check[] {
  return [...apiChecks(settings, surroundings), ...sharedChecks(settings, surroundings), diskCheck([media(settings)])]
}

/** What a worker depends on, by its own settings. */
export function checksOfWorker(settings: WorkerSettings, surroundings: Surroundings): Check[] {
  return [...sharedChecks(settings, surroundings), ...workerChecks(settings), diskCheck([media(settings)])]
}

export interface OfInstallation extends Surroundings {
  /** Of the backups that the settings ask for. */
  newestBackupAtMs: number | null
  /** Files that may hold secrets, absolute. */
  secretFiles: readonly string[]
}

/** All of it, by the settings of every process, which none of them has. */
export function checksOfInstallation(settings: DoctorSettings, surroundings: OfInstallation): Check[] {
  const { backups, dataDir, environment } = settings
  const daily = backups && { folder: backups.folder, newestAtMs: surroundings.newestBackupAtMs }
  return [
    ...apiChecks(settings, surroundings),
    ...sharedChecks(settings, surroundings),
    ...workerChecks(settings),
    backupsCheck({ ...settings, ...surroundings, daily }),
    secretFilesCheck(surroundings.secretFiles, environment),
    diskCheck([dataDir, media(settings), ...(backups ? [backups.folder] : [])]),
  ]
}

function apiChecks(settings: ApiSettings, surroundings: Surroundings): Check[] {
  const of = { ...settings, ...surroundings }
  return [
    settingsCheck(settings),
    webAppCheck(of),
    apiCheck(of),
    edgeCheck(of),
    workerCheck(of),
    redisCheck(of),
    googleCheck(of),
    captchaCheck(of),
    countriesCheck(of),
  ]
}

type Shared = Pick<
  ApiSettings,
  'databaseUrl' | 'store' | 'identity' | 'aws' | 'backendUrl' | 'observability' | 'environment'
>

function sharedChecks(settings: Shared, surroundings: Surroundings): Check[] {
  const of = { ...settings, ...surroundings }
  return [databaseCheck(of), storeCheck(of), identityCheck(of), datadogCheck(of)]
}

type OfWorker = Pick<WorkerSettings, 'mail' | 'aws' | 'transcoder' | 'edgeStore' | 'webPush' | 'environment'>

function workerChecks(settings: OfWorker): Check[] {
  const ofMedia = [ffmpegCheck(settings), mediaConvertCheck(settings), keyValueStoreCheck(settings)]
  return [mailCheck(settings), pushCheck(settings), ...ofMedia]
}

/** The folder of media, or of those that are being worked on. */
function media({ store }: Pick<ApiSettings, 'store'>): string {
  return store.kind === 'disk' ? store.folder : store.workFolder
}
