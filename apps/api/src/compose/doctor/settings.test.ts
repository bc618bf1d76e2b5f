import { readApiSettings } from '@better-and-bliss/settings'
import { describe, test } from 'vitest'
import { TEST_KEYS } from '../../testing/test-keys.ts'
import { settingsCheck } from './settings.ts'
import { expectFinding, expectFit } from './testing/outcomes.ts'

const SAFE = {
  ...TEST_KEYS,
  ENVIRONMENT: 'production',
  DATABASE_URL: 'postgresql://bliss:pass@localhost/bliss',
  FRONTEND_URL: 'https://studio.example.org',
  BACKEND_URL: 'https://api.example.org',
  EDGE_URL: 'https://media.example.org',
  FROM_EMAIL: 'studio@example.org',
  SMTP_URL: 'smtp://mail.example.org',
  TRUSTED_PROXIES: '10.0.0.0/8',
  ADMIN_ALLOWED_IPS: '192.0.2.0/24',
  METRICS_PORT: '9100',
}
const check = (change: Record<string, string> = {}) =>
  settingsCheck(readApiSettings({ variables: { ...SAFE, ...change }, resolvePath: (path) => path }))

describe('settings', () => {
  test('of a production that has thought of everything fit', () => expectFit(check(), /This is production/))

  test.each<[RegExp, Record<string, string>]>([
    [/This is no production/, { ENVIRONMENT: 'development' }],
    [/No proxy is trusted/, { TRUSTED_PROXIES: '' }],
    [/studio may be used from anywhere/, { ADMIN_ALLOWED_IPS: '' }],
    [/take studio\.example\.org and api\.example\.net for two sites/, { BACKEND_URL: 'https://api.example.net' }],
    [/A key of AWS stands in the settings/, { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' }],
    [/Nobody is told when something breaks/, { METRICS_PORT: '' }],
  ])('%s: is to think about', (words, change) => expectFinding(check(change), 'advice', words))

  test('say what goes without limits in development', () =>
    expectFinding(check({ ENVIRONMENT: 'development' }), 'advice', /limits on requests apply only where they are set/))
})
