import type { Member } from '../../../access/member.ts'
import type { Database } from '../../../db/database.ts'
import { AppError } from '../../../errors.ts'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import { audit } from '../../../members/audit.ts'
import { MAX_CAPTIONS_BYTES } from '../../../text/webvtt.ts'
import { isForMembersAlready, noContent } from '../content/answers.ts'
import { mayChange, scopeOf } from '../content/rights.ts'
import { sourceFolder } from '../content/source-folder.ts'
import type { UploadRouteParts } from './parts.ts'
import { partBytesOf } from './parts-of.ts'
import { MAX_PICTURE_BYTES } from './picture.ts'
import { whereThereIsRoom } from './room.ts'
import { toUpload, tusHeaders, uploadSchema } from './schemas.ts'
import { inWords, safeExtension } from './source-file.ts'
import { assertTusVersion, byteCount, readMetadata, type UploadMetadata } from './tus-headers.ts'
import {
  factsOf,
  insertUpload,
  lockQuota,
  type Purpose,
  selectItemForUpload,
  selectUsedBytes,
} from './upload-queries.ts'

export function create(app: App, parts: UploadRouteParts): void {
  const { guard, db, random, store, clock } = parts
  permissionRoute(app, guard, 'manage_content', {
    method: 'POST',
    url: '/api/studio/uploads',
    schema: {
      operationId: 'createUpload',
      tags: ['studio'],
      summary: 'Begin an upload',
      description:
        'The creation of tus 1.0: `Upload-Length` says how many bytes come, `Upload-Metadata` has `content_id` (the item), ' +
        '`filename`, and `purpose` (`media`, `picture`, `chapters`, or `captions` and `sound` with a `language`, the latter with a ' +
        '`label` if the language does not say enough); with `sha256`, what ' +
        'arrived is compared with it. `Location` is where the bytes go. What the item plays goes on, at the same address, until ' +
        'all that is made of the new file is there.',
      response: { 201: uploadSchema, ...problems(400, 401, 403, 404, 412, 413, 415, 422, 503) },
    },
    handler: async ({ headers, id: requestId }, member, reply) => {
      assertTusVersion(headers)
      const length = byteCount(headers, 'upload-length')
      const metadata = readMetadata(headers)
      await assertMayBegin(parts, member, { length, metadata })
      const id = random.uuid()
      const {
        content_id: contentId,
        filename: fileName,
        language = null,
        label = null,
        purpose,
        sha256 = null,
      } = metadata
      const objectKey = `${sourceFolder(contentId)}${id}${safeExtension(fileName)}`
      const beginning = store.beginMultipart(objectKey, partBytesOf({ length }))
      const multipart = await whereThereIsRoom(beginning, 'There is no room for files at the moment. Try again later.')
      const row = await db
        .transaction(async (tx) => {
          await lockQuota(tx, member.userId)
          await assertWithinQuota(tx, parts, member, length)
          const begun = await insertUpload(tx, {
            ...{ id, language, label, purpose, sha256, length },
            owner_id: member.userId,
            content_id: contentId,
            request_id: requestId,
            file_name: fileName,
            object_key: objectKey,
            store_upload_id: multipart.uploadId,
            nowMs: clock.nowMs(),
          })
          const actor = { kind: 'member', sub: member.sub } as const
          const act = { actor, action: 'upload.begun', target: id, requestId } as const
          await audit(tx, { ...act, before: null, after: factsOf(begun) })
          return begun
        })
        .catch(async (error: unknown) => {
          // Left alone it would be forgotten after a week.
          await store.abortMultipart(multipart).catch(() => {})
          throw error
        })
      reply.status(201).headers({ ...tusHeaders(row), location: `/api/studio/uploads/${id}` })
      return toUpload(row)
    },
  })
}

interface Wish {
  length: number
  metadata: UploadMetadata
}

/** Everything that can be known before the first byte. */
async function assertMayBegin(parts: UploadRouteParts, member: Member, { length, metadata }: Wish): Promise<void> {
  const { db, creatorsPublish } = parts
  const { content_id: contentId, filename, purpose } = metadata
  if (length === 0) throw new AppError('invalid_request', `${filename} is empty.`)
  const maxBytes = mostBytes(parts, purpose)
  if (length > maxBytes) {
    throw new AppError('too_large', `${filename} has ${inWords(length)}; up to ${inWords(maxBytes)} are taken.`)
  }
  const ownerId = scopeOf(member)
  const item = await selectItemForUpload(db, { contentId, ownerId })
  if (!item) throw noContent()
  if (!mayChange(member, item, creatorsPublish)) throw isForMembersAlready()
  await assertWithinQuota(db, parts, member, length)
}

async function assertWithinQuota(
  db: Database,
  { uploadQuotaBytes }: Pick<UploadRouteParts, 'uploadQuotaBytes'>,
  { userId }: Member,
  length: number,
): Promise<void> {
  const used = await selectUsedBytes(db, userId)
  if (used + length <= uploadQuotaBytes) return
  const [has, most] = [used, uploadQuotaBytes].map(inWords)
  throw new AppError(
    'quota_exceeded',
    `You have uploaded ${has} of ${most}. Delete what is no longer needed, or ask an administrator for more.`,
  )
}

function mostBytes({ maxSourceBytes }: UploadRouteParts, purpose: Purpose): number {
  return {
    media: maxSourceBytes,
    picture: MAX_PICTURE_BYTES,
    captions: MAX_CAPTIONS_BYTES,
    chapters: MAX_CAPTIONS_BYTES,
    sound: maxSourceBytes,
  }[purpose]
}
