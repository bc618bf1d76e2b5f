import { createHash, type Hash } from 'node:crypto'
import type { ObjectStore, Part } from '@better-and-bliss/object-store'
import type { Pool } from '../../../db/database.ts'
import { AppError } from '../../../errors.ts'
import type { Clock } from '../../../ports/clock.ts'
import type { Random } from '../../../ports/random.ts'
import { noUpload, offsetConflict } from './own-upload.ts'
import { piecesOf } from './part-pieces.ts'
import { rightsOf } from './part-rights.ts'
import { partBytesOf, tailKey } from './parts-of.ts'
import { rewindUpload, saveReceived, selectUpload, type UploadRow } from './upload-queries.ts'

export interface ReceiveParts {
  db: Pick<Pool, 'query' | 'transaction'>
  store: ObjectStore
  clock: Clock
  random: Random
}

/** What the bytes of one request must add up to. */
export interface Checksum {
  algorithm: 'sha1' | 'sha256'
  digest: Buffer
}

/**
 * Appends the bytes of one request to an upload. Those that came before it broke off stay; with a checksum either all do or
 * none, since a part of them proves nothing.
 *
 * @returns how many bytes of the upload are there for good.
 * @throws AppError `offset_conflict`, `checksum_mismatch`, `too_large`, `not_found` where it was removed meanwhile; whatever the
 *   stream broke off with.
 */
export async function receive(
  parts: ReceiveParts,
  upload: UploadRow,
  bytes: AsyncIterable<Uint8Array>,
  checksum: Checksum | null,
): Promise<number> {
  const filling = await fillingOf(parts, upload)
  const hash = checksum && createHash(checksum.algorithm)
  try {
    try {
      for await (const chunk of bytes) {
        await filling.add(chunk)
        hash?.update(chunk)
        if (!hash) await filling.save()
      }
    } catch (error) {
      if (!hash && !isConflict(error)) await filling.saveAll().catch(() => {})
      throw error
    }
    if (hash && checksum) assertSame(hash, checksum)
    return await filling.saveAll()
  } catch (error) {
    throw (await selectUpload(parts.db, upload.id).catch(() => upload)) ? error : noUpload()
  } finally {
    await filling.release()
  }
}

function assertSame(hash: Hash, { algorithm, digest }: Checksum): void {
  if (hash.digest().equals(digest)) return
  throw new AppError('checksum_mismatch', `These bytes do not have the ${algorithm} that was named. Send them again.`)
}

/** Makes parts of bytes. One is sent to the store while the next one fills. */
async function fillingOf(parts: ReceiveParts, upload: UploadRow) {
  const { store, random } = parts
  const { id, length, object_key: key, store_upload_id: uploadId } = upload
  const partBytes = partBytesOf(upload)
  const rights = rightsOf(parts, id)
  const saves = savesOf(parts, upload, rights)
  /** Where the part begins that is being filled. */
  let start = upload.received - (upload.received % partBytes)
  const pieces = piecesOf(await readTail(parts, upload, start))
  let arrived: Part[] = []
  let sending: Promise<void> = Promise.resolve()

  const roomInPart = () => Math.min(partBytes, length - start) - pieces.size()

  async function send(): Promise<void> {
    await sending
    const number = start / partBytes + 1
    await rights.claim(number, saves.saved())
    start += pieces.size()
    const write = rights.keptDuring(store.putPart({ key, uploadId }, number, pieces.taken()))
    sending = write.then((part) => void arrived.push(part))
    // It is awaited before the next one is sent, and before anything is saved.
    sending.catch(() => {})
  }

  function saveUpTo(to: number, newTail: string | null): Promise<void> {
    const some = arrived
    arrived = []
    return saves.save(to, some, newTail)
  }

  return {
    async add(chunk: Uint8Array): Promise<void> {
      if (start + pieces.size() + chunk.length > length) {
        throw new AppError('too_large', `This upload has ${length} bytes, as it was begun; more were sent.`)
      }
      for (let taken = 0; taken < chunk.length; ) {
        const some = chunk.subarray(taken, taken + roomInPart())
        pieces.add(some)
        taken += some.length
        if (roomInPart() === 0) await send()
      }
    },

    /** Notes the parts that have arrived meanwhile. */
    async save(): Promise<void> {
      if (arrived.length > 0) await saveUpTo(Math.min(length, (arrived.at(-1)?.number ?? 0) * partBytes), null)
    },

    /** Notes all that came, with what is no whole part yet. */
    async saveAll(): Promise<number> {
      await sending
      const received = start + pieces.size()
      const hasTail = pieces.size() > 0 && received > saves.saved()
      const newTail = hasTail ? tailKey(upload, random.uuid()) : null
      if (newTail) await store.put(newTail, Buffer.concat(pieces.taken()))
      await saveUpTo(received, newTail)
      return received
    },

    /** Lets another request write. */
    async release(): Promise<void> {
      await sending.catch(() => {})
      await rights.release()
    },
  }
}

/** Notes how far an upload has come by one request. */
function savesOf({ db, store, clock }: ReceiveParts, upload: UploadRow, { writer }: ReturnType<typeof rightsOf>) {
  const { id } = upload
  let { received: saved, tail_key: tail } = upload

  return {
    saved: () => saved,

    /** @throws AppError `offset_conflict` */
    async save(to: number, parts: readonly Part[], newTail: string | null): Promise<void> {
      if (to === saved) return
      const save = { id, from: saved, to, parts, tailKey: newTail, writer: writer(), nowMs: clock.nowMs() }
      if (!(await db.transaction((tx) => saveReceived(tx, save)))) {
        if (newTail) await store.delete(newTail)
        throw offsetConflict()
      }
      const before = tail
      saved = to
      tail = newTail
      if (before) await store.delete(before)
    },
  }
}

/** What has arrived after the last whole part. Where it is lost, the upload goes back to that part's end. */
async function readTail(
  { db, store }: Pick<ReceiveParts, 'db' | 'store'>,
  { id, received, tail_key: key }: UploadRow,
  start: number,
): Promise<Uint8Array[]> {
  if (received === start) return []
  const bytes = key === null ? null : await store.read(key)
  if (bytes?.length === received - start) return [bytes]
  await rewindUpload(db, { id, from: received, to: start })
  throw offsetConflict()
}

function isConflict(error: unknown): boolean {
  return error instanceof AppError && error.code === 'offset_conflict'
}
