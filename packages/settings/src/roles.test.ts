import { expect, test } from 'vitest'
import type { RawVariables } from './group.ts'
import {
  readApiSettings,
  readEdgeSettings,
  readOutboxSettings,
  readStandaloneSettings,
  readStudioSettings,
  readWebSettings,
  readWorkerSettings,
} from './roles.ts'
import { machineWith, REQUIRED } from './testing/machine.ts'

const PUBLIC = {
  ENVIRONMENT: 'production',
  DB_SSL_MODE: 'verify-full',
  FRONTEND_URL: 'https://app.example.org/',
  BACKEND_URL: 'https://api.example.org',
  EDGE_URL: 'https://media.example.org',
  FROM_EMAIL: 'studio@example.org',
  SMTP_URL: 'smtp://mail.example.org',
}

test.each<RawVariables>([
  {},
  { API_PORT: '9000', WEB_PORT: '9001', EDGE_PORT: '9002', HOST: '0.0.0.0', DATA_DIR: 'elsewhere' },
  { CLOUDFRONT_DOMAIN: 'd1.cloudfront.net', MEDIA_DIR: '/srv/media' },
  PUBLIC,
  { ...PUBLIC, EDGE_URL: '', CLOUDFRONT_DOMAIN: 'd1.cloudfront.net' },
])('with %j every role listens and finds the others as one', (set) => {
  const machine = machineWith({ ...REQUIRED, ...set })
  const { ports, frontendUrl, backendUrl, edgeUrl, host, mediaDir, ...whole } = readStandaloneSettings(machine)
  const [api, edge, web] = [readApiSettings(machine), readEdgeSettings(machine), readWebSettings(machine)]
  const urls = { frontendUrl, backendUrl, edgeUrl }
  expect(api).toMatchObject({ ...urls, host, port: ports.api })
  expect(web).toMatchObject({ ...urls, host, port: ports.web })
  expect(edge).toMatchObject({ frontendUrl, backendUrl, host, port: ports.edge })
  const store = { kind: 'disk', folder: mediaDir }
  for (const role of [api, edge, readStudioSettings(machine), whole]) expect(role.store).toEqual(store)
})

test.each([
  ['FRONTEND_URL', [readStandaloneSettings, readApiSettings, readEdgeSettings, readWebSettings]],
  ['BACKEND_URL', [readStandaloneSettings, readApiSettings, readWebSettings]],
  ['EDGE_URL', [readStandaloneSettings, readApiSettings, readWebSettings]],
] as const)('in production no role starts without %s, which would be this machine', (name, readers) => {
  const machine = machineWith({ ...REQUIRED, ...PUBLIC, [name]: '' })
  for (const read of readers) expect(() => read(machine)).toThrow(`${name} must be set and begin with https://`)
})

test.each([{}, { FROM_EMAIL: 'studio@example.org' }, { AWS_REGION: 'eu-west-1' }])(
  'in production who sends mail does not start with %j, and those who do not send it do',
  (set) => {
    const machine = machineWith({ ...REQUIRED, ...PUBLIC, FROM_EMAIL: '', SMTP_URL: '', ...set })
    for (const read of [readStandaloneSettings, readWorkerSettings]) {
      expect(() => read(machine)).toThrow('FROM_EMAIL must be set, with SMTP_URL, or AWS_DEFAULT_REGION for SES')
    }
    for (const read of [readApiSettings, readStudioSettings, readEdgeSettings, readWebSettings]) read(machine)
  },
)

test('the page of the outbox does not start in production', () => {
  expect(() => readOutboxSettings(machineWith(PUBLIC))).toThrow('shows codes to whoever opens it')
  expect(readOutboxSettings(machineWith({ OUTBOX_PORT: '9025' })).outbox).toEqual({
    port: 9025,
    folder: '/here/data/outbox',
  })
})

test.each([
  { SMTP_URL: 'smtp://mail.example.org', FROM_EMAIL: 'studio@example.org' },
  { AWS_REGION: 'eu-west-1', FROM_EMAIL: 'studio@example.org' },
])('in production mail leaves with %j', (set) => {
  const { mail } = readWorkerSettings(machineWith({ ...REQUIRED, ...PUBLIC, SMTP_URL: '', ...set }))
  expect(mail).toMatchObject({ kind: 'SMTP_URL' in set ? 'smtp' : 'ses', from: 'studio@example.org' })
})

test('a role needs no secret that it does not work with', () => {
  const { DATABASE_URL, STREAMING_SECRET_KEY } = REQUIRED
  expect(readStudioSettings(machineWith({ DATABASE_URL })).databaseUrl.reveal()).toBe(DATABASE_URL)
  expect(readEdgeSettings(machineWith({ STREAMING_SECRET_KEY })).port).toBe(8080)
  expect(readWebSettings(machineWith({})).port).toBe(5173)
})

test('the rules of production speak of what a role reads, and of nothing else', () => {
  const raw = { ENVIRONMENT: 'production', STREAMING_SECRET_KEY: REQUIRED.STREAMING_SECRET_KEY, ENABLE_CAPTCHA: 'true' }
  expect(() => readEdgeSettings(machineWith(raw))).toThrow('FRONTEND_URL must be set and begin with https://')
  const edge = { ...raw, FRONTEND_URL: 'https://a.example', BACKEND_URL: 'http://api:8000' }
  expect(readEdgeSettings(machineWith(edge)).backendUrl).toBe('http://api:8000')
})
