import { addAbortSignal, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { GetObjectCommand, type GetObjectCommandOutput } from '@aws-sdk/client-s3'
import { type ByteRange, type ObjectVersion, type OpenObject, StoreUnavailable } from '../src/index.ts'
import { ATTEMPTS, type Bucket } from './bucket.ts'
import { askedOrNull, statusOf } from './errors.ts'
import { versionOf } from './version.ts'

interface ReadOptions {
  range?: ByteRange
  signal?: AbortSignal
}

/** Bytes on their way: those of `range`, or all. */
interface Answer {
  version: ObjectVersion
  range: ByteRange
  body: Readable
}

/** @returns null when there is no such object. @throws RangeError; the reason of the signal; StoreUnavailable. */
export async function openObject(bucket: Bucket, key: string, options: ReadOptions = {}): Promise<OpenObject | null> {
  const answer = await ask(bucket, key, options)
  return answer && opened(bucket, key, answer, options.signal)
}

/** As `openObject`: `unchanged` when the object still has this etag. */
export async function openObjectIfChanged(
  bucket: Bucket,
  key: string,
  etag: string,
  options: Pick<ReadOptions, 'signal'> = {},
): Promise<OpenObject | 'unchanged' | null> {
  try {
    const answer = await ask(bucket, key, options, { IfNoneMatch: etag })
    return answer && opened(bucket, key, answer, options.signal)
  } catch (error) {
    if (statusOf(error) === 304) return 'unchanged'
    throw error
  }
}

async function ask(
  { name, client }: Bucket,
  key: string,
  { range, signal }: ReadOptions,
  condition: { IfMatch?: string; IfNoneMatch?: string } = {},
): Promise<Answer | null> {
  signal?.throwIfAborted()
  const asking = new GetObjectCommand({
    Bucket: name,
    Key: key,
    ...condition,
    ...(range && { Range: `bytes=${range.first}-${range.last}` }),
  })
  try {
    const reply = await askedOrNull(name, client.send(asking, { ...(signal && { abortSignal: signal }) }))
    return reply && answerOf(reply, signal)
  } catch (error) {
    signal?.throwIfAborted()
    if (statusOf(error) === 416) throw new RangeError(`The object ends before byte ${range?.first}`, { cause: error })
    throw error
  }
}

function answerOf(reply: GetObjectCommandOutput, signal: AbortSignal | undefined): Answer {
  const { Body: body, ContentLength: length = 0, ContentRange: contentRange } = reply
  if (!(body instanceof Readable)) throw new TypeError('S3 answered without a body')
  if (signal) addAbortSignal(signal, body)
  const [, first, size] = /^bytes (\d+)-\d+\/(\d+)$/.exec(contentRange ?? '') ?? [null, 0, length]
  return {
    version: versionOf({ ...reply, ContentLength: Number(size) }),
    range: { first: Number(first), last: Number(first) + length - 1 },
    body,
  }
}

function opened(bucket: Bucket, key: string, { version, range, body }: Answer, signal?: AbortSignal): OpenObject {
  let current = body
  let position = range.first

  /** Goes on with the same version where it broke off. */
  async function goOn(): Promise<void> {
    const rest = await ask(
      bucket,
      key,
      { range: { first: position, last: range.last }, ...(signal && { signal }) },
      { IfMatch: version.etag },
    ).catch((error: unknown) => {
      if (statusOf(error) !== 412) throw error
      return null
    })
    if (rest === null) throw new Error(`${key} was replaced or deleted while it was read`)
    current = rest.body
  }

  async function* stream(): AsyncGenerator<Uint8Array, void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        for await (const bytes of piecesOf(current, bucket.timeoutMs)) {
          position += bytes.length
          yield bytes
        }
        if (position > range.last) return
      } catch (error) {
        signal?.throwIfAborted()
        if (attempt >= ATTEMPTS) throw brokenOff(bucket, key, error)
      }
      if (attempt >= ATTEMPTS) throw brokenOff(bucket, key)
      await goOn()
    }
  }

  return {
    ...version,
    stream,
    async bytes(into) {
      if (into === undefined) return buffer(stream())
      for await (const bytes of stream()) into.set(bytes, position - bytes.length - range.first)
      return into.subarray(0, position - range.first)
    },
    async [Symbol.asyncDispose]() {
      current.destroy()
    },
  }
}

function brokenOff({ name }: Bucket, key: string, cause?: unknown): StoreUnavailable {
  return new StoreUnavailable(`The bucket ${name} breaks off while it gives ${key}.`, { cause })
}

/** The pieces of a body, each within its time. A reader may take as long as it likes. */
async function* piecesOf(body: Readable, timeoutMs: number): AsyncGenerator<Uint8Array, void> {
  const pieces: AsyncIterator<Uint8Array> = body[Symbol.asyncIterator]()
  try {
    for (;;) {
      const impatience = setTimeout(() => body.destroy(new Error('The rest does not come')), timeoutMs)
      const next = await pieces.next().finally(() => clearTimeout(impatience))
      if (next.done) return
      yield next.value
    }
  } finally {
    body.destroy()
  }
}
