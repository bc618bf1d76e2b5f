import {
  readAccountsSettings,
  readApiSettings,
  readEdgeSettings,
  readStudioSettings,
  readWebSettings,
  readWorkerSettings,
} from '@better-and-bliss/settings'
import { expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { environmentOf, optionsOf, ROLES } from './roles.ts'

const SECRETS = {
  streamingSecretKey: 's'.repeat(32),
  jwtSecretKey: 'j'.repeat(32),
  vapidPrivateKey: 'V'.repeat(42) + 'A',
}
const STRONG_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789'
const URL = 'postgresql://secret@127.0.0.1/db'
const INHERITED = {
  PATH: '/bin',
  API_PORT: '9000',
  STREAMING_SECRET_KEY_PREVIOUS: 'p'.repeat(32),
  RECAPTCHA_SECRET_KEY: 'captcha',
  AWS_ACCESS_KEY_ID: 'id',
  AWS_SECRET_ACCESS_KEY: 'aws',
  AWS_SESSION_TOKEN: 'lent',
  REDIS_URL: 'redis://:password@localhost',
  SMTP_URL: 'smtp://user:password@localhost',
  FROM_EMAIL: 'studio@example.org',
  PGPASSWORD: 'of the database',
}
const configOf = (variables: Record<string, string>) =>
  readConfig({ variables, resolvePath: (path) => `/work/${path}` })
const config = configOf(INHERITED)

const secretsIn = (environment: NodeJS.ProcessEnv) =>
  Object.keys(environment)
    .filter((name) => /KEY|SECRET|PASSWORD|SESSION_TOKEN|(DATABASE|REDIS|SMTP)_URL/.test(name))
    .sort()

test.each(['api', 'accounts'] as const)(
  '%s gets the database, the secrets and all that was set, but for what sends mail',
  (role) => {
    const environment = environmentOf(role, config, SECRETS, URL)
    const { SMTP_URL: _smtp, ...rest } = INHERITED
    expect(environment).toMatchObject({ ...rest, DATABASE_URL: URL, JWT_SECRET_KEY: SECRETS.jwtSecretKey })
  },
)

test('the worker gets the database, and the keys that open and send mails, and push', () => {
  const environment = environmentOf('worker', config, SECRETS, URL)
  const keys = [
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_SESSION_TOKEN',
    'DATABASE_URL',
    'JWT_SECRET_KEY',
    'PGPASSWORD',
    'SMTP_URL',
    'VAPID_PRIVATE_KEY',
  ]
  expect(secretsIn(environment)).toEqual(keys)
})

test('the worker gets the streaming keys, too, where it tells edges of CloudFront', () => {
  const arn = 'arn:aws:cloudfront::123456789012:key-value-store/8562a61f'
  const telling = configOf({ ...INHERITED, CLOUDFRONT_KEY_VALUE_STORE_ARN: arn })
  expect(secretsIn(environmentOf('worker', telling, SECRETS, URL))).toContain('STREAMING_SECRET_KEY')
})

test('what makes the demo gets the database, and no key that signs', () => {
  const environment = environmentOf('demo', config, SECRETS, URL)
  expect(environment).toMatchObject({ PATH: '/bin', DATABASE_URL: URL, PGPASSWORD: 'of the database' })
  expect(secretsIn(environment)).toEqual([
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_SESSION_TOKEN',
    'DATABASE_URL',
    'PGPASSWORD',
  ])
})

test('the edge gets the streaming keys and no other secret', () => {
  const environment = environmentOf('edge', config, SECRETS, URL)
  expect(secretsIn(environment)).toEqual(['STREAMING_SECRET_KEY', 'STREAMING_SECRET_KEY_PREVIOUS'])
  expect(environment).toMatchObject({ PATH: '/bin', MEDIA_DIR: config.mediaDir, BACKEND_URL: 'http://127.0.0.1:9000' })
})

test('the edge gets the key of AWS, too, where it reads a bucket', () => {
  const variables = { ...INHERITED, VIDEO_BUCKET_NAME: 'media', S3_REGION: 'eu-west-1' }
  const environment = environmentOf('edge', configOf(variables), SECRETS, URL)
  expect(environment).toMatchObject({
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'aws',
    AWS_SESSION_TOKEN: 'lent',
    VIDEO_BUCKET_NAME: 'media',
  })
  expect(secretsIn(environment)).toHaveLength(5)
  const read = readEdgeSettings({ variables: environment, resolvePath: (path) => path })
  expect(read.store).toMatchObject({ kind: 's3', credentials: { keyId: 'id' } })
})

test.each([
  ['0.0.0.0', 'http://127.0.0.1:9000'],
  ['::', 'http://127.0.0.1:9000'],
  ['::1', 'http://[::1]:9000'],
  ['10.0.0.5', 'http://10.0.0.5:9000'],
])('the edge asks the API on %s directly, whatever address the public has', (host, expected) => {
  const behindProxy = configOf({ ...INHERITED, HOST: host, BACKEND_URL: 'https://api.example.org' })
  expect(environmentOf('edge', behindProxy, SECRETS, URL).BACKEND_URL).toBe(expected)
})

test.each([
  ['api', readApiSettings],
  ['worker', readWorkerSettings],
  ['edge', readEdgeSettings],
  ['web', readWebSettings],
  ['accounts', readAccountsSettings],
  ['demo', readStudioSettings],
] as const)('%s starts in production with what it is given, when mail leaves by SMTP', (role, read) => {
  const inProduction = configOf({
    ENVIRONMENT: 'production',
    FRONTEND_URL: 'https://app.betterandbliss.test',
    BACKEND_URL: 'https://api.betterandbliss.test',
    EDGE_URL: 'https://media.betterandbliss.test',
    FROM_EMAIL: 'studio@betterandbliss.test',
    SMTP_URL: 'smtps://user:password@mail.betterandbliss.test',
  })
  const secrets = { streamingSecretKey: STRONG_KEY, jwtSecretKey: STRONG_KEY.toUpperCase() }
  const variables = environmentOf(role, inProduction, secrets, URL)
  expect(() => read({ variables, resolvePath: (path) => path })).not.toThrow()
})

test('the web app gets no secret at all', () => {
  expect(secretsIn(environmentOf('web', config, SECRETS, URL))).toEqual([])
})

test('API and worker push where push services are told whom to write to', () => {
  const pushed = (role: 'api' | 'worker', set: Record<string, string>) => {
    const environment = environmentOf(role, configOf({ ...INHERITED, ...set }), SECRETS, URL)
    const read = role === 'api' ? readApiSettings : readWorkerSettings
    return read({ variables: environment, resolvePath: (path) => path }).webPush
  }
  for (const role of ['api', 'worker'] as const) {
    expect(pushed(role, {})).toMatchObject({ kind: 'vapid', subject: 'mailto:nobody@example.org' })
    expect(pushed(role, { SUPPORT_EMAIL: 'help@studio.test' })).toMatchObject({ subject: 'mailto:help@studio.test' })
  }
})

test('the tracer is loaded before API, worker and edge where it is wanted, and before nothing else', () => {
  const traced = (set: Record<string, string>) =>
    ROLES.filter((role) => optionsOf(role, configOf({ ...INHERITED, ...set })).length > 0)
  expect(traced({ DD_TRACE_ENABLED: 'true' })).toEqual(['api', 'worker', 'edge'])
  expect(traced({})).toEqual([])
  expect(traced({ DD_TRACE_ENABLED: 'false' })).toEqual([])
  expect(traced({ DD_LOGS_ENABLED: 'true', DD_API_KEY: 'k' })).toEqual([])
})
