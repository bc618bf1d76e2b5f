import { createHash } from 'node:crypto'
import type { ObjectStore } from '@better-and-bliss/object-store'
import type { Database, Pool } from '../../../db/database.ts'
import { audit } from '../../../members/audit.ts'
import type { Clock } from '../../../ports/clock.ts'
import type { JobContext, JobPayloads, JobQueue } from '../../../ports/job-queue.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { Random } from '../../../ports/random.ts'
import { resourceUnavailable } from '../../../ports/resource-unavailable.ts'
import { MediaRefused, type Transcoder } from '../../../ports/transcoder.ts'
import { isForMembersAlready } from '../content/answers.ts'
import { type ContentRow, selectContent } from '../content/content-queries.ts'
import { insertFormerFile } from '../content/former-file-queries.ts'
import { type ItemFile, keyOf, presentFile, withMedia } from '../content/item-files.ts'
import { mayBring } from '../content/rights.ts'
import { queueConversion } from '../jobs/queue-conversion.ts'
import { lockSources, type Sources, saveSources, selectMediaDuration, showChapters } from '../jobs/source-queries.ts'
import { soundsThatDoNotFit, withSound } from './added-sounds.ts'
import { assertWithin, captionsOf } from './captions.ts'
import { assertChaptersWithin, chaptersOf } from './chapters.ts'
import { discardBytes, discardTails } from './parts-of.ts'
import { endUpload, noteDelay, selectParts, selectUpload, selectUploader, type UploadRow } from './upload-queries.ts'

interface TakeParts {
  db: Pool
  store: ObjectStore
  transcoder: Pick<Transcoder, 'inspect' | 'inspectPicture'>
  queue: Pick<JobQueue, 'add'>
  random: Random
  clock: Clock
  log: Logger
  /** Whether those who make items publish them themselves. */
  creatorsPublish: boolean
}

/** What becomes of what the item is made from, and what is known of its media where they are new. */
interface Taken {
  /** @throws MediaRefused */
  change: (sources: Sources) => Partial<Sources>
  newKind?: 'video' | 'audio' | null
  leftOut?: (sources: Sources) => string[]
}

/**
 * The worker's job: makes one file of an upload whose bytes are all there, looks whether it is what it should be, and has the
 * item converted with it. Doing it twice leads to the same result.
 */
export function takeUpload(parts: TakeParts) {
  const { db, store, clock, log } = parts
  return async ({ uploadId }: JobPayloads['take_upload'], { signal, lastAttempt }: JobContext): Promise<void> => {
    const upload = await selectUpload(db, uploadId)
    if (upload?.state !== 'queued') return
    const end = { id: upload.id, nowMs: clock.nowMs() }
    try {
      await joinParts(parts, upload)
      await assertDigest(store, upload, signal)
      const taken = await takenFrom(parts, upload, signal)
      await db.transaction(async (tx) => {
        const before = await lockSources(tx, upload.content_id)
        const item = await itemToBring(tx, parts, upload)
        const leftOut = taken.leftOut?.(before) ?? []
        if (!(await endUpload(tx, { ...end, state: 'taken_up', failure: null, leftOut }))) return
        await change(tx, parts, { upload, taken, before, item })
      })
    } catch (error) {
      if (signal.aborted) throw error
      if (!(error instanceof MediaRefused) && !lastAttempt) {
        const words = resourceUnavailable(error)?.message ?? 'The file could not be looked at.'
        await noteDelay(db, { id: upload.id, reason: `${words} It is tried again by itself.` })
        throw error
      }
      log.warn({ err: error, uploadId }, 'An upload cannot be taken')
      const failure = error instanceof MediaRefused ? error.message : 'The file could not be looked at on our side.'
      // Where another worker has taken it up meanwhile, its item needs the bytes.
      if (await endUpload(db, { ...end, state: 'refused', failure, leftOut: [] })) await discardBytes(store, upload)
    }
  }
}

/** What could be begun may be published, and whoever began it may have another role, since then. @throws MediaRefused */
async function itemToBring(tx: Database, { creatorsPublish }: TakeParts, upload: UploadRow): Promise<ContentRow> {
  const item = await selectContent(tx, upload.content_id, null)
  if (item && mayBring(await selectUploader(tx, upload), item, creatorsPublish)) return item
  throw new MediaRefused(`${upload.file_name} came too late. ${isForMembersAlready().message}`)
}

async function joinParts({ db, store }: TakeParts, upload: UploadRow): Promise<void> {
  const { id, object_key: key, store_upload_id: uploadId, length } = upload
  if ((await store.head(key))?.size === length) return
  await store.completeMultipart({ key, uploadId }, await selectParts(db, id))
  await discardTails(store, upload)
}

/** @throws MediaRefused when what arrived is not what was sent. */
async function assertDigest(store: ObjectStore, upload: UploadRow, signal: AbortSignal): Promise<void> {
  if (!upload.sha256) return
  await using object = await store.open(upload.object_key, { signal })
  const hash = createHash('sha256')
  for await (const chunk of object?.stream() ?? []) hash.update(chunk)
  if (hash.digest('hex') === upload.sha256) return
  throw new MediaRefused(`${upload.file_name} was damaged on its way: its checksum is another one. Send it again.`)
}

async function takenFrom(parts: TakeParts, upload: UploadRow, signal: AbortSignal): Promise<Taken> {
  const { db, store, transcoder } = parts
  const { object_key: key, file_name: file, content_id: contentId } = upload
  switch (upload.purpose) {
    case 'media': {
      const { kind, durationSeconds, leftOut } = await transcoder.inspect(key, signal)
      return {
        change: (sources) => withMedia(sources, { key, durationSeconds }),
        newKind: kind,
        leftOut: ({ sounds }) => [...leftOut, ...soundsThatDoNotFit(sounds, durationSeconds)],
      }
    }
    case 'picture':
      await transcoder.inspectPicture(key, signal)
      return { change: () => ({ pictureKey: key }) }
    case 'captions': {
      const checked = captionsOf({ language: upload.language ?? '', file }, await bytesOf(store, key))
      assertWithin(checked, (await selectMediaDuration(db, contentId)) ?? Number.POSITIVE_INFINITY)
      const { language } = checked
      const others = ({ captions }: Sources) => captions.filter((each) => each.language !== language)
      return { change: (sources) => ({ captions: [...others(sources), { language, key }] }) }
    }
    case 'chapters': {
      const chapters = chaptersOf(file, await bytesOf(store, key))
      assertChaptersWithin(file, chapters, (await selectMediaDuration(db, contentId)) ?? Number.POSITIVE_INFINITY)
      return { change: () => ({ chapters }) }
    }
    case 'sound': {
      const { language, label } = upload
      const facts = await transcoder.inspect(key, signal)
      const mediaSeconds = await selectMediaDuration(db, contentId)
      return {
        change: ({ sounds, durationSeconds }) => ({
          sounds: withSound(
            sounds,
            { language: language ?? '', label, key, file, facts },
            durationSeconds ?? mediaSeconds,
          ),
        }),
      }
    }
  }
}

async function bytesOf(store: ObjectStore, key: string): Promise<Uint8Array> {
  return (await store.read(key)) ?? new Uint8Array()
}

async function change(
  tx: Database,
  { queue, random, clock }: TakeParts,
  { upload, taken, before, item }: { upload: UploadRow; taken: Taken; before: Sources; item: ContentRow },
): Promise<void> {
  const { content_id: contentId, purpose, owner_id: replacedBy } = upload
  const { newKind = null } = taken
  const sources = { ...before, ...taken.change(before) }
  const former = presentFile(before, item, upload)
  await saveSources(tx, contentId, sources)
  await record(tx, upload, former)
  if (purpose === 'chapters') await showChapters(tx, contentId, sources.chapters ?? [])
  else await queueConversion(tx, queue, { id: random.uuid(), contentId, sources, newKind })
  if (!former) return
  // After the conversions: a row that names the item holds it.
  await insertFormerFile(tx, { id: random.uuid(), contentId, file: former, replacedBy, nowMs: clock.nowMs() })
}

/** Whoever began the upload has done it, by the request that began it. */
async function record(tx: Database, upload: UploadRow, former: ItemFile | undefined): Promise<void> {
  const { content_id: target, purpose, language, object_key: file, request_id: requestId } = upload
  const { sub } = await selectUploader(tx, upload)
  const actor = { kind: 'member', sub } as const
  const about = { purpose, language }
  await audit(tx, {
    actor,
    action: 'content.file_set',
    target,
    before: { ...about, file: former ? keyOf(former) : null },
    after: { ...about, file },
    requestId,
  })
}
