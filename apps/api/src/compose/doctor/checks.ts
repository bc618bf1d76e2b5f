import type { ApiSettings, DoctorSettings } from '@better-and-bliss/settings'
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
import { captchaCheck, googleCheck, identityCheck, redisCheck, storeCheck, workerCheck } from './services.ts'
import { settingsCheck } from './settings.ts'

interface Surroundings {
  nowMs: () => number
  /** The release that this is. */
  version: string
}

/** What an API looks at: what its own settings speak of. */
export function checksOfApi(settings: ApiSettings, surroundings: Surroundings): Check[] {
  return [...sharedChecks(settings, surroundings), diskCheck([mediaFolder(settings)])]
}

/** Of media, or of those that are being worked on. */
function mediaFolder({ store }: Pick<ApiSettings, 'store'>): string {
  return store.kind === 'disk' ? store.folder : store.workFolder
}

function sharedChecks(settings: ApiSettings, surroundings: Surroundings): Check[] {
  const of = { ...settings, ...surroundings }
  return [
    settingsCheck(settings),
    databaseCheck(of),
    workerCheck(of),
    redisCheck(of),
    storeCheck(of),
    identityCheck(of),
    googleCheck(of),
    captchaCheck(of),
    webAppCheck(of),
    apiCheck(of),
    edgeCheck(of),
    countriesCheck(of),
    datadogCheck(of),
  ]
}

export interface OfInstallation extends Surroundings {
  /** Of the backups that the settings ask for. */
  newestBackupAtMs: number | null
  /** Files that may hold secrets, absolute. */
  secretFiles: readonly string[]
}

/** What is looked at from a terminal: all of it, with the settings of every process. */
export function checksOfInstallation(settings: DoctorSettings, surroundings: OfInstallation): Check[] {
  const { backups, dataDir } = settings
  const daily = backups && { folder: backups.folder, newestAtMs: surroundings.newestBackupAtMs }
  return [
    ...sharedChecks(settings, surroundings),
    mailCheck(settings),
    ffmpegCheck(settings),
    mediaConvertCheck(settings),
    keyValueStoreCheck(settings),
    backupsCheck({ ...settings, ...surroundings, daily }),
    secretFilesCheck(surroundings.secretFiles, settings.environment),
    diskCheck([dataDir, mediaFolder(settings), ...(backups ? [backups.folder] : [])]),
  ]
}
