import { expect, test } from 'vitest'
import { readConfig } from './config.ts'
import type { StandIn } from './google-stand-in/start.ts'
import { reportOf } from './report.ts'

const ACCOUNTS = [
  { email: 'free@example.com', password: 'Tibano-Kumeri-Solati-47', fullName: 'Fay', role: 'free_user', tier: 'free' },
  { email: 'admin.of.all@example.com', password: 'Other-One', fullName: 'Ada', role: 'admin', tier: 'premium' },
] as const

const STAND_IN = { port: 8085, issuer: 'http://127.0.0.1:8085', clientSecret: 'very-secret' }

const reportWith = (
  variables: Record<string, string>,
  outboxPort: number | null = 8025,
  standIn: StandIn | null = null,
) => {
  const config = readConfig({ variables, resolvePath: (path) => path })
  return reportOf({ config, outboxPort, standIn, accounts: [...ACCOUNTS] }, 3_721)
}

test('the report has every address, the folder of the data and its logs, and how long it took', () => {
  const report = reportWith({ API_PORT: '9000', WEB_PORT: '9001', EDGE_PORT: '9002', DATA_DIR: '/srv/bliss' })
  expect(report).toContain('Better & Bliss runs (3.7 s)')
  for (const port of [9000, 9001, 9002]) expect(report).toContain(`http://localhost:${port}`)
  expect(report).toContain('/srv/bliss, /srv/bliss/logs')
})

test('it says where mail can be read that does not leave, or by which way it leaves', () => {
  expect(reportWith({})).toMatch(/Mail +stays here: http:\/\/localhost:8025\n/)
  const smtp = { SMTP_URL: 'smtp://user:very-secret@mail.example.org', FROM_EMAIL: 'studio@example.org' }
  expect(reportWith(smtp, null)).toMatch(/Mail +leaves by SMTP\n/)
  expect(reportWith(smtp, null)).not.toContain('very-secret')
})

test('it says what stands in for Google, and where', () => {
  expect(reportWith({}, null, STAND_IN)).toMatch(/Google +a stand-in at http:\/\/127\.0\.0\.1:8085, for development\n/)
  expect(reportWith({}, null, STAND_IN)).not.toContain('very-secret')
  expect(reportWith({})).not.toContain('Google')
})

test('each account stands in a line with its password, one below the other', () => {
  const lines = reportWith({}).split('\n')
  const at = ACCOUNTS.map(({ email, password }) => lines.find((line) => line.includes(email))?.indexOf(password))
  expect(new Set(at).size).toBe(1)
  expect(at[0]).toBeGreaterThan(0)
})

test('a database of somebody else is named by its variable, and its password is not told', () => {
  const report = reportWith({ DATABASE_URL: 'postgresql://bliss:very-secret-word@db.example/bliss' })
  expect(report).toContain('of DATABASE_URL')
  expect(report).not.toContain('very-secret-word')
})

test('it says which bucket media are in, where they are in no folder', () => {
  expect(reportWith({ VIDEO_BUCKET_NAME: 'media', S3_REGION: 'eu-west-1' })).toMatch(/Media +in the bucket media\n/)
  expect(reportWith({})).not.toContain('bucket')
})
