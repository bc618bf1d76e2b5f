import { group } from '../group.ts'
import type { Secret } from '../secret.ts'
import { streamKeysOf } from './streaming.ts'

/** Where edges read keys and what was ended that hold no list of it: a KeyValueStore of CloudFront, which the worker writes. */
export type EdgeStore =
  | { kind: 'off' }
  | {
      kind: 'cloudfront'
      arn: string
      /** Where the store answers, if not where AWS says. */
      endpoint: string | undefined
      keys: Secret<{ current: string; previous?: string }>
    }

export const edgeStore = group(
  [
    'CLOUDFRONT_KEY_VALUE_STORE_ARN',
    'AWS_ENDPOINT_URL_CLOUDFRONT_KEYVALUESTORE',
    'STREAMING_SECRET_KEY',
    'STREAMING_SECRET_KEY_PREVIOUS',
  ],
  (set): EdgeStore => {
    const { CLOUDFRONT_KEY_VALUE_STORE_ARN: arn, AWS_ENDPOINT_URL_CLOUDFRONT_KEYVALUESTORE: endpoint } = set
    if (arn === undefined) return { kind: 'off' }
    return { kind: 'cloudfront', arn, endpoint, keys: streamKeysOf(set, 'CLOUDFRONT_KEY_VALUE_STORE_ARN') }
  },
)
