import { describe, expect, test } from 'vitest'
import { exampleTemplates, onlyOf, resourcesOf } from '../testing/synthesised.ts'

const templates = exampleTemplates()

describe('the bucket', () => {
  test('is closed to the public, encrypted, and stays when its stack goes', () => {
    const [[, bucket] = []] = resourcesOf(templates, 'AWS::S3::Bucket')
    expect(bucket).toMatchObject({
      DeletionPolicy: 'Retain',
      Properties: {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
      },
    })
    expect(bucket?.Properties.VersioningConfiguration, 'what members delete is gone').toBeUndefined()
  })

  test('keeps nothing of broken uploads and forgotten exports, and all that is played', () => {
    const { LifecycleConfiguration } = onlyOf(templates, 'AWS::S3::Bucket')
    expect(LifecycleConfiguration).toEqual({
      Rules: [
        { Id: 'abandoned-uploads', Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 9 } },
        {
          Id: 'sources',
          Status: 'Enabled',
          Prefix: 'sources/',
          Transitions: [{ StorageClass: 'GLACIER_IR', TransitionInDays: 30 }],
        },
        { Id: 'exports', Status: 'Enabled', Prefix: 'exports/', ExpirationInDays: 2 },
      ],
    })
  })

  test('is read by this one distribution, and of it only what is played', () => {
    const { PolicyDocument } = onlyOf(templates, 'AWS::S3::BucketPolicy')
    const { Statement } = PolicyDocument as { Statement: { Principal: object }[] }
    const [statement, ...others] = Statement.filter(({ Principal }) => 'Service' in Principal)
    expect(others).toEqual([])
    expect(statement).toMatchObject({
      Effect: 'Allow',
      Action: 's3:GetObject',
      Principal: { Service: 'cloudfront.amazonaws.com' },
    })
    const text = JSON.stringify(statement)
    expect(text).toContain('"/hls/*"')
    expect(text).toMatch(/"AWS:SourceArn":\{"Fn::Join":\["",\["arn:".*:distribution\/",\{"Ref":"Distribution/)
  })
})

describe('the distribution', () => {
  const behaviours = () => {
    const { DistributionConfig: config } = onlyOf(templates, 'AWS::CloudFront::Distribution') as {
      DistributionConfig: { DefaultCacheBehavior: Record<string, unknown>; CacheBehaviors: Record<string, unknown>[] }
    }
    return { config, all: [config.DefaultCacheBehavior, ...config.CacheBehaviors] }
  }

  test('lets the function decide every request, whatever its path', () => {
    const [, decides] = resourcesOf(templates, 'AWS::CloudFront::Function')[0] ?? []
    expect(decides?.Properties.FunctionConfig).toMatchObject({
      Runtime: 'cloudfront-js-2.0',
      KeyValueStoreAssociations: [{}],
    })
    const { all } = behaviours()
    expect(all).toHaveLength(2)
    for (const behaviour of all) {
      expect(behaviour).toMatchObject({
        FunctionAssociations: [{ EventType: 'viewer-request' }],
        ViewerProtocolPolicy: 'https-only',
        AllowedMethods: ['GET', 'HEAD', 'OPTIONS'],
      })
      expect(behaviour).not.toHaveProperty('TrustedSigners')
    }
  })

  test('keeps no playlist, for each bears a token, and lets the function of Lambda@Edge write it', () => {
    const { config } = behaviours()
    expect(config.CacheBehaviors).toMatchObject([
      {
        PathPattern: '*.m3u8',
        CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
        LambdaFunctionAssociations: [{ EventType: 'origin-request' }],
      },
    ])
  })

  test('caches segments by their path alone, though S3 calls them private', () => {
    expect(onlyOf(templates, 'AWS::CloudFront::CachePolicy')).toMatchObject({
      CachePolicyConfig: {
        MinTTL: 86_400,
        ParametersInCacheKeyAndForwardedToOrigin: {
          QueryStringsConfig: { QueryStringBehavior: 'none' },
          HeadersConfig: { HeaderBehavior: 'none' },
          CookiesConfig: { CookieBehavior: 'none' },
        },
      },
    })
  })

  test('asks the bucket signed, and is told the country of who asks', () => {
    expect(onlyOf(templates, 'AWS::CloudFront::OriginAccessControl')).toMatchObject({
      OriginAccessControlConfig: {
        SigningBehavior: 'always',
        SigningProtocol: 'sigv4',
        OriginAccessControlOriginType: 's3',
      },
    })
    const policies = resourcesOf(templates, 'AWS::CloudFront::OriginRequestPolicy')
    expect(policies).toHaveLength(2)
    for (const [, { Properties }] of policies) expect(JSON.stringify(Properties)).toContain('CloudFront-Viewer-Country')
  })

  test('takes its function for playlists from us-east-1, where Lambda@Edge has to be', () => {
    const functions = Object.entries(templates.EdgeLambda?.Resources ?? {}).filter(
      ([, { Type }]) => Type === 'AWS::Lambda::Function',
    )
    expect(functions).toMatchObject([
      [expect.any(String), { Properties: { Runtime: 'nodejs22.x', Timeout: 10, MemorySize: 256 } }],
    ])
  })
})

describe('MediaConvert', () => {
  test('is taken for this account alone', () => {
    const [, role] =
      resourcesOf(templates, 'AWS::IAM::Role').find(([name]) => name.startsWith('MediaConvertRole')) ?? []
    expect(role?.Properties.AssumeRolePolicyDocument).toMatchObject({
      Statement: [
        {
          Principal: { Service: 'mediaconvert.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
        },
      ],
    })
  })

  test('tells of jobs of its own queue, by a rule that alone may send', () => {
    expect(onlyOf(templates, 'AWS::Events::Rule')).toMatchObject({
      EventPattern: {
        source: ['aws.mediaconvert'],
        detail: {
          status: ['STATUS_UPDATE', 'COMPLETE', 'ERROR', 'CANCELED'],
          queue: [{ 'Fn::GetAtt': [expect.any(String), 'Arn'] }],
        },
      },
    })
    const senders = resourcesOf(templates, 'AWS::SQS::QueuePolicy').flatMap(([, { Properties }]) =>
      (Properties.PolicyDocument as { Statement: Record<string, unknown>[] }).Statement.filter(
        ({ Effect }) => Effect === 'Allow',
      ),
    )
    expect(senders).toHaveLength(1)
    expect(senders[0]).toMatchObject({
      Principal: { Service: 'events.amazonaws.com' },
      Condition: {
        ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [expect.stringContaining('MediaConvertRule'), 'Arn'] } },
      },
    })
  })

  test('has events kept for two weeks, and those that nobody can read put aside after eight tries', () => {
    const queues = resourcesOf(templates, 'AWS::SQS::Queue').map(([, { Properties }]) => Properties)
    expect(queues).toHaveLength(2)
    for (const queue of queues)
      expect(queue).toMatchObject({ MessageRetentionPeriod: 1_209_600, SqsManagedSseEnabled: true })
    expect(queues.filter(({ RedrivePolicy }) => RedrivePolicy)).toMatchObject([
      { RedrivePolicy: { maxReceiveCount: 8 } },
    ])
  })
})
