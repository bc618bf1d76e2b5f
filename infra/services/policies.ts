import { Stack } from 'aws-cdk-lib'
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { DataStack } from '../data/data-stack.ts'
import type { MailStack } from '../mail/mail-stack.ts'
import type { MediaStack } from '../media/media-stack.ts'
import type { MembersStack } from '../members/members-stack.ts'

/** What a role's process may do at AWS: docs/s3.md, cognito.md, mediaconvert.md, cloudfront.md and the README say why. */
export interface Surroundings {
  data: DataStack
  mail: MailStack
  media: MediaStack
  members: MembersStack
}

export function apiPolicies({ data, media: { bucket }, members }: Omit<Surroundings, 'mail'>): PolicyStatement[] {
  return [
    allow(SECRETS, data.database.secrets.secretArn),
    allow(['s3:GetObject', 's3:DeleteObject'], bucket.arnForObjects('exports/*')),
    allow(OBJECTS, bucket.arnForObjects('sources/*')),
    allow(['s3:ListBucket'], bucket.bucketArn),
    allow(ACCOUNTS, members.members.pool.userPoolArn),
  ]
}

export function workerPolicies({ data, mail, media, members }: Surroundings): PolicyStatement[] {
  const { bucket, edge } = media
  return [
    allow(SECRETS, data.database.secrets.secretArn),
    allow(OBJECTS, bucket.arnForObjects('*')),
    allow(['s3:ListBucket', 's3:ListBucketMultipartUploads'], bucket.bucketArn),
    allow(ACCOUNTS, members.members.pool.userPoolArn),
    allow(
      [
        'cloudfront-keyvaluestore:DescribeKeyValueStore',
        'cloudfront-keyvaluestore:ListKeys',
        'cloudfront-keyvaluestore:UpdateKeys',
      ],
      edge.keyValueStore.keyValueStoreArn,
    ),
    ...mailPolicies(mail),
    ...conversionPolicies(media),
  ]
}

/** What may have changed since a process started. */
const SECRETS = ['secretsmanager:GetSecretValue']

const OBJECTS = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload']

const ACCOUNTS = [
  'cognito-idp:AdminGetUser',
  'cognito-idp:ListUsers',
  'cognito-idp:AdminUserGlobalSignOut',
  'cognito-idp:AdminDisableUser',
  'cognito-idp:AdminEnableUser',
  'cognito-idp:AdminDeleteUser',
  'cognito-idp:AdminUpdateUserAttributes',
  'cognito-idp:AdminLinkProviderForUser',
]

function mailPolicies({ mail }: MailStack): PolicyStatement[] {
  const { partition, region, account } = Stack.of(mail.topic)
  const configurationSet = `arn:${partition}:ses:${region}:${account}:configuration-set/${mail.configurationSet.configurationSetName}`
  return [
    allow(['ses:SendEmail', 'ses:SendRawEmail'], mail.identityArn, configurationSet),
    // How many mails a second the account may send; AWS knows no resource of it.
    allow(['ses:GetAccount'], '*'),
  ]
}

function conversionPolicies({ mediaConvert, account, region, partition }: MediaStack): PolicyStatement[] {
  const { queue, role, events } = mediaConvert
  const passRole = allow(['iam:PassRole'], role.roleArn)
  passRole.addCondition('StringEquals', { 'iam:PassedToService': 'mediaconvert.amazonaws.com' })
  return [
    allow(['mediaconvert:CreateJob'], queue.attrArn, `arn:${partition}:mediaconvert:${region}:${account}:jobs/*`),
    // Jobs have ids that nobody knows before.
    allow(['mediaconvert:GetJob', 'mediaconvert:SearchJobs'], '*'),
    passRole,
    allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility'], events.queueArn),
  ]
}

function allow(actions: string[], ...resources: string[]): PolicyStatement {
  return new PolicyStatement({ effect: Effect.ALLOW, actions, resources })
}
