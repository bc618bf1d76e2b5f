import { openKeptMedia } from '@better-and-bliss/api/backup'
import { type Machine, readStudioSettings } from '@better-and-bliss/settings'
import type { Config } from '../config.ts'
import { environmentOf } from '../roles.ts'
import type { Secrets } from '../secrets.ts'

type Keys = Pick<Secrets, 'streamingSecretKey' | 'jwtSecretKey'>

/** The store that the worker of this installation uses. */
export async function storeOf(
  machine: Machine,
  { config, secrets, databaseUrl }: { config: Config; secrets: Keys; databaseUrl: string },
) {
  const variables = environmentOf('worker', config, secrets, databaseUrl)
  return openKeptMedia(readStudioSettings({ ...machine, variables }))
}
