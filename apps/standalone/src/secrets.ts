import { join } from 'node:path'
import type { Secret } from '@better-and-bliss/settings'
import { z } from 'zod'
import { readJson, writePrivateJson } from './json-file.ts'

const SECRET_BYTES = 32

const schema = z.object({
  databasePassword: z.string().min(32),
  streamingSecretKey: z.string().min(32),
  jwtSecretKey: z.string().min(32),
})
export type Secrets = z.infer<typeof schema>

/** What somebody configured wins over what was generated. */
interface Chosen {
  streamingSecretKey?: Secret | undefined
  jwtSecretKey?: Secret | undefined
}

/**
 * The secrets of this installation. Those that nobody configured are generated on the first start and kept in
 * `secrets.json`, mode 600.
 *
 * @throws CannotStart when that file is damaged: new ones would lock everybody out of the database and their sessions.
 */
export async function loadSecrets(
  dataDir: string,
  chosen: Chosen,
  randomBytes: (size: number) => Buffer,
): Promise<Secrets> {
  const path = join(dataDir, 'secrets.json')
  const remedy = 'Bring it back from a copy: it holds the password of the database beside it.'
  const kept = (await readJson(path, schema, remedy)) ?? (await generate(path, randomBytes))
  return {
    databasePassword: kept.databasePassword,
    streamingSecretKey: chosen.streamingSecretKey?.reveal() ?? kept.streamingSecretKey,
    jwtSecretKey: chosen.jwtSecretKey?.reveal() ?? kept.jwtSecretKey,
  }
}

async function generate(path: string, randomBytes: (size: number) => Buffer): Promise<Secrets> {
  const secret = () => randomBytes(SECRET_BYTES).toString('base64url')
  const secrets = { databasePassword: secret(), streamingSecretKey: secret(), jwtSecretKey: secret() }
  await writePrivateJson(path, secrets)
  return secrets
}
