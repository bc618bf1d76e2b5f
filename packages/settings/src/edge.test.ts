import { describe, expect, test } from 'vitest'
import { readEdgeSettings } from './roles.ts'
import { machineWith, REQUIRED } from './testing/machine.ts'

const SECRET = REQUIRED.STREAMING_SECRET_KEY
const read = (env: Record<string, string>) => readEdgeSettings(machineWith({ STREAMING_SECRET_KEY: SECRET, ...env }))
const PRODUCTION = { ENVIRONMENT: 'production', FRONTEND_URL: 'https://app.example' }

describe('the settings of the edge', () => {
  test('need nothing but the secret', () => {
    const { streamKeys, ...settings } = read({})
    expect(settings).toEqual({
      environment: 'development',
      host: '127.0.0.1',
      metrics: null,
      observability: { kind: 'off' },
      port: 8080,
      store: { kind: 'disk', folder: '/here/data/media' },
      frontendUrl: 'http://localhost:5173',
      backendUrl: 'http://localhost:8000',
      checkTokens: true,
      urlLives: { videoUrlSeconds: 7200, audioUrlSeconds: 7200, pictureUrlSeconds: 86_400 },
      viewerCountry: { kind: 'off' },
      geo: { kind: 'off' },
      revocations: { path: '/here/data/edge/revocations.jsonl', maxAgeSeconds: 300 },
    })
    expect(streamKeys.reveal()).toEqual({ current: SECRET })
  })

  test('take every variable, an empty one as unset', () => {
    const { streamKeys, ...settings } = read({
      HOST: '0.0.0.0',
      EDGE_PORT: '9090',
      DATA_DIR: 'elsewhere',
      MEDIA_DIR: '',
      FRONTEND_URL: 'https://app.example/path',
      BACKEND_URL: 'http://api:8000',
      STREAMING_SECRET_KEY_PREVIOUS: SECRET.toUpperCase(),
      VIDEO_URL_EXPIRY_MINUTES: '30',
      AUDIO_URL_EXPIRY_MINUTES: '60',
      THUMBNAIL_URL_EXPIRY_HOURS: '1',
      ENABLE_STREAMING_TOKEN_VALIDATION: 'false',
      REVOCATIONS_MAX_AGE_SECONDS: '60',
    })
    expect(settings).toEqual({
      environment: 'development',
      host: '0.0.0.0',
      metrics: null,
      observability: { kind: 'off' },
      port: 9090,
      store: { kind: 'disk', folder: '/here/elsewhere/media' },
      frontendUrl: 'https://app.example/path',
      backendUrl: 'http://api:8000',
      checkTokens: false,
      urlLives: { videoUrlSeconds: 1800, audioUrlSeconds: 3600, pictureUrlSeconds: 3600 },
      viewerCountry: { kind: 'off' },
      geo: { kind: 'off' },
      revocations: { path: '/here/elsewhere/edge/revocations.jsonl', maxAgeSeconds: 60 },
    })
    expect(streamKeys.reveal().previous).toBe(SECRET.toUpperCase())
    expect(read({ MEDIA_DIR: 'media' }).store).toEqual({ kind: 'disk', folder: '/here/media' })
  })

  test('reports every problem at once and never shows a secret', () => {
    const bad = {
      ENVIRONMENT: 'production',
      EDGE_PORT: '99999',
      STREAMING_SECRET_KEY: 'change-me',
      VIDEO_URL_EXPIRY_MINUTES: 'soon',
      ENABLE_STREAMING_TOKEN_VALIDATION: 'maybe',
      BACKEND_URL: 'not a url',
    }
    expect(() => readEdgeSettings(machineWith(bad))).toThrowErrorMatchingInlineSnapshot(`
      [ConfigError: The settings do not work:
        - EDGE_PORT: must be a port
        - BACKEND_URL: must be an http(s) address
        - STREAMING_SECRET_KEY: must have at least 32 characters
        - VIDEO_URL_EXPIRY_MINUTES: must be a number
        - ENABLE_STREAMING_TOKEN_VALIDATION: must be true or false
        - STREAMING_SECRET_KEY is a placeholder; generate one: openssl rand -base64 48
        - FRONTEND_URL must be set and begin with https://]
    `)
    expect(() => readEdgeSettings(machineWith({}))).toThrow('STREAMING_SECRET_KEY is required')
  })

  test.each([
    ['checks off', { ...PRODUCTION, ENABLE_STREAMING_TOKEN_VALIDATION: 'false' }, 'ENABLE_STREAMING_TOKEN_VALIDATION'],
    ['a web app without https', { ...PRODUCTION, FRONTEND_URL: 'http://app.example' }, 'FRONTEND_URL'],
    ['no web app', { ENVIRONMENT: 'production' }, 'FRONTEND_URL'],
    [
      "the specification's placeholder",
      { ...PRODUCTION, STREAMING_SECRET_KEY: 'CHANGE-THIS-TO-A-SECURE-RANDOM-STRING-MIN-32-CHARS' },
      'STREAMING_SECRET_KEY',
    ],
    ['a short secret', { ...PRODUCTION, STREAMING_SECRET_KEY: 'x'.repeat(31) }, 'STREAMING_SECRET_KEY'],
    ['a short former secret', { ...PRODUCTION, STREAMING_SECRET_KEY_PREVIOUS: 'x' }, 'STREAMING_SECRET_KEY_PREVIOUS'],
  ])('production refuses %s', (_, env, name) => {
    expect(() => read(env)).toThrow(name)
    expect(() => read(PRODUCTION)).not.toThrow()
    expect(read(PRODUCTION).host).toBe('0.0.0.0')
  })
})
