import { readFileSync } from 'node:fs'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { RawVariables } from './group.ts'
import { ConfigError } from './read.ts'
import { readApiSettings } from './roles.ts'
import { machineWith, problemsOf as problemsOfRole, REQUIRED } from './testing/machine.ts'
import { variables } from './variables.ts'

const configOf = (set: RawVariables = {}) => readApiSettings(machineWith({ ...REQUIRED, ...set }))
const problemsOf = (set: RawVariables) => problemsOfRole(readApiSettings, set)

const specification = readFileSync(new URL('../../../docs/specification.md', import.meta.url), 'utf8')
const SPECIFIED = [...specification.matchAll(/^#?\s*([A-Z][A-Z0-9_]+)=/gm)].map(([, name = '']) => name)

describe('what is read', () => {
  test('every variable of the specification is', () => {
    expect(SPECIFIED.length).toBeGreaterThan(40)
    expect([...SPECIFIED, 'DB_SSL_MODE'].filter((name) => !(name in variables))).toEqual([])
  })

  test("the specification's own example works, but for its placeholders", () => {
    const example = {
      AWS_REGION: 'us-east-1',
      DATABASE_URL: 'postgresql://user:password@host:5432/dbname',
      FRONTEND_URL: 'http://localhost:5173',
      BACKEND_URL: 'http://localhost:8000',
      JWT_SECRET_KEY: 'your-jwt-secret-key-change-in-production',
      ENVIRONMENT: 'development',
      FROM_EMAIL: 'noreply@betterandbliss.com',
      SUPPORT_EMAIL: 'support@betterandbliss.com',
      STREAMING_SECRET_KEY: 'CHANGE-THIS-TO-A-SECURE-RANDOM-STRING-MIN-32-CHARS',
      CLOUDFRONT_DOMAIN: 'd1234567890abc.cloudfront.net',
      VIDEO_URL_EXPIRY_MINUTES: '120',
      ENABLE_STREAMING_TOKEN_VALIDATION: 'false',
      RATE_LIMIT_REGISTER: '5/15min',
      RATE_LIMIT_API: '100/1min',
      COOKIE_SAMESITE: 'strict',
      COOKIE_HTTPONLY: 'true',
      COOKIE_DOMAIN: '',
      ALLOWED_COUNTRIES: '',
    }
    expect(problemsOf(example)).toEqual([])
    expect(problemsOf({ ...example, ENVIRONMENT: 'production' })).toHaveLength(6)
  })

  test('empty is not set', () => {
    const empty = Object.fromEntries(Object.keys(variables).map((name) => [name, '']))
    expect(configOf({ ...empty, ...REQUIRED })).toEqual(configOf())
    expect(problemsOf(empty).toSorted()).toEqual([
      'DATABASE_URL is required',
      'JWT_SECRET_KEY is required',
      'STREAMING_SECRET_KEY is required',
    ])
  })

  test('the defaults are for a laptop', () => {
    expect(configOf()).toMatchObject({
      environment: 'development',
      host: '127.0.0.1',
      port: 8000,
      frontendUrl: 'http://localhost:5173',
      backendUrl: 'http://localhost:8000',
      edgeUrl: 'http://localhost:8080',
      identity: { kind: 'embedded', accessTokenSeconds: 900, refreshTokenSeconds: 604_800 },
      store: { kind: 'disk', folder: '/here/data/media' },
      captcha: { kind: 'off' },
      geo: { kind: 'off' },
      payloadEncryption: { kind: 'off' },
      limitsStore: { kind: 'memory' },
      observability: { kind: 'off' },
      cookie: { secure: false, sameSite: 'strict', domain: undefined },
      urlLives: { videoUrlSeconds: 7200, audioUrlSeconds: 7200, pictureUrlSeconds: 86_400 },
      rateLimits: { register: null, login: null, refresh: null, validate: null, api: null },
      trustedProxies: [],
      adminAddresses: null,
    })
  })

  test('addresses follow the ports unless they are set; the edge may be a CloudFront distribution', () => {
    const ports = { API_PORT: '1', WEB_PORT: '2', EDGE_PORT: '3' }
    expect(configOf(ports)).toMatchObject({
      frontendUrl: 'http://localhost:2',
      backendUrl: 'http://localhost:1',
      edgeUrl: 'http://localhost:3',
    })
    const cloudFront = { ...ports, CLOUDFRONT_DOMAIN: 'd1.cloudfront.net' }
    expect(configOf(cloudFront).edgeUrl).toBe('https://d1.cloudfront.net')
    expect(configOf({ ...cloudFront, EDGE_URL: 'https://media.example.org//' }).edgeUrl).toBe(
      'https://media.example.org',
    )
  })

  test('trusted proxies are addresses and ranges of both families', () => {
    const { trustedProxies } = configOf({ TRUSTED_PROXIES: '10.0.0.0/8, 192.0.2.1,fd00::/8 , ::1' })
    expect(trustedProxies).toEqual(['10.0.0.0/8', '192.0.2.1', 'fd00::/8', '::1'])
    for (const wrong of [
      'true',
      '1',
      'loopback',
      '10.0.0.0/33',
      '10.0.0',
      'proxy.internal',
      '10.0.0.1;10.0.0.2',
      '0.0.0.0/0',
      '::/0',
      '0.0.0.0/1,128.0.0.0/1',
      '::ffff:0:0/96',
      '0:0:0:0:0:FFFF:0:0/103',
    ]) {
      expect(problemsOf({ ...REQUIRED, TRUSTED_PROXIES: wrong })).toEqual([
        expect.stringMatching(/^TRUSTED_PROXIES: must/),
      ])
    }
  })

  test('the studio may be limited to addresses and ranges, and to nothing that is none', () => {
    const { adminAddresses } = configOf({ ADMIN_ALLOWED_IPS: '203.0.113.7, 198.51.100.0/24,2001:db8::/48, 0.0.0.0/0' })
    expect(adminAddresses).toEqual(['203.0.113.7', '198.51.100.0/24', '2001:db8::/48', '0.0.0.0/0'])
    for (const wrong of [
      'office',
      '203.0.113.7,',
      ',',
      '198.51.100.0/33',
      '2001:db8::/129',
      '203.0.113',
      '1.2.3.4:80',
    ]) {
      expect(problemsOf({ ...REQUIRED, ADMIN_ALLOWED_IPS: wrong }), wrong).toEqual([
        expect.stringMatching(/^ADMIN_ALLOWED_IPS: must/),
      ])
    }
  })

  test('TLS to the database is asked for in its address', () => {
    expect(configOf({ DB_SSL_MODE: 'require' }).databaseUrl.reveal()).toBe(`${REQUIRED.DATABASE_URL}?sslmode=require`)
    const url = `${REQUIRED.DATABASE_URL}?application_name=a&sslmode=disable`
    expect(configOf({ DATABASE_URL: url, DB_SSL_MODE: 'verify-full' }).databaseUrl.reveal()).toBe(
      `${REQUIRED.DATABASE_URL}?application_name=a&sslmode=verify-full`,
    )
    expect(configOf().databaseUrl.reveal()).toBe(REQUIRED.DATABASE_URL)
  })

  test('its authority is a path or the certificates themselves, and of use where it is asked', () => {
    const authorityOf = (set: Record<string, string>) =>
      new URL(configOf(set).databaseUrl.reveal()).searchParams.get('sslrootcert')
    const pem = '-----BEGIN CERTIFICATE-----\nMII+/=\n-----END CERTIFICATE-----\n'
    expect(authorityOf({ DB_SSL_MODE: 'verify-ca', DB_SSL_CA: 'ca.pem' })).toBe('/here/ca.pem')
    expect(authorityOf({ DB_SSL_MODE: 'verify-full', DB_SSL_CA: pem })).toBe(pem)
    expect(problemsOf({ ...REQUIRED, DB_SSL_MODE: 'verify-ca' })).toEqual([
      'DB_SSL_CA is missing: DB_SSL_MODE=verify-ca needs it',
    ])
    for (const set of [{}, { DB_SSL_MODE: 'prefer' }, { DB_SSL_MODE: 'disable' }]) {
      expect(problemsOf({ ...REQUIRED, ...set, DB_SSL_CA: 'ca.pem' })).toEqual([
        'DB_SSL_CA is used by DB_SSL_MODE=require, verify-ca, verify-full alone',
      ])
    }
    for (const query of ['ssl=true', 'sslmode=no-verify', 'sslkey=a', 'uselibpqcompat=true']) {
      expect(problemsOf({ ...REQUIRED, DATABASE_URL: `${REQUIRED.DATABASE_URL}?${query}` })).toEqual([
        expect.stringMatching(/^DATABASE_URL: TLS is chosen by DB_SSL_MODE/),
      ])
    }
  })
})

describe('what is wrong', () => {
  test('is told all at once, by name', () => {
    const problems = problemsOf({
      ENVIRONMENT: 'staging',
      API_PORT: '70000',
      WEB_PORT: 'web',
      FRONTEND_URL: 'javascript:alert(1)',
      DATABASE_URL: 'mysql://localhost/bliss',
      JWT_SECRET_KEY: 'short',
      COOKIE_HTTPONLY: 'false',
      COOKIE_SAMESITE: 'none',
      RATE_LIMIT_LOGIN: 'often',
      ENABLE_CAPTCHA: 'maybe',
      RECAPTCHA_MIN_SCORE: '2',
    })
    const names = problems.map((problem) => problem.split(/[: ]/)[0] ?? '').sort((a, b) => a.localeCompare(b))
    expect(names).toEqual([
      'API_PORT',
      'COOKIE_HTTPONLY',
      'COOKIE_SAMESITE',
      'DATABASE_URL',
      'ENABLE_CAPTCHA',
      'ENVIRONMENT',
      'FRONTEND_URL',
      'JWT_SECRET_KEY',
      'RATE_LIMIT_LOGIN',
      'RECAPTCHA_MIN_SCORE',
      'STREAMING_SECRET_KEY',
      'WEB_PORT',
    ])
    expect(problems).toContain('STREAMING_SECRET_KEY is required')
    expect(problems).toContain('JWT_SECRET_KEY: must have at least 32 characters')
    expect(problems).toContain('RATE_LIMIT_LOGIN: must look like 5/15min')
  })

  test('does not repeat a secret', () => {
    const error = new ConfigError(
      problemsOf({ ...REQUIRED, JWT_SECRET_KEY: 'hunter2', DATABASE_URL: 'ftp://a:hunter3@b' }),
    )
    expect(error.message).not.toMatch(/hunter/)
  })
})

describe('what is kept apart', () => {
  const secret = (name: string) => `${name.toLowerCase()}-value-that-must-not-be-shown`
  const SECRETS = [
    'COGNITO_CLIENT_SECRET',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_SESSION_TOKEN',
    'RECAPTCHA_SECRET_KEY',
  ].concat(
    ['DD_API_KEY', 'JWT_SECRET_KEY', 'JWT_SECRET_KEY_PREVIOUS'],
    ['STREAMING_SECRET_KEY', 'STREAMING_SECRET_KEY_PREVIOUS'],
  )

  test('no secret is in what is printed or logged of the settings', () => {
    const set = Object.fromEntries(SECRETS.map((name) => [name, secret(name)]))
    const settings = configOf({
      ...set,
      AWS_ACCESS_KEY_ID: 'id',
      COGNITO_USER_POOL_ID: 'eu-west-1_a',
      COGNITO_CLIENT_ID: 'b',
    })
    expect(settings.aws.credentials?.secretKey.reveal()).toBe(secret('AWS_SECRET_ACCESS_KEY'))
    expect(settings.aws.credentials?.sessionToken?.reveal()).toBe(secret('AWS_SESSION_TOKEN'))
    for (const shown of [
      JSON.stringify(settings),
      inspect(settings, { depth: null, showHidden: true }),
      settings.jwtKeys.toString(),
    ]) {
      for (const name of SECRETS) expect(shown).not.toContain(secret(name))
      expect(shown).not.toContain('database-password')
    }
  })

  test('the keys of a rotation are both there', () => {
    expect(configOf({ STREAMING_SECRET_KEY_PREVIOUS: secret('PREVIOUS') }).streamKeys.reveal()).toEqual({
      current: REQUIRED.STREAMING_SECRET_KEY,
      previous: secret('PREVIOUS'),
    })
    expect(configOf().streamKeys.reveal()).toEqual({ current: REQUIRED.STREAMING_SECRET_KEY })
    const previous = secret('PREVIOUS')
    expect(configOf({ JWT_SECRET_KEY_PREVIOUS: previous }).jwtKeys.reveal()).toEqual([
      REQUIRED.JWT_SECRET_KEY,
      previous,
    ])
    expect(configOf().jwtKeys.reveal()).toEqual([REQUIRED.JWT_SECRET_KEY])
  })
})
