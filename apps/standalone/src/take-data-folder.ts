import { CannotStart } from '@better-and-bliss/process'
import type { Config } from './config.ts'
import { makeDataFolder } from './data-folder.ts'
import { lockFolder } from './lock.ts'
import { readRunning } from './running.ts'

/** Makes the data folder where there is none, and keeps others out until it is disposed of. @throws CannotStart when somebody has it. */
export async function takeDataFolder({ dataDir, mediaDir }: Config): Promise<AsyncDisposable> {
  await makeDataFolder(dataDir, mediaDir)
  const lock = await lockFolder(dataDir)
  if (lock) return lock
  const running = await readRunning(dataDir)
  const where = running ? ` at ${running.webUrl} (process ${running.pid})` : ''
  throw new CannotStart(
    `Better & Bliss already runs with ${dataDir}${where}. Stop it first, or choose another DATA_DIR.`,
  )
}
