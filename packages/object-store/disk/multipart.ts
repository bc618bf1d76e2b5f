import { link, mkdir, open, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { crc32 } from 'node:zlib'
import { assertKey, type Multipart, type ObjectHeaders, type ObjectStore, type Part } from '../src/index.ts'
import { hasCode, orNull } from './absent.ts'
import { type Arrivals, copyKeepingHoles, OWN_FILE, OWN_FOLDER, writePieces } from './arrivals.ts'

const UPLOAD_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const MAX_PARTS = 10_000

interface Begun {
  key: string
  partBytes: number
  headers?: ObjectHeaders
}

/**
 * Uploads in parts: a folder each in the staging folder, which is swept like everything there. A part is written where it
 * belongs in the file that becomes the object, so that nothing is copied when the last one has arrived; a log beside it says
 * which ones have.
 */
export function multipartOf({
  folder,
  staged,
  arrive,
}: Arrivals): Pick<ObjectStore, 'beginMultipart' | 'putPart' | 'completeMultipart' | 'abortMultipart'> {
  const placeOf = ({ uploadId }: Multipart) => {
    if (!UPLOAD_ID.test(uploadId)) throw new TypeError(`Not an upload: ${JSON.stringify(uploadId)}`)
    return join(folder, uploadId)
  }

  async function begunIn(place: string, upload: Multipart): Promise<Begun> {
    const text = await orNull(readFile(join(place, 'upload.json'), 'utf8'))
    const begun = text === null ? null : (JSON.parse(text) as Begun)
    if (begun?.key !== upload.key) throw new Error(`There is no upload ${upload.uploadId} of ${upload.key}`)
    return begun
  }

  return {
    async beginMultipart(key, partBytes, headers) {
      assertKey(key)
      const place = await staged()
      await mkdir(place, { mode: OWN_FOLDER })
      await writeFile(join(place, 'bytes'), '', { mode: OWN_FILE })
      await writeFile(join(place, 'parts.log'), '', { mode: OWN_FILE })
      await writeFile(join(place, 'upload.json'), JSON.stringify({ key, partBytes, headers }), { mode: OWN_FILE })
      return { key, uploadId: basename(place) }
    },

    async putPart(upload, number, pieces) {
      const place = placeOf(upload)
      if (!Number.isInteger(number) || number < 1 || number > MAX_PARTS) throw new TypeError(`Not a part: ${number}`)
      const { partBytes } = await begunIn(place, upload)
      const size = pieces.reduce((sum, { length }) => sum + length, 0)
      if (size > partBytes) throw new RangeError(`Part ${number} of ${upload.key} has ${size} bytes, not ${partBytes}`)
      const etag = etagOf(pieces)
      await using log = await open(join(place, 'parts.log'), 'a')
      // Until all of it is written there is no such part, even if there was one.
      await log.appendFile(`\n${number} begun`)
      await using bytes = await open(join(place, 'bytes'), 'r+')
      await writePieces(bytes, pieces, (number - 1) * partBytes)
      await log.appendFile(`\n${number} ${size} ${etag}`)
      return { number, etag }
    },

    async completeMultipart(upload, parts) {
      const place = placeOf(upload)
      const { partBytes, headers } = await begunIn(place, upload)
      const size = wholeSize(await readFile(join(place, 'parts.log'), 'utf8'), parts, partBytes)
      if (size === null) throw new Error(`Not all parts of ${upload.key} have arrived`)
      const bytes = join(place, 'bytes')
      await truncate(bytes, size)
      // Not renamed: a process that is killed here leaves the parts for whoever completes the upload instead of it.
      await arrive(upload.key, headers, (path) => linkOrCopy(bytes, path))
      await rm(place, { recursive: true, force: true })
    },

    abortMultipart: (upload) => rm(placeOf(upload), { recursive: true, force: true }),
  }
}

/** How much these parts make. @returns null when one is missing, is another one, or is too short. */
function wholeSize(log: string, parts: readonly Part[], partBytes: number): number | null {
  const arrived = arrivedIn(log)
  let size = 0
  for (const [index, { number, etag }] of parts.toSorted((a, b) => a.number - b.number).entries()) {
    const part = arrived.get(number)
    if (number !== index + 1 || part?.etag !== etag || size !== index * partBytes) return null
    size += part.size
  }
  return size
}

/** Of several lines about a part the last one counts; one that is cut off, by a full disk, says nothing. */
function arrivedIn(log: string): Map<number, { size: number; etag: string }> {
  const arrived = new Map<number, { size: number; etag: string }>()
  for (const line of log.split('\n')) {
    const [, number, size, etag] = /^(\d+) (?:begun|(\d+) ("[0-9a-f]{8}"))$/.exec(line) ?? []
    if (number === undefined) continue
    if (size === undefined || etag === undefined) arrived.delete(Number(number))
    else arrived.set(Number(number), { size: Number(size), etag })
  }
  return arrived
}

/** Tells versions of a part from each other. Whoever must know that nobody has changed it compares digests. */
function etagOf(pieces: readonly Uint8Array[]): string {
  const checksum = pieces.reduce((sum, piece) => crc32(piece, sum), 0)
  return `"${checksum.toString(16).padStart(8, '0')}"`
}

async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to)
  } catch (error) {
    // Not every file system has links.
    if (!hasCode(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK')) throw error
    await copyKeepingHoles(from, to)
  }
}
