import { createHash, type Hash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ReadableStream } from 'node:stream/web'
import { createGunzip, createGzip } from 'node:zlib'
import { Decrypter, Encrypter, generateIdentity, identityToRecipient } from 'age-encryption'
import { BackupError } from './backup-error.ts'
import type { BackupFile } from './manifest.ts'

const KEY_FILE = 'key.age'

export type Chunks = AsyncIterable<Uint8Array, void>

/** How the bytes of files become those of a backup. */
export interface Sealing {
  write(path: string, chunks: Chunks, options: { gzip: boolean }): Promise<BackupFile>
  /** The bytes as they were. */
  read(file: BackupFile, options: { gzip: boolean }): Chunks
}

/**
 * A new sealing in a folder. With a passphrase each file is encrypted (age, https://age-encryption.org/v1) to a key of this backup alone, and that key with
 * the passphrase, once: what makes guessing slow takes a second. The command `age` opens both.
 */
export async function newSealing(folder: string, passphrase: string | null): Promise<Sealing> {
  if (passphrase === null) return sealingIn(folder, null)
  const identity = await generateIdentity()
  const encrypter = new Encrypter()
  encrypter.setPassphrase(passphrase)
  await writeFile(join(folder, KEY_FILE), await encrypter.encrypt(identity), { flag: 'wx', mode: 0o600 })
  return sealingIn(folder, identity)
}

/** @throws BackupError when a passphrase is missing, or another one. */
export async function openSealing(folder: string, passphrase: string | null): Promise<Sealing> {
  const sealedKey = await readFile(join(folder, KEY_FILE)).catch(() => null)
  if (sealedKey === null) return sealingIn(folder, null)
  if (passphrase === null) throw new BackupError('This backup is encrypted: name the file that has its passphrase.')
  const decrypter = new Decrypter()
  decrypter.addPassphrase(passphrase)
  try {
    return sealingIn(folder, await decrypter.decrypt(sealedKey, 'text'))
  } catch (error) {
    throw new BackupError('The passphrase is not the one that this backup was made with.', { cause: error })
  }
}

function sealingIn(folder: string, identity: string | null): Sealing {
  return {
    async write(path, chunks, { gzip }) {
      const named = identity === null ? path : `${path}.age`
      const target = join(folder, named)
      await mkdir(dirname(target), { recursive: true, mode: 0o700 })
      const digest = createHash('sha256')
      const packed = gzip ? through(chunks, createGzip()) : chunks
      const sealed = identity === null ? packed : encrypted(packed, identity)
      await pipeline(noting(sealed, digest), createWriteStream(target, { flags: 'wx', mode: 0o600, flush: true }))
      return { path: named, bytes: (await stat(target)).size, sha256: digest.digest('hex') }
    },
    read({ path }, { gzip }) {
      const sealed: Chunks = createReadStream(join(folder, path))
      const packed = identity === null ? sealed : decrypted(sealed, identity)
      return gzip ? through(packed, createGunzip()) : packed
    },
  }
}

async function* noting(chunks: Chunks, digest: Hash): Chunks {
  for await (const chunk of chunks) {
    digest.update(chunk)
    yield chunk
  }
}

async function* through(chunks: Chunks, transform: Transform): Chunks {
  const passed = pipeline(chunks, transform)
  // Whoever reads hears of it: a failure destroys the transform.
  passed.catch(() => {})
  yield* transform
  await passed
}

async function* encrypted(chunks: Chunks, identity: string): Chunks {
  const encrypter = new Encrypter()
  encrypter.addRecipient(await identityToRecipient(identity))
  yield* await encrypter.encrypt(ReadableStream.from(chunks))
}

async function* decrypted(chunks: Chunks, identity: string): Chunks {
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  yield* await decrypter.decrypt(ReadableStream.from(chunks))
}

/** @throws BackupError when a file is not what the manifest says. */
export async function verifyFile(folder: string, { path, bytes, sha256 }: BackupFile): Promise<void> {
  const digest = createHash('sha256')
  let size = 0
  try {
    for await (const chunk of createReadStream(join(folder, path)) as Chunks) {
      digest.update(chunk)
      size += chunk.length
    }
  } catch (error) {
    throw new BackupError(`${path} cannot be read: this is half a backup.`, { cause: error })
  }
  if (size !== bytes || digest.digest('hex') !== sha256)
    throw new BackupError(`${path} is not as it was written: it was changed, or its disk is failing.`)
}
