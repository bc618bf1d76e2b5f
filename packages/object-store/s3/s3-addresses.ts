import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { assertKey, type SignedAddresses } from '../src/index.ts'
import { bucketOf, type S3Settings } from './bucket.ts'

/**
 * S3's own addresses. They end with the credentials that signed them, which a role renews every few hours.
 *
 * @param settings the endpoint is where browsers find the bucket, which may be elsewhere than where we do.
 */
export function s3Addresses(settings: S3Settings, nowMs: () => number): SignedAddresses {
  const { name: Bucket, client } = bucketOf(settings)
  return {
    async signGet(key, lifetimeSeconds) {
      assertKey(key)
      const options = { expiresIn: lifetimeSeconds, signingDate: new Date(nowMs()) }
      return await getSignedUrl(client, new GetObjectCommand({ Bucket, Key: key }), options)
    },

    async signPut(key, contentType, lifetimeSeconds) {
      assertKey(key)
      const put = new PutObjectCommand({ Bucket, Key: key, ContentType: contentType })
      return await getSignedUrl(client, put, {
        expiresIn: lifetimeSeconds,
        signingDate: new Date(nowMs()),
        signableHeaders: new Set(['host', 'content-type']),
      })
    },
  }
}
