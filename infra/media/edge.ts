import { join } from 'node:path'
import { Duration, Stack } from 'aws-cdk-lib'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import {
  AllowedMethods,
  CachedMethods,
  CachePolicy,
  Distribution,
  Function as EdgeCode,
  type EdgeLambda,
  experimental,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  type ICachePolicy,
  type IOriginRequestPolicy,
  KeyValueStore,
  LambdaEdgeEventType,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront'
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { Code, Runtime } from 'aws-cdk-lib/aws-lambda'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import type { Installation } from '../installation.ts'
import { cachePolicy, headersPolicy, playlistsRequestPolicy, requestPolicy } from './edge-policies.ts'
import { bucketOrigin } from './origin.ts'

export interface Edge {
  distribution: Distribution
  keyValueStore: KeyValueStore
}

interface EdgeParts {
  bucket: Bucket
  installation: Installation
  /** What `npm run edge:build` made. */
  artefacts: string
}

/** CloudFront before the bucket, as docs/cloudfront.md says: a function decides every request, another writes playlists. */
export function edge(scope: Construct, { bucket, installation, artefacts }: EdgeParts): Edge {
  const keyValueStore = new KeyValueStore(scope, 'KeyValueStore', { comment: 'Better & Bliss' })
  const functionAssociations = [
    {
      eventType: FunctionEventType.VIEWER_REQUEST,
      function: new EdgeCode(scope, 'ViewerRequest', {
        comment: 'Better & Bliss: decides who may have what',
        runtime: FunctionRuntime.JS_2_0,
        code: FunctionCode.fromFile({ filePath: join(artefacts, 'cloudfront-viewer-request', 'function.js') }),
        keyValueStore,
      }),
    },
  ]
  const responseHeadersPolicy = headersPolicy(scope, installation.hosts.app)
  const { origin, allowReadingBy } = bucketOrigin(scope, bucket)
  const behaviour = (
    cache: ICachePolicy,
    originRequestPolicy: IOriginRequestPolicy,
    edgeLambdas: EdgeLambda[] = [],
  ) => ({
    origin,
    viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
    compress: false,
    allowedMethods: AllowedMethods.ALLOW_GET_HEAD_OPTIONS,
    cachedMethods: CachedMethods.CACHE_GET_HEAD,
    cachePolicy: cache,
    originRequestPolicy,
    responseHeadersPolicy,
    functionAssociations,
    edgeLambdas,
  })
  const playlists = {
    eventType: LambdaEdgeEventType.ORIGIN_REQUEST,
    functionVersion: playlistsFunction(scope, artefacts, installation.mediaBucketName),
  }
  const distribution = new Distribution(scope, 'Distribution', {
    comment: 'Better & Bliss media',
    domainNames: [installation.hosts.media],
    certificate: Certificate.fromCertificateArn(scope, 'Certificate', installation.mediaCertificateArn),
    minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    httpVersion: HttpVersion.HTTP2_AND_3,
    defaultBehavior: behaviour(cachePolicy(scope), requestPolicy(scope)),
    additionalBehaviors: {
      '*.m3u8': behaviour(CachePolicy.CACHING_DISABLED, playlistsRequestPolicy(scope), [playlists]),
    },
  })
  allowReadingBy(distribution)
  return { distribution, keyValueStore }
}

/** Reads playlists and writes the token into them. Its code holds the keys of the tokens; Lambda@Edge makes it in us-east-1. */
function playlistsFunction(scope: Construct, artefacts: string, bucketName: string): experimental.EdgeFunction {
  const playlists = new experimental.EdgeFunction(scope, 'Playlists', {
    description: 'Better & Bliss: playlists with tokens',
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromAsset(join(artefacts, 'lambda-origin-request', 'function.zip')),
    timeout: Duration.seconds(10),
    memorySize: 256,
  })
  // By its name: it stands in another region.
  const bucket = `arn:${Stack.of(scope).partition}:s3:::${bucketName}`
  const allow = (action: string, resource: string) =>
    playlists.addToRolePolicy(new PolicyStatement({ effect: Effect.ALLOW, actions: [action], resources: [resource] }))
  allow('s3:GetObject', `${bucket}/hls/*`)
  // S3 then says 404 for what is not there.
  allow('s3:ListBucket', bucket)
  return playlists
}
