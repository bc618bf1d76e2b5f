import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership, StorageClass } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'

/** Sources, what is played and members' exports: docs/s3.md says what holds for it, and why. */
export function mediaBucket(scope: Construct, bucketName: string): Bucket {
  return new Bucket(scope, 'Media', {
    bucketName,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    // What is deleted must be gone: members' exports and accounts, too.
    versioned: false,
    removalPolicy: RemovalPolicy.RETAIN,
    lifecycleRules: [
      { id: 'abandoned-uploads', abortIncompleteMultipartUploadAfter: Duration.days(9) },
      {
        id: 'sources',
        prefix: 'sources/',
        transitions: [{ storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: Duration.days(30) }],
      },
      { id: 'exports', prefix: 'exports/', expiration: Duration.days(2) },
    ],
  })
}
