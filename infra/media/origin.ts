import { Annotations, Stack } from 'aws-cdk-lib'
import type { Distribution, IOrigin } from 'aws-cdk-lib/aws-cloudfront'
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'

interface BucketOrigin {
  origin: IOrigin
  allowReadingBy: (distribution: Distribution) => void
}

/**
 * The bucket as CloudFront asks it, signed. The CDK by itself would open the whole bucket to the distribution, sources and exports,
 * too: so it is given the bucket as one whose policy is not its own, and what is played is allowed here.
 */
export function bucketOrigin(scope: Construct, bucket: Bucket): BucketOrigin {
  const { bucketName, bucketRegionalDomainName } = bucket
  const known = Bucket.fromBucketAttributes(scope, 'MediaAsOrigin', { bucketName, bucketRegionalDomainName })
  Annotations.of(scope).acknowledgeWarning('@aws-cdk/aws-cloudfront-origins:updateImportedBucketPolicyOac')
  return {
    origin: S3BucketOrigin.withOriginAccessControl(known),
    allowReadingBy: ({ distributionId }) => {
      const { partition, account } = Stack.of(scope)
      bucket.addToResourcePolicy(
        new PolicyStatement({
          effect: Effect.ALLOW,
          principals: [new ServicePrincipal('cloudfront.amazonaws.com')],
          actions: ['s3:GetObject'],
          resources: [bucket.arnForObjects('hls/*')],
          conditions: {
            StringEquals: { 'AWS:SourceArn': `arn:${partition}:cloudfront::${account}:distribution/${distributionId}` },
          },
        }),
      )
    },
  }
}
