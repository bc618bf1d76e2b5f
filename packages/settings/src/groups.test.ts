import { describe, expect, test } from 'vitest'
import { type Group, Incomplete } from './group.ts'
import { aws } from './groups/aws.ts'
import { geo, viewerCountry } from './groups/countries.ts'
import { edgeStore } from './groups/edge-store.ts'
import { google } from './groups/google.ts'
import { limitsStore } from './groups/limits.ts'
import { mail } from './groups/mail.ts'
import { store, transcoder } from './groups/media.ts'
import { identity } from './groups/members.ts'
import { observability } from './groups/observability.ts'
import { captcha, payloadEncryption } from './groups/protection.ts'
import { webPush } from './groups/push.ts'
import { readApiSettings } from './roles.ts'
import { machineWith, problemsOf, REQUIRED } from './testing/machine.ts'
import { type Values, variables } from './variables.ts'

/** What is asked for, whether it exists yet or not. */
function asked(group: Group<unknown>, set: Record<string, string>): unknown {
  const values = Object.entries(variables).map(([name, schema]) => [name, schema.parse(set[name])])
  return group.read(Object.fromEntries(values) as Values, machineWith({ PATH: '/bin', ...set }))
}

const POOL = { COGNITO_USER_POOL_ID: 'eu-west-1_a', COGNITO_CLIENT_ID: 'c' }

const CLOUDFRONT = { VIEWER_COUNTRY: 'cloudfront' }

const KEY_256 = 'A'.repeat(43)
const EDGE_STORE = { CLOUDFRONT_KEY_VALUE_STORE_ARN: 'arn:aws:cloudfront::123456789012:key-value-store/8562a61f' }

const MEDIACONVERT = {
  MEDIACONVERT_ENDPOINT: 'https://m/',
  MEDIACONVERT_ROLE: 'r',
  MEDIACONVERT_QUEUE: 'q',
  MEDIACONVERT_EVENTS_QUEUE_URL: 'https://s/1/q',
}

const CHOICES: [string, Group<unknown>, Record<string, string>, object][] = [
  ['disk', store, { MEDIA_DIR: '/srv' }, { folder: '/srv' }],
  [
    's3',
    store,
    { VIDEO_BUCKET_NAME: 'b', S3_REGION: 'eu-west-1' },
    { bucket: 'b', region: 'eu-west-1', endpoint: undefined, credentials: undefined, workFolder: '/here/data/work' },
  ],
  [
    's3',
    store,
    {
      VIDEO_BUCKET_NAME: 'b',
      AWS_REGION: 'eu-west-2',
      AWS_ENDPOINT_URL_S3: 'http://minio:9000/',
      AWS_ACCESS_KEY_ID: 'i',
      AWS_SECRET_ACCESS_KEY: 's',
    },
    { endpoint: 'http://minio:9000', credentials: { keyId: 'i', sessionToken: undefined } },
  ],
  ['disk', store, { AWS_ENDPOINT_URL_S3: 'http://minio:9000' }, {}],
  ['s3', store, { VIDEO_BUCKET_NAME: 'b', AWS_REGION: 'eu-west-2' }, { region: 'eu-west-2' }],
  ['ffmpeg', transcoder, {}, { searchPath: '/bin' }],
  [
    'mediaconvert',
    transcoder,
    { ...MEDIACONVERT, VIDEO_BUCKET_NAME: 'b', AWS_DEFAULT_REGION: 'eu-west-1', S3_REGION: 'eu-west-2' },
    { role: 'r', queue: 'q', endpoint: 'https://m', eventsQueueUrl: 'https://s/1/q', bucket: 'b', region: 'eu-west-1' },
  ],
  ['mediaconvert', transcoder, { ...MEDIACONVERT, VIDEO_BUCKET_NAME: 'b', S3_REGION: 'x' }, { region: 'x' }],
  ['embedded', identity, {}, { accessTokenSeconds: 900 }],
  ['cognito', identity, POOL, { region: 'eu-west-1' }],
  [
    'cognito',
    identity,
    { ...POOL, AWS_REGION: 'eu-west-2', COGNITO_DOMAIN: 'x.example.org/' },
    { region: 'eu-west-1', hostedUrl: 'https://x.example.org' },
  ],
  ['cognito', identity, { ...POOL, COGNITO_NATIVE_CLIENT_IDS: 'a1, b2' }, { nativeClientIds: ['a1', 'b2'] }],
  ['embedded', identity, { AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: 'https://vpce.example.org' }, {}],
  ['outbox', mail, {}, { from: 'better-and-bliss@localhost', folder: '/here/data/outbox' }],
  ['outbox', mail, { FROM_EMAIL: 'a@example.org', DATA_DIR: '/srv' }, { from: 'a@example.org', folder: '/srv/outbox' }],
  ['smtp', mail, { FROM_EMAIL: 'a@example.org', SMTP_URL: 'smtp://mail' }, { from: 'a@example.org' }],
  ['ses', mail, { FROM_EMAIL: 'a@example.org', AWS_REGION: 'eu-west-1' }, { region: 'eu-west-1' }],
  ['off', captcha, { RECAPTCHA_SECRET_KEY: 's' }, {}],
  [
    'recaptcha',
    captcha,
    { ENABLE_CAPTCHA: 'true', RECAPTCHA_SITE_KEY: 'k', RECAPTCHA_SECRET_KEY: 's' },
    { siteKey: 'k', minScore: 0.5 },
  ],
  ['off', google, { GOOGLE_ISSUER: 'http://127.0.0.1:1' }, {}],
  ['openid', google, { GOOGLE_CLIENT_ID: 'c', GOOGLE_CLIENT_SECRET: 's' }, { issuer: 'https://accounts.google.com' }],
  ['off', geo, { ALLOWED_COUNTRIES: 'CH' }, {}],
  ['off', geo, { GEOIP_DATABASE: 'c.mmdb' }, {}],
  [
    'on',
    geo,
    { ENABLE_GEO_RESTRICTION: 'true', ALLOWED_COUNTRIES: 'ch, DE', GEOIP_DATABASE: 'c.mmdb' },
    { allowed: ['CH', 'DE'] },
  ],
  [
    'on',
    geo,
    { ENABLE_GEO_RESTRICTION: 'true', ALLOWED_COUNTRIES: '*', ...CLOUDFRONT, TRUSTED_PROXIES: '10.0.0.1' },
    { allowed: null },
  ],
  ['off', viewerCountry, { TRUSTED_PROXIES: '10.0.0.1' }, {}],
  ['database', viewerCountry, { GEOIP_DATABASE: '/srv/c.mmdb' }, { path: '/srv/c.mmdb', trustedProxies: [] }],
  ['cloudfront', viewerCountry, { ...CLOUDFRONT, CLOUDFRONT_ORIGIN_SECRET: 's'.repeat(32) }, {}],
  ['off', edgeStore, { STREAMING_SECRET_KEY: REQUIRED.STREAMING_SECRET_KEY }, {}],
  [
    'cloudfront',
    edgeStore,
    { ...EDGE_STORE, STREAMING_SECRET_KEY: REQUIRED.STREAMING_SECRET_KEY },
    { arn: EDGE_STORE.CLOUDFRONT_KEY_VALUE_STORE_ARN, endpoint: undefined },
  ],
  ['off', payloadEncryption, {}, {}],
  ['on', payloadEncryption, { ENABLE_API_ENCRYPTION: 'true', API_ENCRYPTION_KEY: KEY_256, API_HMAC_KEY: KEY_256 }, {}],
  ['off', webPush, { SUPPORT_EMAIL: 'a@example.org', PUSH_SERVICE_URL: 'http://127.0.0.1:1' }, {}],
  [
    'vapid',
    webPush,
    { VAPID_PRIVATE_KEY: KEY_256, VAPID_SUBJECT: 'https://studio.example.org' },
    { subject: 'https://studio.example.org', standIn: null },
  ],
  [
    'vapid',
    webPush,
    { VAPID_PRIVATE_KEY: KEY_256, SUPPORT_EMAIL: 'a@example.org', PUSH_SERVICE_URL: 'http://127.0.0.1:1/push/' },
    { subject: 'mailto:a@example.org', standIn: 'http://127.0.0.1:1' },
  ],
  ['memory', limitsStore, {}, {}],
  ['redis', limitsStore, { REDIS_URL: 'redis://cache:6379' }, {}],
  ['off', observability, { DD_API_KEY: 'k' }, {}],
  ['datadog', observability, { DD_TRACE_ENABLED: 'true', DD_SERVICE: 'api' }, { traces: true, service: 'api' }],
]

test.each(CHOICES)('%s is chosen by what is set', (kind, group, set, value) => {
  expect(asked(group, set)).toMatchObject({ kind, ...value })
})

describe('what is set by half is refused, and what is missing is named', () => {
  test.each<[Group<unknown>, Record<string, string>, string[]]>([
    [store, { VIDEO_BUCKET_NAME: 'b' }, ['S3_REGION']],
    [store, { S3_REGION: 'eu-west-1' }, ['VIDEO_BUCKET_NAME']],
    [store, { VIDEO_BUCKET_NAME: 'b', S3_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'i' }, ['AWS_SECRET_ACCESS_KEY']],
    [
      transcoder,
      { MEDIACONVERT_ENDPOINT: 'https://m' },
      ['MEDIACONVERT_ROLE', 'MEDIACONVERT_QUEUE', 'MEDIACONVERT_EVENTS_QUEUE_URL', 'VIDEO_BUCKET_NAME'],
    ],
    [transcoder, MEDIACONVERT, ['VIDEO_BUCKET_NAME']],
    [transcoder, { ...MEDIACONVERT, VIDEO_BUCKET_NAME: 'b' }, ['AWS_DEFAULT_REGION']],
    [identity, { COGNITO_USER_POOL_ID: 'eu-west-1_a' }, ['COGNITO_CLIENT_ID']],
    [identity, { COGNITO_DOMAIN: 'd' }, ['COGNITO_USER_POOL_ID', 'COGNITO_CLIENT_ID']],
    [identity, { COGNITO_USER_POOL_ID: 'pool', COGNITO_CLIENT_ID: 'c' }, ['AWS_REGION']],
    [identity, { COGNITO_NATIVE_CLIENT_IDS: 'a' }, ['COGNITO_USER_POOL_ID', 'COGNITO_CLIENT_ID']],
    [google, { GOOGLE_CLIENT_ID: 'c' }, ['GOOGLE_CLIENT_SECRET']],
    [google, { GOOGLE_CLIENT_SECRET: 's' }, ['GOOGLE_CLIENT_ID']],
    [
      google,
      { GOOGLE_CLIENT_ID: 'c', GOOGLE_CLIENT_SECRET: 's', COGNITO_DOMAIN: 'd' },
      ['GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET'],
    ],
    [mail, { SMTP_URL: 'smtp://mail' }, ['FROM_EMAIL']],
    [mail, { SES_CONFIGURATION_SET: 's', FROM_EMAIL: 'a@example.org' }, ['AWS_DEFAULT_REGION']],
    [mail, { SES_CONFIGURATION_SET: 's', AWS_REGION: 'eu-west-1' }, ['FROM_EMAIL']],
    [mail, { SES_CONFIGURATION_SET: 's', SMTP_URL: 'smtp://mail' }, ['SMTP_URL and SES_CONFIGURATION_SET']],
    [captcha, { ENABLE_CAPTCHA: 'true' }, ['RECAPTCHA_SITE_KEY', 'RECAPTCHA_SECRET_KEY']],
    [geo, { ENABLE_GEO_RESTRICTION: 'true' }, ['ALLOWED_COUNTRIES']],
    [geo, { ENABLE_GEO_RESTRICTION: 'true', ALLOWED_COUNTRIES: 'CH' }, ['VIEWER_COUNTRY=cloudfront or GEOIP_DATABASE']],
    [viewerCountry, CLOUDFRONT, ['CLOUDFRONT_ORIGIN_SECRET or TRUSTED_PROXIES']],
    [viewerCountry, { CLOUDFRONT_ORIGIN_SECRET: 's'.repeat(32) }, ['CLOUDFRONT_ORIGIN_SECRET']],
    [viewerCountry, { ...CLOUDFRONT, GEOIP_DATABASE: 'c.mmdb' }, ['GEOIP_DATABASE']],
    [edgeStore, EDGE_STORE, ['STREAMING_SECRET_KEY']],
    [payloadEncryption, { ENABLE_API_ENCRYPTION: 'true', API_HMAC_KEY: KEY_256 }, ['API_ENCRYPTION_KEY']],
    [payloadEncryption, { API_ENCRYPTION_REQUIRED: 'true' }, ['API_ENCRYPTION_REQUIRED']],
    [webPush, { VAPID_SUBJECT: 'mailto:a@example.org' }, ['VAPID_PRIVATE_KEY']],
    [webPush, { VAPID_PRIVATE_KEY: KEY_256 }, ['VAPID_SUBJECT or SUPPORT_EMAIL']],
    [observability, { DD_LOGS_ENABLED: 'true' }, ['DD_API_KEY']],
    [aws, { AWS_ACCESS_KEY_ID: 'i' }, ['AWS_SECRET_ACCESS_KEY']],
    [aws, { AWS_SECRET_ACCESS_KEY: 's' }, ['AWS_ACCESS_KEY_ID']],
    [aws, { AWS_SESSION_TOKEN: 't' }, ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']],
  ])('%#: %o %j lacks %j', (group, set, names) => {
    let problems: string[] = []
    try {
      asked(group, set)
    } catch (error) {
      if (error instanceof Incomplete) problems = error.problems
    }
    expect(problems).toHaveLength(names.length)
    for (const [index, name] of names.entries()) expect(problems[index]).toContain(name)
  })

  test('all of it at once, beside what is missing and what is misspelt', () => {
    const set = { ...REQUIRED, JWT_SECRET_KEY: '', API_PORT: 'x', COGNITO_CLIENT_ID: 'c', ENABLE_CAPTCHA: 'true' }
    expect(problemsOf(readApiSettings, set)).toEqual([
      'API_PORT: must be a port',
      'JWT_SECRET_KEY is required',
      'COGNITO_USER_POOL_ID is missing: AWS Cognito sign-in needs it',
      'RECAPTCHA_SITE_KEY is missing: ENABLE_CAPTCHA needs it',
      'RECAPTCHA_SECRET_KEY is missing: ENABLE_CAPTCHA needs it',
    ])
  })
})

describe('SMTP_URL', () => {
  const read = (url: string) => variables.SMTP_URL.safeParse(url)
  test.each([
    'smtp://mail.example.org',
    'smtps://mail.example.org:465/',
    'smtp://user:p%40ss%2F@mail:587',
    'smtp://[::1]:25',
  ])('%s is taken', (url) => expect(read(url).data?.reveal()).toBe(url))

  test.each([
    'mail.example.org',
    'http://mail.example.org',
    'smtp://user@mail',
    'smtp://user:p@ss@mail',
    'smtp://user:100%@mail',
    'smtp://user:%ff@mail',
    'smtp://mail?tls.rejectUnauthorized=false',
    'smtp://mail/?pool=true',
    'smtp://mail:port',
  ])('%s is refused, without a word of it', (url) => {
    const problem = read(url).error?.issues[0]?.message ?? ''
    expect(problem).toMatch(/^must be smtp:\/\/user:password@host:port/)
    expect(problem).not.toContain('100%')
  })
})
