import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Config } from '../config.ts'

const COMMAND = fileURLToPath(new URL('../backup.ts', import.meta.url))

/** Makes backups of what runs here by the command, in a process of its own, as the settings say. @throws Error with what it said. */
export function backupRunner({ inherited, dataDir, backups }: Pick<Config, 'inherited' | 'dataDir' | 'backups'>) {
  const options = [
    ...(backups?.copiesMedia ? ['--media'] : []),
    ...(backups?.passphraseFile ? ['--passphrase-file', backups.passphraseFile] : []),
  ]
  return async (folder: string, signal: AbortSignal): Promise<void> => {
    const env = { ...inherited, DATA_DIR: dataDir }
    try {
      await promisify(execFile)(process.execPath, [COMMAND, folder, ...options], { env, signal })
    } catch (error) {
      const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : ''
      throw said === '' ? error : new Error(said, { cause: error })
    }
  }
}
