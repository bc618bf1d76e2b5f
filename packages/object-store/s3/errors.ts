import { S3ServiceException } from '@aws-sdk/client-s3'
import { StoreUnavailable } from '../src/index.ts'

const THROTTLED = 429
/** Of sockets, of name servers, and of the SDK's own clocks. */
const UNREACHED = /^(?:E[A-Z_]+|TimeoutError)$/

/** Waits for a call. @throws StoreUnavailable in words; else what the SDK throws. */
export async function asked<T>(bucket: string, reply: Promise<T>): Promise<T> {
  try {
    return await reply
  } catch (error) {
    throw translate(bucket, error)
  }
}

/** As `asked`. @returns null when there is no such object. */
export async function askedOrNull<T>(bucket: string, reply: Promise<T>): Promise<T | null> {
  try {
    return await reply
  } catch (error) {
    if (isNamed(error, 'NoSuchKey', 'NotFound')) return null
    throw translate(bucket, error)
  }
}

export function isNamed(error: unknown, ...names: string[]): boolean {
  return error instanceof Error && names.includes(error.name)
}

export function statusOf(error: unknown): number | undefined {
  return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined
}

export function translate(bucket: string, cause: unknown): unknown {
  const text = textOf(bucket, cause)
  return text === null ? cause : new StoreUnavailable(text, { cause })
}

function textOf(bucket: string, error: unknown): string | null {
  if (!(error instanceof Error)) return null
  const status = statusOf(error)
  if (error.name === 'NoSuchBucket') return `There is no bucket ${bucket}: make it, or correct its name.`
  if (error.name === 'CredentialsProviderError') {
    return `There are no credentials of AWS for the bucket ${bucket}: give the machine a role, or keys.`
  }
  if (status === 403) return `The bucket ${bucket} refuses access (${error.name}): check keys, role and policy.`
  if (status === THROTTLED || (status ?? 0) >= 500) {
    return `The bucket ${bucket} is too busy or has a fault (${error.name}).`
  }
  const code = 'code' in error ? String(error.code) : error.name
  return UNREACHED.test(code) ? `The bucket ${bucket} does not answer (${code}).` : null
}
