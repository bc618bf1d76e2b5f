import { createHash, type Hash } from 'node:crypto'
import type { ObjectStore, Part } from '@better-and-bliss/object-store'
import type { Pool } from '../../../db/database.ts'
import { AppError } from '../../../errors.ts'
import type { Clock } from '../../../ports/clock.ts'
import type { Random } from '../../../ports/random.ts'
import { noUpload } from './own-upload.ts'
import { partBytesOf, tailKey } from './parts-of.ts'
import { claimPart, releaseParts, rewindUpload, saveReceived, selectUpload, type UploadRow } from './upload-queries.ts'

/** Longer than a store takes for a part. */
const LONGEST_WRITE_MS = 30_000

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

/** Makes parts of bytes. One is sent to the store while the next one fills; pieces are kept as they came, and never copied. */
async function fillingOf({ db, store, clock, random }: ReceiveParts, upload: UploadRow) {
  const { id, length, object_key: key, store_upload_id: uploadId } = upload
  const partBytes = partBytesOf(upload)
  /** Where the part begins that is being filled. */
  let start = upload.received - (upload.received % partBytes)
  let pieces = await readTail({ db, store }, upload, start)
  let filled = upload.received - start
  let saved = upload.received
  let tail = upload.tail_key
  let arrived: Part[] = []
  let sending: Promise<void> = Promise.resolve()

  const writer = random.uuid()
  let hasClaimed = false

  const roomInPart = () => Math.min(partBytes, length - start) - filled

  async function send(): Promise<void> {
    const [number, whole] = [start / partBytes + 1, pieces]
    await sending
    await claim(number)
    sending = store.putPart({ key, uploadId }, number, whole).then((part) => void arrived.push(part))
    // It is awaited before the next one is sent, and before anything is saved.
    sending.catch(() => {})
    start += filled
    filled = 0
    pieces = []
  }

  async function claim(part: number): Promise<void> {
    const nowMs = clock.nowMs()
    hasClaimed = true
    const claimed = { id, writer, part, received: saved, nowMs, lapsedBeforeMs: nowMs - LONGEST_WRITE_MS }
    if (!(await claimPart(db, claimed))) throw offsetConflict()
  }

  async function saveUpTo(to: number, newTail: string | null): Promise<void> {
    const [from, some] = [saved, arrived]
    if (to === from) return
    arrived = []
    const save = { id, from, to, parts: some, tailKey: newTail, nowMs: clock.nowMs() }
    if (!(await db.transaction((tx) => saveReceived(tx, save)))) {
      if (newTail) await store.delete(newTail)
      throw offsetConflict()
    }
    const before = tail
    saved = to
    tail = newTail
    if (before) await store.delete(before)
  }

  return {
    async add(chunk: Uint8Array): Promise<void> {
      if (start + filled + chunk.length > length) {
        throw new AppError('too_large', `This upload has ${length} bytes, as it was begun; more were sent.`)
      }
      for (let taken = 0; taken < chunk.length; ) {
        const some = chunk.subarray(taken, taken + roomInPart())
        pieces.push(some)
        filled += some.length
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
      const received = start + filled
      const hasTail = filled > 0 && received > saved
      const newTail = hasTail ? tailKey(upload, random.uuid()) : null
      if (newTail) await store.put(newTail, Buffer.concat(pieces))
      await saveUpTo(received, newTail)
      return received
    },

    /** Lets another request write. Where that cannot be noted, it may after a while. */
    async release(): Promise<void> {
      await sending.catch(() => {})
      if (hasClaimed) await releaseParts(db, { id, writer }).catch(() => {})
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

export function offsetConflict(): AppError {
  return new AppError('offset_conflict', 'The upload stands elsewhere. Ask where, and go on from there.')
}
