import type { ObjectHeaders, ObjectVersion } from '../src/index.ts'

const UNNAMED = 'application/octet-stream'

/** What S3 is told of an object, and tells. */
export function writtenHeaders({ contentType, cacheControl }: ObjectHeaders = { contentType: UNNAMED }) {
  return { ContentType: contentType, ...(cacheControl !== undefined && { CacheControl: cacheControl }) }
}

export function headersOf(reply: {
  ContentType?: string | undefined
  CacheControl?: string | undefined
}): ObjectHeaders {
  return {
    contentType: reply.ContentType ?? UNNAMED,
    ...(reply.CacheControl !== undefined && { cacheControl: reply.CacheControl }),
  }
}

/** @throws TypeError when the store tells less than S3 does. */
export function versionOf(reply: {
  ContentLength?: number | undefined
  ETag?: string | undefined
  LastModified?: Date | undefined
}): ObjectVersion {
  const { ContentLength: size, ETag: etag, LastModified: modified } = reply
  if (size === undefined || etag === undefined || modified === undefined) {
    throw new TypeError('S3 answered without the size, etag or time of an object')
  }
  return { size, etag, modifiedAtMs: modified.getTime() }
}
