import { Duration, Stack } from 'aws-cdk-lib'
import { Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnQueue } from 'aws-cdk-lib/aws-mediaconvert'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'

export interface MediaConvert {
  role: Role
  queue: CfnQueue
  events: Queue
  /** What nobody could read. */
  deadEvents: Queue
}

/** The role that MediaConvert takes, its queue, and how its events reach the worker: docs/mediaconvert.md. */
export function mediaConvert(scope: Construct, bucket: Bucket): MediaConvert {
  const role = new Role(scope, 'MediaConvertRole', {
    assumedBy: new ServicePrincipal('mediaconvert.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  })
  const allow = (action: string, keys: string) =>
    role.addToPolicy(
      new PolicyStatement({ effect: Effect.ALLOW, actions: [action], resources: [bucket.arnForObjects(keys)] }),
    )
  allow('s3:GetObject', 'sources/*')
  allow('s3:PutObject', 'hls/*')
  const queue = new CfnQueue(scope, 'MediaConvertQueue', { description: 'Better & Bliss' })
  return { role, queue, ...eventsOf(scope, queue) }
}

function eventsOf(scope: Construct, queue: CfnQueue): Pick<MediaConvert, 'events' | 'deadEvents'> {
  const common = { encryption: QueueEncryption.SQS_MANAGED, retentionPeriod: Duration.days(14), enforceSSL: true }
  const deadEvents = new Queue(scope, 'DeadMediaConvertEvents', common)
  const events = new Queue(scope, 'MediaConvertEvents', {
    ...common,
    deadLetterQueue: { queue: deadEvents, maxReceiveCount: 8 },
  })
  new Rule(scope, 'MediaConvertRule', {
    eventPattern: {
      source: ['aws.mediaconvert'],
      detailType: ['MediaConvert Job State Change'],
      detail: { status: ['STATUS_UPDATE', 'COMPLETE', 'ERROR', 'CANCELED'], queue: [queue.attrArn] },
    },
    targets: [new SqsQueue(events)],
  })
  return { events, deadEvents }
}
