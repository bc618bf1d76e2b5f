// Registers itself as what the client signs with: the service takes Signature Version 4A alone.
import '@aws-sdk/signature-v4a'
import {
  CloudFrontKeyValueStoreClient,
  DescribeKeyValueStoreCommand,
  ListKeysCommand,
  UpdateKeysCommand,
} from '@aws-sdk/client-cloudfront-keyvaluestore'
import {
  type KeyChange,
  type KeyChanges,
  type KeyValueStore,
  KeyValueStoreTrouble,
} from '../../../ports/key-value-store.ts'
import { troubleOf } from './trouble.ts'

/** For a connection, and for each answer; `attempts` that the SDK makes, after pauses of chance. */
const LIMITS = { connectMs: 1_500, answerMs: 3_000, attempts: 3 }
/** What the service takes in one call, and gives. */
const MOST_KEYS = 50

interface Access {
  arn: string
  /** Undefined where the machine's role gives access. */
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string } | undefined
  /** Where the store answers, if not where AWS says. */
  endpoint: string | undefined
  limits?: typeof LIMITS
}

/** A KeyValueStore of CloudFront. Whatever fails may have been done: then it has to be loaded anew. */
export function cloudfrontKeyValueStore({ arn, ...access }: Access): KeyValueStore {
  const client = clientOf(access)
  /** The version that we know all of. */
  let version: string | null = null

  async function load(abortSignal: AbortSignal): Promise<Map<string, string>> {
    version = null
    // Before the keys, so that what is written meanwhile makes the version an old one.
    const { ETag: read } = await client.send(new DescribeKeyValueStoreCommand({ KvsARN: arn }), { abortSignal })
    const entries = new Map<string, string>()
    let NextToken: string | undefined
    do {
      const command = new ListKeysCommand({ KvsARN: arn, MaxResults: MOST_KEYS, ...(NextToken && { NextToken }) })
      const page = await client.send(command, { abortSignal })
      for (const { Key: key, Value: value } of page.Items ?? []) if (key !== undefined) entries.set(key, value ?? '')
      NextToken = page.NextToken
    } while (NextToken)
    version = read ?? null
    return entries
  }

  async function write(groups: readonly KeyChanges[], abortSignal: AbortSignal): Promise<void> {
    for (const part of partsOf(groups)) {
      if (version === null) throw new KeyValueStoreTrouble('It is not known what the KeyValueStore holds')
      const command = new UpdateKeysCommand({
        KvsARN: arn,
        IfMatch: version,
        Puts: part.flatMap(({ key, value }) => (value === null ? [] : [{ Key: key, Value: value }])),
        Deletes: part.flatMap(({ key, value }) => (value === null ? [{ Key: key }] : [])),
      })
      version = null
      const { ETag: written } = await client.send(command, { abortSignal })
      version = written ?? null
    }
  }

  return {
    load: (signal) => told(signal, () => load(signal)),
    write: (groups, signal) => told(signal, () => write(groups, signal)),
  }
}

/** As few calls as take them all, without a group in two of them. */
function partsOf(groups: readonly KeyChanges[]): KeyChange[][] {
  const parts: KeyChange[][] = []
  for (const group of groups) {
    const last = parts.at(-1)
    if (last && last.length + group.length <= MOST_KEYS) last.push(...group)
    else if (group.length > 0) parts.push([...group])
  }
  return parts
}

async function told<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  try {
    signal.throwIfAborted()
    return await work()
  } catch (error) {
    signal.throwIfAborted()
    throw troubleOf(error)
  }
}

function clientOf({ credentials, endpoint, limits = LIMITS }: Omit<Access, 'arn'>): CloudFrontKeyValueStoreClient {
  return new CloudFrontKeyValueStoreClient({
    // The store is everywhere; the client wants a region all the same.
    region: 'us-east-1',
    ...(credentials && { credentials }),
    ...(endpoint && { endpointProvider: () => ({ url: new URL(endpoint), properties: { authSchemes: [SIGNATURE] } }) }),
    maxAttempts: limits.attempts,
    requestHandler: {
      connectionTimeout: limits.connectMs,
      requestTimeout: limits.answerMs,
      throwOnRequestTimeout: true,
    },
  })
}

/** As the client does it where AWS says where the store answers; it would put the account before the host of any other. */
const SIGNATURE = {
  name: 'sigv4a',
  signingName: 'cloudfront-keyvaluestore',
  signingRegion: '*',
  signingRegionSet: ['*'],
  properties: {},
}
