import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { assertKey, type Multipart, type ObjectHeaders, type ObjectStore } from '../src/index.ts'
import { orNull } from './absent.ts'
import { type Arrivals, OWN_FILE, OWN_FOLDER } from './arrivals.ts'

const UPLOAD_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const MAX_PARTS = 10_000

/** Uploads in parts: a folder each in the staging folder, which is swept like everything there. */
export function multipartOf({
  folder,
  staged,
  arrive,
}: Arrivals): Pick<ObjectStore, 'beginMultipart' | 'putPart' | 'completeMultipart' | 'abortMultipart'> {
  const placeOf = ({ uploadId }: Multipart) => {
    if (!UPLOAD_ID.test(uploadId)) throw new TypeError(`Not an upload: ${JSON.stringify(uploadId)}`)
    return join(folder, uploadId)
  }

  async function headersOf(upload: Multipart): Promise<ObjectHeaders | undefined> {
    const text = await orNull(readFile(join(placeOf(upload), 'upload.json'), 'utf8'))
    const begun = text === null ? null : (JSON.parse(text) as { key: string; headers?: ObjectHeaders })
    if (begun?.key !== upload.key) throw new Error(`There is no upload ${upload.uploadId} of ${upload.key}`)
    return begun.headers
  }

  return {
    async beginMultipart(key, headers) {
      assertKey(key)
      const place = await staged()
      await mkdir(place, { mode: OWN_FOLDER })
      await writeFile(join(place, 'upload.json'), JSON.stringify({ key, headers }), { mode: OWN_FILE })
      return { key, uploadId: basename(place) }
    },

    async putPart(upload, number, bytes) {
      const path = partPath(placeOf(upload), number)
      await headersOf(upload)
      const arriving = await staged()
      await writeFile(arriving, bytes, { mode: OWN_FILE })
      await rename(arriving, path)
      return { number, etag: etagOf(bytes) }
    },

    async completeMultipart(upload, parts) {
      const place = placeOf(upload)
      const headers = await headersOf(upload)
      await arrive(upload.key, headers, async (path) => {
        await using whole = await open(path, 'wx')
        for (const { number, etag } of parts.toSorted((a, b) => a.number - b.number)) {
          const bytes = await orNull(readFile(partPath(place, number)))
          if (!bytes || etagOf(bytes) !== etag) throw new Error(`Part ${number} of ${upload.key} has not arrived`)
          await whole.writeFile(bytes)
        }
      })
      await rm(place, { recursive: true, force: true })
    },

    abortMultipart: (upload) => rm(placeOf(upload), { recursive: true, force: true }),
  }
}

function partPath(place: string, number: number): string {
  if (!Number.isInteger(number) || number < 1 || number > MAX_PARTS) throw new TypeError(`Not a part: ${number}`)
  return join(place, `part-${number}`)
}

function etagOf(bytes: Uint8Array): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`
}
