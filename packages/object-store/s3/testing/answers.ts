import { createHash, randomUUID } from 'node:crypto'
import type { SignedRequest } from './signatures.ts'

export interface Stored {
  bytes: Uint8Array
  etag: string
  modified: string
  headers: Record<string, string>
}

interface Upload {
  key: string
  initiated: string
  headers: Record<string, string>
  parts: Map<number, { bytes: Uint8Array; etag: string }>
}

interface Bucket {
  objects: Map<string, Stored>
  uploads: Map<string, Upload>
}

export type Buckets = Map<string, Bucket>

export interface Answer {
  status: number
  headers?: Record<string, string | number>
  body?: Buffer
}

/** All parts but the last have so many. */
const LEAST_PART_BYTES = 5 * 2 ** 20

interface Call {
  bucket: Bucket
  key: string
  query: URLSearchParams
  request: SignedRequest
  modified: string
}

/** What S3 answers to a request whose signature is good. */
export function answer(buckets: Buckets, request: SignedRequest, nowMs: number): Answer {
  const { pathname, searchParams: query } = new URL(request.url, 'http://localhost')
  const [, name = '', ...words] = decodeURIComponent(pathname).split('/')
  const bucket = buckets.get(name)
  if (!bucket) return failed(404, 'NoSuchBucket')
  const call = { bucket, key: words.join('/'), query, request, modified: new Date(nowMs).toUTCString() }
  if (call.key === '') return answerOfBucket(call)
  if (query.has('uploads') || query.has('uploadId')) return answerOfParts(call)
  switch (request.method) {
    case 'PUT':
      return put(call, name)
    case 'DELETE':
      bucket.objects.delete(call.key)
      return { status: 204 }
    default:
      return get(call)
  }
}

function failed(status: number, code: string): Answer {
  return xml(`<Error><Code>${code}</Code><Message>${code}</Message></Error>`, status)
}

function xml(text: string, status = 200): Answer {
  return { status, headers: { 'content-type': 'application/xml' }, body: Buffer.from(text) }
}

function put({ bucket, key, request, modified }: Call, name: string): Answer {
  const source = request.headers['x-amz-copy-source']
  if (source === undefined) {
    const etag = etagOf(request.body)
    bucket.objects.set(key, { bytes: request.body, etag, modified, headers: headersOf(request) })
    return { status: 200, headers: { etag } }
  }
  const original = bucket.objects.get(decodeURIComponent(String(source)).replace(`${name}/`, ''))
  if (!original) return failed(404, 'NoSuchKey')
  bucket.objects.set(key, { ...original, modified })
  return xml(`<CopyObjectResult><ETag>${original.etag}</ETag></CopyObjectResult>`)
}

function get({ bucket, key, request: { headers } }: Call): Answer {
  const object = bucket.objects.get(key)
  if (!object) return failed(404, 'NoSuchKey')
  const { bytes, etag, modified } = object
  const told = { ...object.headers, etag, 'last-modified': modified, 'accept-ranges': 'bytes' }
  if ((headers['if-match'] ?? etag) !== etag) return failed(412, 'PreconditionFailed')
  if (headers['if-none-match'] === etag) return { status: 304, headers: { etag } }
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(headers.range?.toString() ?? '') ?? []
  if (first === undefined || last === undefined) return { status: 200, headers: told, body: Buffer.from(bytes) }
  if (Number(first) >= bytes.length) return failed(416, 'InvalidRange')
  const body = Buffer.from(bytes.subarray(Number(first), Number(last) + 1))
  const range = `bytes ${first}-${Number(first) + body.length - 1}/${bytes.length}`
  return { status: 206, headers: { ...told, 'content-range': range }, body }
}

function answerOfBucket(call: Call): Answer {
  if (call.query.has('delete')) return deleteMany(call)
  return call.query.has('uploads') ? listUploads(call) : list(call)
}

/** One on a page. */
function listUploads({ bucket, query }: Call): Answer {
  const all = [...bucket.uploads]
  const at = all.findIndex(([id]) => id === query.get('upload-id-marker')) + 1
  const [id = '', upload] = all[at] ?? []
  const one = upload
    ? `<Upload><Key>${upload.key}</Key><UploadId>${id}</UploadId><Initiated>${upload.initiated}</Initiated></Upload>`
    : ''
  const more = `<NextKeyMarker>${upload?.key}</NextKeyMarker><NextUploadIdMarker>${id}</NextUploadIdMarker>`
  const isTruncated = at + 1 < all.length
  return xml(
    `<ListMultipartUploadsResult><IsTruncated>${isTruncated}</IsTruncated>${isTruncated ? more : ''}${one}</ListMultipartUploadsResult>`,
  )
}

function list({ bucket, query }: Call): Answer {
  const [prefix, after, limit] = ['prefix', 'start-after', 'max-keys'].map((name) => query.get(name) ?? '')
  const keys = [...bucket.objects.keys()].filter((key) => key.startsWith(prefix ?? '') && key > (after ?? '')).sort()
  const page = keys.slice(0, Number(limit || 1_000))
  const sizeOf = (key: string) => bucket.objects.get(key)?.bytes.length ?? 0
  const contents = page.map((key) => `<Contents><Key>${key}</Key><Size>${sizeOf(key)}</Size></Contents>`).join('')
  const more = page.length < keys.length
  return xml(`<ListBucketResult><IsTruncated>${more}</IsTruncated>${contents}</ListBucketResult>`)
}

function deleteMany({ bucket, request }: Call): Answer {
  for (const [, key = ''] of Buffer.from(request.body)
    .toString()
    .matchAll(/<Key>([^<]*)<\/Key>/g)) {
    bucket.objects.delete(key)
  }
  return xml('<DeleteResult></DeleteResult>')
}

function answerOfParts(call: Call): Answer {
  const { bucket, key, query, request } = call
  if (query.has('uploads')) {
    const id = randomUUID()
    const initiated = new Date(call.modified).toISOString()
    bucket.uploads.set(id, { key, initiated, headers: headersOf(request), parts: new Map() })
    return xml(
      `<InitiateMultipartUploadResult><Key>${key}</Key><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
    )
  }
  const id = query.get('uploadId') ?? ''
  const upload = bucket.uploads.get(id)
  if (upload?.key !== key) return failed(404, 'NoSuchUpload')
  if (request.method === 'POST') return complete(call, id, upload)
  if (request.method === 'DELETE') {
    bucket.uploads.delete(id)
    return { status: 204 }
  }
  const etag = etagOf(request.body)
  upload.parts.set(Number(query.get('partNumber')), { bytes: request.body, etag })
  return { status: 200, headers: { etag } }
}

function complete({ bucket, key, request, modified }: Call, id: string, upload: Upload): Answer {
  const parts = []
  for (const [part] of Buffer.from(request.body)
    .toString()
    .matchAll(/<Part>.*?<\/Part>/gs)) {
    const number = Number(/<PartNumber>(\d+)</.exec(part)?.[1])
    const etag = /<ETag>([^<]+)</.exec(part)?.[1]?.replaceAll('&quot;', '"')
    const arrived = upload.parts.get(number)
    if (!arrived || arrived.etag !== etag) return failed(400, 'InvalidPart')
    if (number <= (parts.at(-1)?.number ?? 0)) return failed(400, 'InvalidPartOrder')
    parts.push({ ...arrived, number })
  }
  if (parts.slice(0, -1).some(({ bytes }) => bytes.length < LEAST_PART_BYTES)) return failed(400, 'EntityTooSmall')
  const etag = `${etagOf(Buffer.from(parts.map((part) => part.etag).join())).slice(0, -1)}-${parts.length}"`
  const bytes = Buffer.concat(parts.map((part) => part.bytes))
  bucket.objects.set(key, { bytes, etag, modified, headers: upload.headers })
  bucket.uploads.delete(id)
  return xml(`<CompleteMultipartUploadResult><Key>${key}</Key><ETag>${etag}</ETag></CompleteMultipartUploadResult>`)
}

function headersOf({ headers }: SignedRequest): Record<string, string> {
  const kept = ['content-type', 'cache-control'].flatMap((name) =>
    headers[name] === undefined ? [] : [[name, String(headers[name])]],
  )
  return { 'content-type': 'binary/octet-stream', ...Object.fromEntries(kept) }
}

function etagOf(bytes: Uint8Array): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`
}
