import { CloudFrontKeyValueStoreServiceException } from '@aws-sdk/client-cloudfront-keyvaluestore'
import { KeyValueStoreTrouble } from '../../../ports/key-value-store.ts'

const MOST_LETTERS = 300

/** Tells in words what the KeyValueStore, or the way to it, has against a call. */
export function troubleOf(cause: unknown): KeyValueStoreTrouble {
  return cause instanceof KeyValueStoreTrouble ? cause : new KeyValueStoreTrouble(wordsOf(cause), { cause })
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return 'The KeyValueStore does not answer'
  const said = error.message.slice(0, MOST_LETTERS)
  if (error.name === 'CredentialsProviderError')
    return 'There are no credentials of AWS for the KeyValueStore: give the machine a role, or keys'
  if (!(error instanceof CloudFrontKeyValueStoreServiceException)) return `The KeyValueStore does not answer: ${said}`
  switch (error.name) {
    case 'ConflictException':
      return 'Somebody else has written to the KeyValueStore'
    case 'ResourceNotFoundException':
      return 'There is no such KeyValueStore: correct CLOUDFRONT_KEY_VALUE_STORE_ARN'
    case 'ServiceQuotaExceededException':
      return `The KeyValueStore is full: ${said}`
  }
  if (error.$metadata.httpStatusCode === 403)
    return `The KeyValueStore refuses access (${error.name}): check keys, role and policy`
  return `The KeyValueStore does not do it now (${error.name}): ${said}`
}
