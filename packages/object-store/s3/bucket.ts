import { S3Client } from '@aws-sdk/client-s3'

export interface S3Settings {
  bucket: string
  region: string
  /** Another address of the API, for VPC endpoints and emulators. */
  endpoint: string | null
  /** Without them the machine's own role gives access. */
  credentials: { keyId: string; secretKey: string; sessionToken?: string } | null
  /** So long an answer may take to begin, with what is sent for it, and so long each piece of it after the one before. */
  timeoutMs: number
}

/** A bucket and the client that reaches it. */
export interface Bucket {
  name: string
  client: S3Client
  timeoutMs: number
}

/** Calls, and readings of an object, are tried so often. */
export const ATTEMPTS = 3
/** A viewer who reads slowly keeps a connection as long. */
const MAX_SOCKETS = 1000

export function bucketOf({ bucket, region, endpoint, credentials, timeoutMs }: S3Settings): Bucket {
  const client = new S3Client({
    region,
    maxAttempts: ATTEMPTS,
    // Bodies are signed already, and a presigned PUT would carry the checksum of an empty one.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: timeoutMs,
      requestTimeout: timeoutMs,
      throwOnRequestTimeout: true,
      httpAgent: { maxSockets: MAX_SOCKETS },
      httpsAgent: { maxSockets: MAX_SOCKETS },
    },
    ...(endpoint && { endpoint, forcePathStyle: true }),
    ...(credentials && { credentials: identityOf(credentials) }),
  })
  return { name: bucket, client, timeoutMs }
}

function identityOf({ keyId, secretKey, ...token }: NonNullable<S3Settings['credentials']>) {
  return { accessKeyId: keyId, secretAccessKey: secretKey, ...token }
}
