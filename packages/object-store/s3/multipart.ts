import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { assertKey, type Multipart, type ObjectStore, UPLOAD_LIFE_MS } from '../src/index.ts'
import type { Bucket } from './bucket.ts'
import { asked, isNamed } from './errors.ts'
import { writtenHeaders } from './version.ts'

const MAX_PARTS = 10_000

/** Uploads in parts. S3 keeps, and charges for, what is neither completed nor aborted. */
export function multipartOf({
  name,
  client,
}: Bucket): Pick<ObjectStore, 'beginMultipart' | 'putPart' | 'completeMultipart' | 'abortMultipart'> {
  const placeOf = ({ key, uploadId }: Multipart) => {
    assertKey(key)
    if (uploadId === '') throw new TypeError('Not an upload: its id is empty')
    return { Bucket: name, Key: key, UploadId: uploadId }
  }

  return {
    async beginMultipart(key, _partBytes, headers) {
      assertKey(key)
      const begin = new CreateMultipartUploadCommand({ Bucket: name, Key: key, ...writtenHeaders(headers) })
      const { UploadId: uploadId } = await asked(name, client.send(begin))
      if (!uploadId) throw new TypeError('S3 began an upload without an id')
      return { key, uploadId }
    },

    async putPart(upload, number, pieces) {
      if (!Number.isInteger(number) || number < 1 || number > MAX_PARTS) throw new TypeError(`Not a part: ${number}`)
      const put = new UploadPartCommand({ ...placeOf(upload), PartNumber: number, Body: Buffer.concat(pieces) })
      const { ETag: etag } = await asked(name, client.send(put))
      if (!etag) throw new TypeError('S3 took a part without an etag')
      return { number, etag }
    },

    async completeMultipart(upload, parts) {
      const Parts = parts
        .toSorted((a, b) => a.number - b.number)
        .map(({ number, etag }) => ({ PartNumber: number, ETag: etag }))
      const complete = new CompleteMultipartUploadCommand({ ...placeOf(upload), MultipartUpload: { Parts } })
      await asked(name, client.send(complete))
    },

    abortMultipart: async (upload) => abort({ name, client }, placeOf(upload)),
  }
}

/** Aborts the uploads that were begun more than a day ago, of the whole bucket. */
export async function abortAbandoned({ name, client }: Pick<Bucket, 'name' | 'client'>, nowMs: number): Promise<void> {
  let after: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } = {}
  for (;;) {
    const listing = new ListMultipartUploadsCommand({ Bucket: name, ...after })
    const page = await asked(name, client.send(listing))
    for (const { Key, UploadId, Initiated } of page.Uploads ?? []) {
      if (Initiated && nowMs - Initiated.getTime() > UPLOAD_LIFE_MS) {
        await abort({ name, client }, { Bucket: name, Key, UploadId })
      }
    }
    if (!page.IsTruncated) return
    after = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker }
  }
}

async function abort(
  { name, client }: Pick<Bucket, 'name' | 'client'>,
  place: { Bucket: string; Key: string | undefined; UploadId: string | undefined },
): Promise<void> {
  await asked(name, client.send(new AbortMultipartUploadCommand(place))).catch((error: unknown) => {
    if (!isNamed(error, 'NoSuchUpload')) throw error
  })
}
