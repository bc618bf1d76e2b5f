import { createReadStream } from 'node:fs'
import { stat, unlink } from 'node:fs/promises'
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { assertFolder, assertKey, type ObjectHeaders, type ObjectStore } from '../src/index.ts'
import { type Bucket, bucketOf, type S3Settings } from './bucket.ts'
import { asked, askedOrNull } from './errors.ts'
import { lend, removeAbandonedLoans } from './lend.ts'
import { abortAbandoned, multipartOf } from './multipart.ts'
import { openObject, openObjectIfChanged } from './open-object.ts'
import { headersOf, versionOf, writtenHeaders } from './version.ts'

export { s3Addresses } from './s3-addresses.ts'

const MAX_PAGE = 1000
const MAX_PARTS = 10_000
const PART_BYTES = 8 * 2 ** 20

/**
 * Objects in a bucket of S3. Calls are tried three times; what S3 does not do then is a StoreUnavailable. `copy` and
 * `move` take objects up to 5 GB, as S3 does.
 *
 * @param settings `workFolder`: where files are that are lent; it is made when it is needed.
 */
export function s3Store(settings: S3Settings & { workFolder: string }): ObjectStore {
  const bucket = bucketOf(settings)
  const { name, client } = bucket
  const place = (key: string) => {
    assertKey(key)
    return { Bucket: name, Key: key }
  }
  const copy: ObjectStore['copy'] = async (fromKey, toKey) => {
    assertKey(fromKey)
    const copying = new CopyObjectCommand({ ...place(toKey), CopySource: `${name}/${fromKey}` })
    if (!(await askedOrNull(name, client.send(copying)))) throw new Error(`There is no object ${fromKey}`)
  }
  const remove: ObjectStore['delete'] = async (key) => {
    await asked(name, client.send(new DeleteObjectCommand(place(key))))
  }
  const open: ObjectStore['open'] = async (key, options) => openObject(bucket, place(key).Key, options)

  return {
    ...multipartOf(bucket),
    open,
    copy,
    delete: remove,
    openIfChanged: async (key, etag, options) => openObjectIfChanged(bucket, place(key).Key, etag, options),
    putFile: (key, path, headers) => upload(bucket, key, path, headers),
    deleteFolder: (folder) => deleteFolder(bucket, folder),
    withLocalFile: (key, use) => lend(open, settings.workFolder, key, use),
    list: (folder, page) => list(bucket, folder, page),
    usage: () => usage(bucket),

    async removeAbandoned(nowMs) {
      await removeAbandonedLoans(settings.workFolder, nowMs)
      await abortAbandoned(bucket, nowMs)
    },

    async put(key, bytes, headers) {
      const put = new PutObjectCommand({ ...place(key), Body: bytes, ...writtenHeaders(headers) })
      await asked(name, client.send(put))
    },

    async moveFile(key, path, headers) {
      await upload(bucket, key, path, headers)
      await unlink(path)
    },

    async move(fromKey, toKey) {
      await copy(fromKey, toKey)
      await remove(fromKey)
    },

    async head(key) {
      const reply = await askedOrNull(name, client.send(new HeadObjectCommand(place(key))))
      return reply && { ...versionOf(reply), ...headersOf(reply) }
    },

    async read(key) {
      await using object = await open(key)
      return object && (await object.bytes())
    },
  }
}

/** In parts, of which a few are in memory; none of them stays when one fails. */
async function upload(
  { name, client }: Bucket,
  key: string,
  path: string,
  headers: ObjectHeaders | undefined,
): Promise<void> {
  assertKey(key)
  const { size } = await stat(path)
  const file = createReadStream(path)
  try {
    const sending = new Upload({
      client,
      params: { Bucket: name, Key: key, Body: file, ...writtenHeaders(headers) },
      partSize: Math.max(PART_BYTES, Math.ceil(size / MAX_PARTS)),
    })
    await asked(name, sending.done())
  } finally {
    file.destroy()
  }
}

async function list(
  { name, client }: Bucket,
  folder: string,
  { after, limit = MAX_PAGE }: { after?: string; limit?: number } = {},
): Promise<{ keys: string[]; more: boolean }> {
  assertFolder(folder)
  const asking = new ListObjectsV2Command({
    Bucket: name,
    Prefix: folder,
    MaxKeys: Math.min(limit, MAX_PAGE),
    ...(after !== undefined && { StartAfter: after }),
  })
  const { Contents: contents = [], IsTruncated: more = false } = await asked(name, client.send(asking))
  return { keys: contents.flatMap(({ Key: key }) => (key === undefined ? [] : [key])), more }
}

async function usage({ name, client }: Bucket): Promise<{ objects: number; bytes: number }> {
  const used = { objects: 0, bytes: 0 }
  let after: string | undefined
  do {
    const asking = new ListObjectsV2Command({ Bucket: name, ...(after !== undefined && { StartAfter: after }) })
    const { Contents: contents = [], IsTruncated: more = false } = await asked(name, client.send(asking))
    used.objects += contents.length
    used.bytes += contents.reduce((sum, { Size: size = 0 }) => sum + size, 0)
    after = more ? contents.at(-1)?.Key : undefined
  } while (after !== undefined)
  return used
}

async function deleteFolder(bucket: Bucket, folder: string): Promise<void> {
  const { name, client } = bucket
  for (;;) {
    const { keys, more } = await list(bucket, folder)
    if (keys.length === 0) return
    const Delete = { Objects: keys.map((key) => ({ Key: key })), Quiet: true }
    const { Errors: [refused] = [] } = await asked(
      name,
      client.send(new DeleteObjectsCommand({ Bucket: name, Delete })),
    )
    if (refused) throw new Error(`The bucket ${name} did not delete ${refused.Key}: ${refused.Code}`)
    if (!more) return
  }
}
