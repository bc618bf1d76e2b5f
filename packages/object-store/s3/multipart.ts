import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { assertKey, type Multipart, type ObjectStore } from '../src/index.ts'
import type { Bucket } from './bucket.ts'
import { asked, isNamed } from './errors.ts'
import { writtenHeaders } from './version.ts'

const MAX_PARTS = 10_000

/** S3 keeps what is neither completed nor aborted, unless a rule of the bucket's lifecycle forgets it. */
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
    async beginMultipart(key, headers) {
      assertKey(key)
      const begin = new CreateMultipartUploadCommand({ Bucket: name, Key: key, ...writtenHeaders(headers) })
      const { UploadId: uploadId } = await asked(name, client.send(begin))
      if (!uploadId) throw new TypeError('S3 began an upload without an id')
      return { key, uploadId }
    },

    async putPart(upload, number, bytes) {
      if (!Number.isInteger(number) || number < 1 || number > MAX_PARTS) throw new TypeError(`Not a part: ${number}`)
      const put = new UploadPartCommand({ ...placeOf(upload), PartNumber: number, Body: bytes })
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

    async abortMultipart(upload) {
      const abort = client.send(new AbortMultipartUploadCommand(placeOf(upload)))
      await asked(name, abort).catch((error: unknown) => {
        if (!isNamed(error, 'NoSuchUpload')) throw error
      })
    },
  }
}
