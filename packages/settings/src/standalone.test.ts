import { expect, test } from 'vitest'
import { readStandaloneSettings } from './roles.ts'
import { machineWith, problemsOf } from './testing/machine.ts'

const read = (variables: Record<string, string>) => readStandaloneSettings(machineWith(variables))

test('nothing needs to be set', () => {
  const config = read({})
  expect(config).toMatchObject({
    host: '127.0.0.1',
    ports: { api: 8000, web: 5173, edge: 8080 },
    backendUrl: 'http://localhost:8000',
    frontendUrl: 'http://localhost:5173',
    edgeUrl: 'http://localhost:8080',
    demoCatalogue: true,
    chosenDatabaseUrl: undefined,
    chosenKeys: { streamingSecretKey: undefined, jwtSecretKey: undefined, vapidPrivateKey: undefined },
    chosenPushSubject: 'mailto:nobody@example.org',
  })
  expect(config.mediaDir).toBe(`${config.dataDir}/media`)
})

test('addresses follow the ports; an empty value counts as not set', () => {
  const settings = read({
    API_PORT: '9000',
    WEB_PORT: '',
    EDGE_PORT: '9002',
    FRONTEND_URL: 'https://bliss.example/',
  })
  expect(settings).toMatchObject({
    backendUrl: 'http://localhost:9000',
    frontendUrl: 'https://bliss.example',
    edgeUrl: 'http://localhost:9002',
  })
})

test('every problem is told at once', () => {
  const wrong = { API_PORT: 'x', DEMO_CATALOGUE: 'perhaps', JWT_SECRET_KEY: 'short', DATABASE_URL: 'mysql://x' }
  for (const name of Object.keys(wrong)) expect(() => read(wrong)).toThrow(`  - ${name}: `)
})

test('two roles on one port are refused', () => {
  expect(() => read({ API_PORT: '8080' })).toThrow('must differ')
})

test('production is refused with what would face the public unprotected', () => {
  const settings = {
    ENVIRONMENT: 'production',
    FRONTEND_URL: 'http://bliss.example',
    JWT_SECRET_KEY: 'change-this-'.repeat(4),
  }
  for (const name of ['FRONTEND_URL', 'JWT_SECRET_KEY']) expect(() => read(settings)).toThrow(name)
})

test('in production push services are told whom to write to by somebody, or nothing is pushed', () => {
  const settings = {
    ENVIRONMENT: 'production',
    FRONTEND_URL: 'https://app.bliss.test',
    BACKEND_URL: 'https://api.bliss.test',
    EDGE_URL: 'https://media.bliss.test',
    FROM_EMAIL: 'studio@bliss.test',
    SMTP_URL: 'smtp://mail.bliss.test',
  }
  expect(read(settings).chosenPushSubject).toBeNull()
  expect(read({ ...settings, SUPPORT_EMAIL: 'help@bliss.test' }).chosenPushSubject).toBe('mailto:help@bliss.test')
  const key = 'q83vEjRWeJASNFZ4kBI0VniQEjRWeJASNFZ4kBI0Vng'
  expect(problemsOf(readStandaloneSettings, { ...settings, VAPID_PRIVATE_KEY: key })).toEqual([
    'VAPID_SUBJECT or SUPPORT_EMAIL is missing: reminders by push need one of them',
  ])
})

test('TLS to a database that nobody named is refused', () => {
  expect(problemsOf(readStandaloneSettings, { DB_SSL_MODE: 'require' })).toEqual([
    'DATABASE_URL is missing: DB_SSL_MODE=require needs it',
  ])
  expect(read({ DB_SSL_MODE: 'disable' }).chosenDatabaseUrl).toBeUndefined()
})
