import { join } from 'node:path'
import type { Secret } from '@better-and-bliss/settings'
import { z } from 'zod'
import { readJson, writePrivateJson } from './json-file.ts'

const SECRET_BYTES = 32

const schema = z.object({
  databasePassword: z.string().min(32),
  streamingSecretKey: z.string().min(32),
  jwtSecretKey: z.string().min(32),
  /** Of VAPID; files of earlier releases have none. */
  vapidPrivateKey: z.string().length(43).optional(),
})
export type Secrets = z.infer<typeof schema>

/** What somebody configured wins over what was generated. */
interface Chosen {
  streamingSecretKey?: Secret | undefined
  jwtSecretKey?: Secret | undefined
  vapidPrivateKey?: Secret | undefined
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
  const kept = await completed(secretsFile(dataDir), await keptSecrets(dataDir), randomBytes)
  return {
    databasePassword: kept.databasePassword,
    streamingSecretKey: chosen.streamingSecretKey?.reveal() ?? kept.streamingSecretKey,
    jwtSecretKey: chosen.jwtSecretKey?.reveal() ?? kept.jwtSecretKey,
    vapidPrivateKey: chosen.vapidPrivateKey?.reveal() ?? kept.vapidPrivateKey,
  }
}

/** Where they are kept. */
export function secretsFile(dataDir: string): string {
  return join(dataDir, 'secrets.json')
}

/** @returns undefined where none were made yet. @throws CannotStart as `loadSecrets` does. */
export async function keptSecrets(dataDir: string): Promise<Secrets | undefined> {
  const remedy = 'Bring it back from a copy: it holds the password of the database beside it.'
  return readJson(secretsFile(dataDir), schema, remedy)
}

/** What is kept, with what was missing of it. */
async function completed(
  path: string,
  kept: Secrets | undefined,
  randomBytes: (size: number) => Buffer,
): Promise<Secrets> {
  if (kept?.vapidPrivateKey) return kept
  const secret = () => randomBytes(SECRET_BYTES).toString('base64url')
  const others = kept ?? { databasePassword: secret(), streamingSecretKey: secret(), jwtSecretKey: secret() }
  const secrets = { ...others, vapidPrivateKey: privateKey(randomBytes) }
  await writePrivateJson(path, secrets)
  return secrets
}

/** Of P-256: less than the order of its group, whose first bit is set. */
function privateKey(randomBytes: (size: number) => Buffer): string {
  const bytes = randomBytes(SECRET_BYTES)
  bytes[0] = (bytes[0] ?? 0) & 0x7f
  return bytes.toString('base64url')
}
