import { MediaConvertClient, MediaConvertServiceException } from '@aws-sdk/client-mediaconvert'
import { ResourceUnavailable } from '../../../ports/resource-unavailable.ts'
import type { MediaConvertSettings } from './parts.ts'

/** For each call, tried so often; all of them may be repeated. */
const ATTEMPTS = 3
const CONNECT_MS = 5_000
const ANSWER_MS = 20_000

type Access = Pick<MediaConvertSettings, 'region' | 'credentials'>

/** What the clients of all services of AWS are made with. */
export function clientSettings({ region, credentials }: Access, answerMs = ANSWER_MS) {
  return {
    region,
    maxAttempts: ATTEMPTS,
    requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: answerMs, throwOnRequestTimeout: true },
    ...(credentials && { credentials: identityOf(credentials) }),
  }
}

function identityOf({ keyId, secretKey, ...token }: NonNullable<Access['credentials']>) {
  return { accessKeyId: keyId, secretAccessKey: secretKey, ...token }
}

export function mediaConvertClient({ endpoint, ...access }: Access & { endpoint: string }): MediaConvertClient {
  return new MediaConvertClient({ ...clientSettings(access), endpoint })
}

/** Waits for a call. @throws ResourceUnavailable in words for whoever runs the system; the reason of `signal`. */
export async function asked<T>(reply: Promise<T>, signal?: AbortSignal): Promise<T> {
  try {
    return await reply
  } catch (error) {
    signal?.throwIfAborted()
    throw new ResourceUnavailable(wordsOf(error), { cause: error })
  }
}

function wordsOf(error: unknown): string {
  if (!(error instanceof MediaConvertServiceException)) {
    if (error instanceof Error && error.name === 'CredentialsProviderError') {
      return 'There are no credentials of AWS for MediaConvert: give the machine a role, or keys.'
    }
    return `MediaConvert does not answer (${error instanceof Error ? error.message : 'unknown'}).`
  }
  const { name, message } = error
  const status = error.$metadata.httpStatusCode ?? 0
  if (status === 401 || status === 403) {
    return `MediaConvert refuses access (${name}): check keys, policy and MEDIACONVERT_ROLE. ${message}`
  }
  if (status === 429 || status >= 500) return `MediaConvert is too busy or has a fault (${name}).`
  return `MediaConvert refuses a call (${name}): check MEDIACONVERT_QUEUE and MEDIACONVERT_ROLE. ${message}`
}
