import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { AppError } from '../../../errors.ts'
import { boundedText } from '../../../text/bounded-text.ts'
import { humanText } from '../../../text/human-text.ts'
import { languageOf, UNKNOWN_LANGUAGE } from '../../../text/languages.ts'
import { rowId } from '../../../text/row-id.ts'
import type { Checksum } from './receive.ts'
import { TUS_VERSION } from './schemas.ts'
import { PURPOSES, type Purpose } from './upload-queries.ts'

type Headers = FastifyRequest['headers']

const LONGEST_METADATA = 4_000
const PAIR = /^(?<key>[a-z0-9_]{1,32})(?: (?<value>[A-Za-z0-9+/]*={0,2}))?$/
const CHECKSUM = /^(?<algorithm>sha1|sha256) (?<digest>[A-Za-z0-9+/]{27,44}={0,2})$/
/** Lengths stay whole numbers in every program. */
const COUNT = /^\d{1,15}$/

/** What members choose by its language. */
const TRACKS: Purpose[] = ['captions', 'sound']

const metadataSchema = z
  .object({
    content_id: rowId('must be the id of an item'),
    purpose: z.enum(PURPOSES, `must be one of ${PURPOSES.join(', ')}`).default('media'),
    filename: humanText({ maxLength: 255 }),
    language: boundedText(64)
      .transform(languageOf)
      .refine((language) => language !== UNKNOWN_LANGUAGE, 'must be a language, such as en or pt-BR')
      .optional(),
    label: humanText({ maxLength: 60 })
      .refine((label) => !label.includes('"'), 'must have no double quotation marks')
      .optional(),
    sha256: boundedText(64)
      .regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal digits')
      .optional(),
  })
  .refine(({ purpose, language }) => TRACKS.includes(purpose) === (language !== undefined), {
    path: ['language'],
    message: 'belongs to captions and sounds, and to nothing else',
  })
  .refine(({ purpose, label }) => purpose === 'sound' || label === undefined, {
    path: ['label'],
    message: 'belongs to sounds, and to nothing else',
  })
export type UploadMetadata = z.infer<typeof metadataSchema>

/** @throws AppError `tus_version` when a client speaks another protocol than we do. */
export function assertTusVersion(headers: Headers): void {
  if (headers['tus-resumable'] === TUS_VERSION) return
  throw new AppError('tus_version', `Send Tus-Resumable: ${TUS_VERSION}`, { headers: { 'tus-version': TUS_VERSION } })
}

/** A header that counts bytes. @throws AppError `invalid_request` */
export function byteCount(headers: Headers, name: 'upload-length' | 'upload-offset'): number {
  const text = headers[name]
  if (typeof text === 'string' && COUNT.test(text)) return Number(text)
  throw invalidHeader(name, 'must be a number of bytes')
}

/** What the client says of a file. @throws AppError `invalid_request` */
export function readMetadata(headers: Headers): UploadMetadata {
  const text = headers['upload-metadata']
  if (typeof text !== 'string' || text.length > LONGEST_METADATA) {
    throw invalidHeader('upload-metadata', `must be there, with ${LONGEST_METADATA} characters at most`)
  }
  const pairs = text.split(',').map((pair) => PAIR.exec(pair.trim())?.groups)
  const parsed = metadataSchema.safeParse(
    Object.fromEntries(pairs.map((pair) => [pair?.key, Buffer.from(pair?.value ?? '', 'base64').toString('utf8')])),
  )
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw invalidHeader('upload-metadata', `${issue?.path.join('.')}: ${issue?.message}`)
}

/** What the bytes of a request must add up to; null where nothing is said. @throws AppError `malformed_request` */
export function readChecksum(headers: Headers): Checksum | null {
  const text = headers['upload-checksum']
  if (text === undefined) return null
  const { algorithm, digest } = (typeof text === 'string' && CHECKSUM.exec(text)?.groups) || {}
  if (!algorithm || !digest) {
    throw new AppError('malformed_request', 'Upload-Checksum must be sha1 or sha256, a blank, and the digest in Base64')
  }
  return { algorithm: algorithm as Checksum['algorithm'], digest: Buffer.from(digest, 'base64') }
}

function invalidHeader(name: string, message: string): AppError {
  return new AppError('invalid_request', `${name}: ${message}`, { fields: [{ loc: ['header', name], msg: message }] })
}
