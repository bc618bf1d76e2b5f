import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Resource, Templates } from './synthesised.ts'

const ACCOUNT = '111122223333'
const REGION = 'eu-central-1'
/** What stands in Secrets Manager before the stacks do. */
export const ENTERED_BY_HAND = `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:datadog-AbCdEf`
const PSEUDO: Record<string, string> = {
  'AWS::Region': REGION,
  'AWS::AccountId': ACCOUNT,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
}

const container = z.looseObject({
  Environment: z.array(z.object({ Name: z.string(), Value: z.unknown() })).default([]),
  Secrets: z.array(z.object({ Name: z.string(), ValueFrom: z.unknown() })).default([]),
})
const generated = z.looseObject({
  PasswordLength: z.number(),
  GenerateStringKey: z.string().optional(),
  SecretStringTemplate: z.string().optional(),
})

/** The environment that a task's first container, which is ours, would have, with what SECRETS_ID names in it, had CloudFormation made what its template describes: with names as AWS gives them. */
export function environmentOf(templates: Templates, task: Resource): Record<string, string> {
  const aws = deploy(templates)
  const [only] = z.array(container).parse(task.Properties.ContainerDefinitions)
  if (only === undefined) return {}
  const plain = only.Environment.map(({ Name, Value }) => [Name, aws.read(Value)])
  const secrets = only.Secrets.map(({ Name, ValueFrom }) => [Name, aws.secretOf(aws.read(ValueFrom))])
  const environment: Record<string, string> = Object.fromEntries([...plain, ...secrets])
  const { SECRETS_ID: id, ...others } = environment
  return id === undefined
    ? others
    : { ...others, ...z.record(z.string(), z.string()).parse(JSON.parse(aws.secretOf(id))) }
}

function deploy(templates: Templates) {
  const resources = Object.values(templates).flatMap(({ Resources }) => Object.entries(Resources))
  const exported = exportsOf(templates)
  const secrets = new Map<string, string>()

  function read(value: unknown): string {
    if (typeof value === 'string') return value.replaceAll(SECRET_REFERENCE, (_, of: string) => secretOf(of))
    const [[key, of] = [], ...others] = Object.entries(z.record(z.string(), z.unknown()).parse(value))
    if (others.length > 0) return unknown(JSON.stringify(value))
    switch (key) {
      case 'Ref':
        return PSEUDO[String(of)] ?? refOf(String(of), find(String(of)), read)
      case 'Fn::GetAtt': {
        const [name, attribute] = z.tuple([z.string(), z.string()]).parse(of)
        return attributeOf(name, `${find(name).Type} ${attribute}`)
      }
      case 'Fn::ImportValue':
        return read(exported.get(String(of)))
      case 'Fn::Join': {
        const [between, parts] = z.tuple([z.string(), z.array(z.unknown())]).parse(of)
        // References to secrets are put together of several parts.
        return read(parts.map((part) => (typeof part === 'string' ? part : read(part))).join(between))
      }
      default:
        return unknown(String(key))
    }
  }

  /** Names are a stack's own; those that are asked for stand in one only. */
  function find(name: string): Resource {
    const [[, found] = [], ...others] = resources.filter(([own]) => own === name)
    if (!found || others.length > 0) throw new Error(`There are ${others.length + (found ? 1 : 0)} resources ${name}`)
    return found
  }

  /** @param address ARN of a secret, perhaps with a field of it, as ECS writes that: `ARN:field::`. */
  function secretOf(address: string): string {
    const [, name = '', field = ''] = /:secret:([\w-]+)(?::(\w+)::)?$/.exec(address) ?? []
    const text = address === ENTERED_BY_HAND ? 'of-datadog' : (secrets.get(name) ?? makeSecret(find(name), read))
    secrets.set(name, text)
    if (field === '') return text
    return z.record(z.string(), z.string()).parse(JSON.parse(text))[field] ?? unknown(address)
  }

  return { read, secretOf }
}

type Read = (value: unknown) => string

const SECRET_REFERENCE = /\{\{resolve:secretsmanager:(.+?):SecretString:.*?\}\}/g

function exportsOf(templates: Templates): Map<string, unknown> {
  const outputs = Object.values(templates).flatMap(({ Outputs }) => Object.values(Outputs))
  return new Map(outputs.flatMap(({ Value, Export }) => (Export ? [[String(Export.Name), Value] as const] : [])))
}

function refOf(name: string, { Type, Properties }: Resource, read: Read): string {
  switch (Type) {
    case 'AWS::S3::Bucket':
      return read(Properties.BucketName)
    case 'AWS::SES::ConfigurationSet':
      return name
    case 'AWS::Cognito::UserPool':
      return `${REGION}_Ab12Cd34E`
    case 'AWS::Cognito::UserPoolClient':
      return '3n4b5urk1ft4fl3mg5e62d9ado'
    case 'AWS::SQS::Queue':
      return `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/${name}`
    case 'AWS::SNS::Topic':
      return `arn:aws:sns:${REGION}:${ACCOUNT}:${name}`
    case 'AWS::SecretsManager::Secret':
      return `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:${name}`
    default:
      return unknown(Type)
  }
}

function attributeOf(name: string, attribute: string): string {
  switch (attribute) {
    case 'AWS::CloudFront::KeyValueStore Arn':
      return `arn:aws:cloudfront::${ACCOUNT}:key-value-store/0b2f4a6c-1111-2222-3333-444455556666`
    case 'AWS::IAM::Role Arn':
      return `arn:aws:iam::${ACCOUNT}:role/${name}`
    case 'AWS::MediaConvert::Queue Arn':
      return `arn:aws:mediaconvert:${REGION}:${ACCOUNT}:queues/${name}`
    case 'AWS::RDS::DBInstance Endpoint.Address':
      return `${name.toLowerCase()}.c1a2b3.${REGION}.rds.amazonaws.com`
    case 'AWS::ElastiCache::ReplicationGroup PrimaryEndPoint.Address':
      return `master.${name.toLowerCase()}.c1a2b3.euc1.cache.amazonaws.com`
    case 'AWS::Cognito::UserPoolClient ClientSecret':
      return 'c2VjcmV0b2Z0aGVjbGllbnQ'
    default:
      return unknown(attribute)
  }
}

function makeSecret({ Properties }: Resource, read: Read): string {
  if (Properties.SecretString !== undefined) return read(Properties.SecretString)
  const { PasswordLength, GenerateStringKey, SecretStringTemplate } = generated.parse(Properties.GenerateSecretString)
  const text = randomBytes(PasswordLength).toString('base64url').replaceAll(/[-_]/g, 'x').slice(0, PasswordLength)
  if (GenerateStringKey === undefined) return text
  const template = z.record(z.string(), z.unknown()).parse(JSON.parse(SecretStringTemplate ?? '{}'))
  return JSON.stringify({ ...template, [GenerateStringKey]: text })
}

function unknown(what: string): never {
  throw new Error(`It is not known what AWS makes of ${what}`)
}
