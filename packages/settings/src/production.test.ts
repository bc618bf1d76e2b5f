import { describe, expect, test } from 'vitest'
import type { RawVariables } from './group.ts'
import { readApiSettings, readStudioSettings } from './roles.ts'
import { machineWith, problemsOf as problemsOfRole } from './testing/machine.ts'

const SAFE = {
  ENVIRONMENT: 'production',
  DATABASE_URL: 'postgresql://bliss:pass@db.internal/bliss',
  DB_SSL_MODE: 'verify-full',
  JWT_SECRET_KEY: 'T2Vr0c1mH5b8eJqK9sLxP4wNfYzA7dGu',
  STREAMING_SECRET_KEY: 'q8RkV3nXyB6tZ1mWcE5uHsJ0pLgF2aDi',
  FRONTEND_URL: 'https://studio.example.org',
  BACKEND_URL: 'https://api.example.org',
  EDGE_URL: 'https://media.example.org',
}

const problemsOf = (change: RawVariables) => problemsOfRole(readApiSettings, { ...SAFE, ...change })

const COGNITO = { COGNITO_USER_POOL_ID: 'us-east-1_a', COGNITO_CLIENT_ID: 'b' }

const KEY_256 = Buffer.from(Array.from({ length: 32 }, (_, index) => index)).toString('base64url')

describe('ENVIRONMENT=production', () => {
  test('starts with safe settings, listens everywhere, and is strict by itself', () => {
    expect(problemsOf({})).toEqual([])
    expect(problemsOf({ COOKIE_DOMAIN: '.example.org', FRONTEND_URL: 'HTTPS://Studio.Example.org' })).toEqual([])
    expect(readApiSettings(machineWith(SAFE))).toMatchObject({
      host: '0.0.0.0',
      cookie: { secure: true, sameSite: 'strict' },
      rateLimits: {
        register: { points: 5, durationSeconds: 900 },
        login: { points: 10, durationSeconds: 300 },
        refresh: { points: 30, durationSeconds: 300 },
        validate: { points: 60, durationSeconds: 60 },
        api: { points: 100, durationSeconds: 60 },
      },
    })
  })

  test.each<[RawVariables, string]>([
    [{ ENABLE_STREAMING_TOKEN_VALIDATION: 'false' }, 'ENABLE_STREAMING_TOKEN_VALIDATION must be true'],
    [{ ENABLE_STREAMING_TOKEN_VALIDATION: '0' }, 'ENABLE_STREAMING_TOKEN_VALIDATION must be true'],
    [
      { STREAMING_SECRET_KEY: 'CHANGE-THIS-TO-A-SECURE-RANDOM-STRING-MIN-32-CHARS' },
      'STREAMING_SECRET_KEY is a placeholder',
    ],
    [{ JWT_SECRET_KEY: 'your-jwt-secret-key-change-in-production' }, 'JWT_SECRET_KEY is a placeholder'],
    [{ JWT_SECRET_KEY: 'please change me, this is not a secret' }, 'JWT_SECRET_KEY is a placeholder'],
    [
      { STREAMING_SECRET_KEY_PREVIOUS: 'an-example-of-a-key-with-32-characters' },
      'STREAMING_SECRET_KEY_PREVIOUS is a placeholder',
    ],
    [
      { STREAMING_SECRET_KEY: 'only-31-characters-in-this-key.' },
      'STREAMING_SECRET_KEY: must have at least 32 characters',
    ],
    [{ JWT_SECRET_KEY: 'a'.repeat(40) }, 'JWT_SECRET_KEY is easily guessed'],
    [{ JWT_SECRET_KEY: SAFE.STREAMING_SECRET_KEY }, 'JWT_SECRET_KEY and STREAMING_SECRET_KEY must differ'],
    [{ COOKIE_DOMAIN: 'evil.com' }, 'COOKIE_DOMAIN must be the host of BACKEND_URL (api.example.org)'],
    [{ CLOUDFRONT_DOMAIN: 'http://d1.cloudfront.net' }, 'CLOUDFRONT_DOMAIN: must be a host name alone'],
    [{ CLOUDFRONT_DOMAIN: 'd1 x/../' }, 'CLOUDFRONT_DOMAIN: must be a host name alone'],
    [{ GOOGLE_ISSUER: 'http://127.0.0.1:8085' }, 'GOOGLE_ISSUER must be unset'],
    [{ GOOGLE_ISSUER: 'https://accounts.google.com.evil.example' }, 'GOOGLE_ISSUER must be unset'],
    [{ JWT_SECRET_KEY: 'short' }, 'JWT_SECRET_KEY: must have at least 32 characters'],
    [{ STREAMING_SECRET_KEY: '' }, 'STREAMING_SECRET_KEY is required'],
    [{ FRONTEND_URL: '' }, 'FRONTEND_URL must be set and begin with https://'],
    [{ FRONTEND_URL: 'http://studio.example.org' }, 'FRONTEND_URL must be set and begin with https://'],
    [{ BACKEND_URL: 'http://api.example.org' }, 'BACKEND_URL must be set and begin with https://'],
    [{ EDGE_URL: 'http://media.example.org' }, 'EDGE_URL must be set and begin with https://'],
    [{ EDGE_URL: '' }, 'EDGE_URL must be set and begin with https://, or CLOUDFRONT_DOMAIN be set'],
    [{ ENABLE_CAPTCHA: 'true', RECAPTCHA_SECRET_KEY: 'a' }, 'RECAPTCHA_SITE_KEY is missing: ENABLE_CAPTCHA needs it'],
    [
      { ENABLE_GEO_RESTRICTION: '1', ALLOWED_COUNTRIES: 'CH' },
      'VIEWER_COUNTRY=cloudfront or GEOIP_DATABASE is missing: ENABLE_GEO_RESTRICTION needs to know the country',
    ],
    [{ ALLOWED_COUNTRIES: 'Switzerland' }, 'ALLOWED_COUNTRIES: must be codes of two letters'],
    [
      { ENABLE_API_ENCRYPTION: 'on', API_ENCRYPTION_KEY: 'A'.repeat(43), API_HMAC_KEY: KEY_256 },
      'API_ENCRYPTION_KEY is easily guessed',
    ],
    [{ ...COGNITO, COGNITO_DOMAIN: 'http://sign-in.example.org' }, 'COGNITO_DOMAIN must begin with https://'],
    [
      { ...COGNITO, AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: 'http://localhost:9229' },
      'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER must begin with https://',
    ],
    [
      { VIDEO_BUCKET_NAME: 'b', S3_REGION: 'eu-west-1', AWS_ENDPOINT_URL_S3: 'http://minio:9000' },
      'AWS_ENDPOINT_URL_S3 must begin with https://',
    ],
    [
      { AWS_ENDPOINT_URL_CLOUDFRONT_KEYVALUESTORE: 'http://store' },
      'AWS_ENDPOINT_URL_CLOUDFRONT_KEYVALUESTORE must begin with https://',
    ],
    [{ DB_SSL_MODE: '' }, 'DB_SSL_MODE must be verify-full, verify-ca, require'],
    [{ DB_SSL_MODE: 'prefer' }, 'DB_SSL_MODE must be verify-full, verify-ca, require'],
    [{ DB_SSL_MODE: 'disable' }, 'DB_SSL_MODE must be verify-full, verify-ca, require'],
    [{ COOKIE_HTTPONLY: 'false' }, 'COOKIE_HTTPONLY: must stay true'],
  ])('refuses %j', (change, problem) => {
    const problems = problemsOf(change)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(problem)
  })

  test.each(['localhost', '127.0.0.1:5432', '[::1]', 'localhost/x?host=/var/run/postgresql&y=1'])(
    'a database on this machine (%s) needs no TLS',
    (host) =>
      expect(problemsOf({ DATABASE_URL: `postgresql://bliss:pass@${host}/bliss`, DB_SSL_MODE: '' })).toEqual([]),
  )

  test('a database address that asks for TLS itself is as good', () => {
    const url = `${SAFE.DATABASE_URL}?sslmode=verify-full`
    expect(problemsOf({ DATABASE_URL: url, DB_SSL_MODE: '' })).toEqual([])
    expect(problemsOf({ DATABASE_URL: url, DB_SSL_MODE: 'prefer' })).toHaveLength(1)
  })

  test('refuses that media are converted in the open', () => {
    const set = { ...SAFE, MEDIACONVERT_ENDPOINT: 'http://mediaconvert' }
    expect(problemsOfRole(readStudioSettings, set)).toContain('MEDIACONVERT_ENDPOINT must begin with https://')
  })

  test('starts with Cognito', () => {
    expect(problemsOf({ ...COGNITO, COGNITO_DOMAIN: 'our.auth.us-east-1.amazoncognito.com' })).toEqual([])
  })

  test('starts with a CloudFront distribution instead of an edge, and with protection that is off', () => {
    expect(problemsOf({ EDGE_URL: '', CLOUDFRONT_DOMAIN: 'd1.cloudfront.net' })).toEqual([])
    expect(problemsOf({ ENABLE_CAPTCHA: 'false', ENABLE_GEO_RESTRICTION: '0', ENABLE_API_ENCRYPTION: 'off' })).toEqual(
      [],
    )
  })

  test('says all reasons at once, those of the spelling and those of safety', () => {
    const problems = problemsOf({
      ENABLE_STREAMING_TOKEN_VALIDATION: 'false',
      STREAMING_SECRET_KEY: 'change-me',
      JWT_SECRET_KEY: '',
      FRONTEND_URL: 'http://studio.example.org',
      BACKEND_URL: '',
      EDGE_URL: '',
      API_PORT: '0',
      ENABLE_CAPTCHA: 'true',
      ENABLE_GEO_RESTRICTION: 'true',
      COGNITO_DOMAIN: 'http://a',
    })
    for (const name of [
      'VALIDATION',
      'STREAMING_SECRET_KEY: must',
      'STREAMING_SECRET_KEY is a placeholder',
      'JWT_SECRET_KEY is required',
    ]) {
      expect(problems.join('\n')).toContain(name)
    }
    for (const name of [
      'FRONTEND_URL',
      'BACKEND_URL',
      'EDGE_URL',
      'API_PORT',
      'ENABLE_CAPTCHA',
      'GEO_RESTRICTION',
      'COGNITO_DOMAIN',
    ])
      expect(problems.join('\n')).toContain(name)
  })

  test('development is not bothered with any of it', () => {
    const careless = { ENVIRONMENT: 'development', FRONTEND_URL: '', ENABLE_STREAMING_TOKEN_VALIDATION: 'false' }
    expect(problemsOf(careless)).toEqual([])
  })
})
