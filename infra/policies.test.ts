import { expect, test } from 'vitest'
import { z } from 'zod'
import { exampleTemplates } from './testing/synthesised.ts'

/** Every statement with a wildcard, and why it has one. */
const REASONS: Record<string, string> = {
  'Deny s3:* of the bucket, the bucket/*': 'whatever comes without TLS',
  'Deny sqs:* of the queue of dead events': 'whatever comes without TLS',
  'Deny sqs:* of the queue of events': 'whatever comes without TLS',
  'Allow s3:GetObject of the bucket/hls/*': 'CloudFront, and its function for playlists: what is played',
  'Allow s3:GetObject of the bucket/sources/*': 'MediaConvert: what it reads',
  'Allow s3:PutObject of the bucket/hls/*': 'MediaConvert: what it writes',
  'Allow s3:GetObject, s3:DeleteObject of the bucket/exports/*': 'the API: hands out exports of members, once',
  'Allow s3:GetObject, s3:PutObject, s3:DeleteObject, s3:AbortMultipartUpload of the bucket/sources/*':
    'the API: uploads',
  'Allow s3:GetObject, s3:PutObject, s3:DeleteObject, s3:AbortMultipartUpload of the bucket/*':
    'the worker: it makes and deletes all that is in the bucket',
  'Allow mediaconvert:CreateJob of the queue of MediaConvert, arn:aws:mediaconvert:eu-central-1:111122223333:jobs/*':
    'the worker: a job has no id before it is made',
  'Allow mediaconvert:GetJob, mediaconvert:SearchJobs of *': 'the worker: AWS limits neither to jobs or queues',
  'Allow ses:GetAccount of *': 'the worker: an account is no resource',
  'Allow ssm:GetParameter of arn:aws:ssm:us-east-1:111122223333:parameter/cdk/EdgeFunctionArn/*':
    'the CDK, while it deploys: the version of the function for playlists, which stands in us-east-1',
}

/** Names for what templates refer to. */
const WORDS: [RegExp, string][] = [
  [
    /BlissMedia:ExportsOutputFnGetAttMedia[0-9A-F]{8}Arn\w+|\bMedia[0-9A-F]{8}\.Arn|arn:aws:s3:::example-org-media/g,
    'the bucket',
  ],
  [/BlissMedia:ExportsOutputFnGetAttMediaConvertQueue\w+/g, 'the queue of MediaConvert'],
  [/DeadMediaConvertEvents[0-9A-F]{8}\.Arn/g, 'the queue of dead events'],
  [/\bMediaConvertEvents[0-9A-F]{8}\.Arn/g, 'the queue of events'],
]

const statementSchema = z.looseObject({
  Effect: z.string(),
  Action: z.union([z.string(), z.array(z.string())]),
  Resource: z.unknown(),
})

const templates = exampleTemplates()

test('no policy has a wildcard in its actions or resources without a reason, and no reason is left over', () => {
  const found = statementsOf(templates)
    .map(({ Effect, Action, Resource }) => ({
      Effect,
      actions: [Action].flat().join(', '),
      resources: wordsOf(Resource),
    }))
    .filter(({ actions, resources }) => actions.includes('*') || resources.includes('*'))
    .map(({ Effect, actions, resources }) => `${Effect} ${actions} of ${resources}`)
  expect([...new Set(found)].sort()).toEqual(Object.keys(REASONS).sort())
})

test('nobody is given a policy of AWS that is written for everybody, but functions one to write their log', () => {
  const managed = JSON.stringify(templates).match(/iam::aws:policy\/[\w/-]+/g) ?? []
  expect(new Set(managed)).toEqual(new Set(['iam::aws:policy/service-role/AWSLambdaBasicExecutionRole']))
})

test('what is for anybody is only ever denied', () => {
  const allowed = statementsOf(templates).filter(({ Effect, Principal }) => Effect === 'Allow' && isAnybody(Principal))
  expect(allowed).toEqual([])
})

/** Wherever they stand: in roles, in policies of their own, in those of buckets, queues and topics. */
function statementsOf(value: unknown): z.output<typeof statementSchema>[] {
  if (typeof value !== 'object' || value === null) return []
  if ('Statement' in value && Array.isArray(value.Statement)) {
    return value.Statement.filter((each) => 'Resource' in each).map((each) => statementSchema.parse(each))
  }
  return Object.values(value).flatMap(statementsOf)
}

function isAnybody(principal: unknown): boolean {
  return principal === '*' || JSON.stringify(principal) === '{"AWS":"*"}'
}

function wordsOf(resource: unknown): string {
  const text = [resource].flat().map(textOf).join(', ')
  return WORDS.reduce((words, [pattern, name]) => words.replaceAll(pattern, name), text)
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  const [[key, of] = []] = Object.entries(z.record(z.string(), z.unknown()).parse(value))
  if (key === 'Fn::Join')
    return z
      .tuple([z.string(), z.array(z.unknown())])
      .parse(of)[1]
      .map(textOf)
      .join('')
  if (key === 'Fn::GetAtt') return z.array(z.string()).parse(of).join('.')
  return of === 'AWS::Partition' ? 'aws' : String(of)
}
