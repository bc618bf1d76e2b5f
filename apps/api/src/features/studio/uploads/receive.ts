import { createHash, type Hash } from 'node:crypto'
import type { ObjectStore, Part } from '@better-and-bliss/object-store'
import type { Pool } from '../../../db/database.ts'
import { AppError } from '../../../errors.ts'
import type { Clock } from '../../../ports/clock.ts'
import { partBytesOf, tailKey } from './parts-of.ts'
import { rewindUpload, saveReceived, type UploadRow } from './upload-queries.ts'

export interface ReceiveParts {
  db: Pick<Pool, 'query' | 'transaction'>
  store: ObjectStore
  clock: Clock
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
 * @throws AppError `offset_conflict`, `checksum_mismatch`, `too_large`; whatever the stream broke off with.
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
    for await (const chunk of bytes) {
      await filling.add(chunk)
      hash?.update(chunk)
      if (!hash) await filling.save()
    }
  } catch (error) {
    if (!hash) await filling.saveAll().catch(() => {})
    throw error
  }
  if (hash && checksum) assertSame(hash, checksum)
  return filling.saveAll()
}

function assertSame(hash: Hash, { algorithm, digest }: Checksum): void {
  if (hash.digest().equals(digest)) return
  throw new AppError('checksum_mismatch', `These bytes do not have the ${algorithm} that was named. Send them again.`)
}

/** Makes parts of bytes. One is sent to the store while the next one fills. */
async function fillingOf({ db, store, clock }: ReceiveParts, upload: UploadRow) {
  const { id, length, object_key: key, store_upload_id: uploadId } = upload
  const partBytes = partBytesOf(upload)
  /** Where the part begins that is being filled. */
  let start = upload.received - (upload.received % partBytes)
  let buffer = Buffer.allocUnsafe(Math.min(partBytes, length - start))
  let filled = await readTail(start)
  let saved = upload.received
  let arrived: Part[] = []
  let sending: Promise<void> = Promise.resolve()

  async function readTail(begin: number): Promise<number> {
    const size = upload.received - begin
    if (size === 0) return 0
    const tail = await store.read(tailKey(upload, upload.received))
    if (tail?.length === size) return Buffer.from(tail).copy(buffer)
    await rewindUpload(db, { id, from: upload.received, to: begin })
    throw offsetConflict()
  }

  async function send(): Promise<void> {
    const [number, whole] = [start / partBytes + 1, buffer]
    await sending
    sending = store.putPart({ key, uploadId }, number, whole).then((part) => void arrived.push(part))
    // It is awaited before the next one is sent, and before anything is saved.
    sending.catch(() => {})
    start += whole.length
    filled = 0
    buffer = Buffer.allocUnsafe(Math.min(partBytes, length - start))
  }

  async function saveUpTo(to: number): Promise<void> {
    const [from, some] = [saved, arrived]
    if (to === from) return
    arrived = []
    const isSaved = await db.transaction((tx) => saveReceived(tx, { id, from, to, parts: some, nowMs: clock.nowMs() }))
    if (!isSaved) throw offsetConflict()
    saved = to
    if (from % partBytes !== 0) await store.delete(tailKey(upload, from))
  }

  return {
    async add(chunk: Uint8Array): Promise<void> {
      if (start + filled + chunk.length > length) {
        throw new AppError('too_large', `This upload has ${length} bytes, as it was begun; more were sent.`)
      }
      for (let taken = 0; taken < chunk.length; ) {
        const some = chunk.subarray(taken, taken + buffer.length - filled)
        buffer.set(some, filled)
        filled += some.length
        taken += some.length
        if (filled === buffer.length) await send()
      }
    },

    /** Notes the parts that have arrived meanwhile. */
    async save(): Promise<void> {
      if (arrived.length > 0) await saveUpTo(Math.min(length, (arrived.at(-1)?.number ?? 0) * partBytes))
    },

    /** Notes all that came, with what is no whole part yet. */
    async saveAll(): Promise<number> {
      await sending
      const received = start + filled
      if (filled > 0 && received > saved) await store.put(tailKey(upload, received), buffer.subarray(0, filled))
      await saveUpTo(received)
      return received
    },
  }
}

export function offsetConflict(): AppError {
  return new AppError('offset_conflict', 'The upload stands elsewhere. Ask where, and go on from there.')
}
