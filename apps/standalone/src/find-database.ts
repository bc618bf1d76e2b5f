import { CannotStart, machineOf } from '@better-and-bliss/process'
import { readStandaloneSettings } from '@better-and-bliss/settings'
import { readRunning } from './running.ts'

/** The address of DATABASE_URL, or of what runs here. @throws CannotStart when there is neither. */
export async function findDatabase(): Promise<string> {
  const { dataDir, chosenDatabaseUrl } = readStandaloneSettings(await machineOf())
  const databaseUrl = chosenDatabaseUrl?.reveal() ?? (await readRunning(dataDir))?.databaseUrl
  if (databaseUrl !== undefined) return databaseUrl
  throw new CannotStart('Better & Bliss does not run here. Start it with `npm start`, or set DATABASE_URL.')
}
