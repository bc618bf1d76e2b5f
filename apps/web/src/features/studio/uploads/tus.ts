import { client, getMe, type Problem } from '@better-and-bliss/sdk'
import { type DetailedError, type HttpRequest, type PreviousUpload, Upload, type UploadOptions } from 'tus-js-client'
import { answerOf, inPageLanguage, unreachable } from '../../../api/answer.ts'
import { chunkBytes } from './chunk-bytes.ts'

/** What a file is for. */
export interface Purpose {
  contentId: string
  purpose: 'media' | 'picture' | 'captions' | 'chapters' | 'sound'
  /** Of captions and sounds. */
  language?: string | undefined
  /** How members read a sound, where its language does not say enough. */
  label?: string | undefined
}

/** What happens to a file on its way. */
export interface OnTheWay {
  /** The API has it under this id. */
  onBegun: (uploadId: string) => void
  onSent: (bytes: number) => void
  /** The line is cut, or the API is not there. It goes on by itself. */
  onInterrupted: (words: string | null) => void
  onArrived: () => void
  /** It does not go on by itself. */
  onFailed: (words: string) => void
}

export interface Sending {
  start(): void
  pause(): void
  /** Has the API forget it. */
  discard(): Promise<void>
}

/** For ten minutes; whoever comes back online goes on at once. */
const RETRY_DELAYS_MS = [0, 500, 1_000, 2_000, 4_000, ...Array<number>(60).fill(10_000)]

/**
 * Sends a file by tus. It goes on where it stood after cuts, and after a reload once the same file is chosen again: the browser keeps
 * its address by its fingerprint.
 *
 * @param at the upload that it goes on with; without it one is begun.
 */
export function sendByTus(
  file: File,
  about: Purpose,
  { at, rate, on }: { at: string | null; rate: () => number | null; on: OnTheWay },
): Sending {
  let isSignInInDoubt = false
  const upload = new Upload(file, {
    ...common(file, about),
    ...(at !== null && { uploadUrl: addressOf(at) }),
    chunkSize: chunkBytes(null),
    retryDelays: RETRY_DELAYS_MS,
    removeFingerprintOnSuccess: true,
    onBeforeRequest: async (request) => {
      if (isSignInInDoubt) await answerOf(getMe())
      isSignInInDoubt = false
      asMember(request)
      await nameChecksum(request, file, upload.options)
    },
    onUploadUrlAvailable: () => on.onBegun(idOf(upload.url ?? '')),
    onProgress: on.onSent,
    onChunkComplete: () => {
      upload.options.chunkSize = chunkBytes(rate())
    },
    onSuccess: on.onArrived,
    onShouldRetry: (error) => {
      const status = statusOf(error)
      isSignInInDoubt = status === 401
      const mayHelp = status === 0 || status >= 500 || PASSING.includes(status)
      if (mayHelp) on.onInterrupted(detailOf(error))
      return mayHelp
    },
    onError: (error) => on.onFailed(detailOf(error) ?? unreachable().message),
  })

  return {
    start: () => upload.start(),
    pause: () => void upload.abort(),
    discard: async () => {
      await upload.abort()
      if (upload.url) await Upload.terminate(upload.url, { retryDelays: null, onBeforeRequest: asMember })
    },
  }
}

/** The uploads of a file that this browser began and did not end, the newest first: their ids, and what they are for. */
export async function begunBefore(
  file: File,
  purpose: Purpose['purpose'],
): Promise<{ uploadId: string; contentId: string }[]> {
  const upload = new Upload(file, common(file, { contentId: '', purpose }))
  const known = await upload.findPreviousUploads()
  const newestFirst = known.toSorted((a, b) => Date.parse(b.creationTime) - Date.parse(a.creationTime))
  return newestFirst.flatMap(({ uploadUrl, metadata }: PreviousUpload) =>
    uploadUrl && metadata.content_id ? [{ uploadId: idOf(uploadUrl), contentId: metadata.content_id }] : [],
  )
}

/** Answers after which the same request may be taken: late, conflicting, locked, damaged on its way, too many. */
const PASSING = [401, 408, 409, 423, 425, 429, 460]

const endpoint = () => `${client.getConfig().baseUrl}/api/studio/uploads`
const addressOf = (uploadId: string) => `${endpoint()}/${uploadId}`
const idOf = (url: string) => new URL(url, endpoint()).pathname.split('/').at(-1) ?? ''

function common(file: File, { contentId, purpose, language, label }: Purpose): UploadOptions {
  const track = { ...(language && { language }), ...(label && { label }) }
  return {
    endpoint: endpoint(),
    metadata: { content_id: contentId, purpose, filename: file.name, ...track },
    fingerprint: async ({ name, type, size, lastModified }: File) =>
      ['studio', purpose, name, type, size, lastModified, endpoint()].join('|'),
  }
}

function asMember(request: HttpRequest): void {
  const xhr: unknown = request.getUnderlyingObject()
  if (xhr instanceof XMLHttpRequest) xhr.withCredentials = true
}

/** Names what the bytes of a request must add up to. Browsers can tell it on pages that came safely. */
async function nameChecksum(request: HttpRequest, file: File, { chunkSize = 0 }: UploadOptions): Promise<void> {
  if (request.getMethod() !== 'PATCH' || !globalThis.crypto.subtle) return
  const offset = Number(request.getHeader('Upload-Offset'))
  const bytes = await file.slice(offset, offset + chunkSize).arrayBuffer()
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  request.setHeader('Upload-Checksum', `sha256 ${btoa(String.fromCharCode(...digest))}`)
}

function statusOf(error: Error): number {
  return (error as DetailedError).originalResponse?.getStatus() ?? 0
}

/** What the API says, in words; null where it did not answer. */
function detailOf(error: Error): string | null {
  const body = (error as DetailedError).originalResponse?.getBody()
  if (!body) return null
  try {
    const { code, detail } = JSON.parse(body) as Partial<Problem>
    return (code && inPageLanguage(code)) ?? detail ?? null
  } catch {
    return null
  }
}
