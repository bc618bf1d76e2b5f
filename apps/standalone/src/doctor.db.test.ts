import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freshDatabase } from '@better-and-bliss/api/testing'
import { CLIENT_SECRET, cognitoCounterpart } from '@better-and-bliss/api/testing/cognito'
import { freePorts } from '@better-and-bliss/process/free-ports'
import { expect, it } from 'vitest'
import { runCommand } from './testing/run-command.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

const KEYS = {
  JWT_SECRET_KEY: 'jwt-secret-of-forty-characters-and-more-1',
  STREAMING_SECRET_KEY: 'stream-secret-of-forty-characters-and-more',
}
it('looks at everything, says what is to be mended and what to do, ends with 1, and tells no secret', async () => {
  await using database = await freshDatabase()
  await using folder = await temporaryFolder()
  const backups = join(folder.path, 'backups')
  const old = join(backups, '2026-01-01T03-00-00Z')
  await mkdir(old, { recursive: true })
  await writeFile(join(old, 'manifest.json'), '{}')
  const [port] = await freePorts(1)
  const nowhere = `http://127.0.0.1:${port}`
  const addresses = { BACKEND_URL: nowhere, FRONTEND_URL: nowhere, EDGE_URL: nowhere }
  const env = { ...KEYS, ...addresses, DATABASE_URL: database.url, DATA_DIR: folder.path, BACKUP_DIR: backups }
  const { code, output } = await runCommand('doctor.ts', { ...env, PATH: process.env.PATH ?? '' }, [])
  expect(code).toBe(1)
  expect(output).toMatch(/PostgreSQL\n {2}✓ PostgreSQL \d+/)
  expect(output).toMatch(/✗ http:\/\/127\.0\.0\.1:\d+ is not reached from here: .*ECONNREFUSED.*\n {4}Start it/)
  expect(output).toMatch(/✗ The newest backup in \S+ is \d+ hours old/)
  expect(output).toMatch(/✓ An object was written, read and deleted/)
  expect(output).toMatch(/\nSomething must be mended: \d+ fit, \d+ to think about, \d+ to mend\.\n$/)
  for (const secret of [...Object.values(KEYS), new URL(database.url).password].filter(Boolean))
    expect(output).not.toContain(secret)
})

it('looks at one role with the settings of that role alone', async () => {
  await using database = await freshDatabase()
  const { JWT_SECRET_KEY, STREAMING_SECRET_KEY } = KEYS
  const ofWorker = { JWT_SECRET_KEY, DATABASE_URL: database.url, FFMPEG_PATH: '/nowhere/ffmpeg' }
  const worker = await runCommand('doctor.ts', ofWorker, ['worker'])
  expect(worker).toMatchObject({ code: 1, output: expect.stringContaining('✗ FFMPEG_PATH names /nowhere/ffmpeg') })
  expect(worker.output).not.toContain('Media edge')
  const [port] = await freePorts(1)
  const nowhere = { EDGE_URL: `http://127.0.0.1:${port}` }
  const ofApi = { JWT_SECRET_KEY, STREAMING_SECRET_KEY, DATABASE_URL: database.url, ...nowhere }
  const api = await runCommand('doctor.ts', ofApi, ['api'])
  expect(api).toMatchObject({ code: 1, output: expect.stringMatching(/Media edge\n {2}✗/) })
  expect(api.output).not.toContain('ffmpeg')
})

it('says all that is wrong with the settings at once, and that nothing runs', async () => {
  const settings = await runCommand(
    'doctor.ts',
    { ENVIRONMENT: 'production', DATABASE_URL: 'postgresql://a:b@db/c' },
    [],
  )
  expect(settings.code).toBe(1)
  expect(settings.output).toMatch(/Settings\n(?: {2}✗ .*\n {4}Correct it.*\n){4,}/)
  const nothing = await runCommand('doctor.ts', KEYS, [])
  expect(nothing).toMatchObject({ code: 1, output: expect.stringContaining('✗ Better & Bliss does not run here') })
})

it('tells by its exit code whether a pool fits, in words what does not, and never a secret', async () => {
  await using counterpart = await cognitoCounterpart({ nowMs: () => Date.now() })
  const { environment: env } = counterpart
  const healthy = await runCommand('doctor.ts', env, ['cognito'])
  expect(healthy).toEqual({ code: 0, output: expect.stringMatching(/User pool .*\n {2}✓ It fits: \d+ things/) })
  Object.assign(counterpart.description.pool, { MfaConfiguration: 'ON', AutoVerifiedAttributes: [] })
  const ill = await runCommand('doctor.ts', env, ['cognito'])
  expect(ill).toEqual({ code: 1, output: expect.stringContaining('2 to mend') })
  expect(ill.output).toContain('nobody can sign in.\n    Set MfaConfiguration to OFF.')
  for (const { output } of [healthy, ill]) {
    expect(output).not.toContain(CLIENT_SECRET)
    expect(output).not.toContain('aws0secret0of0tests')
  }
})

it('says what it needs', async () => {
  for (const args of [['nonsense'], ['cognito', 'more']])
    expect(await runCommand('doctor.ts', {}, args)).toMatchObject({
      code: 1,
      output: expect.stringContaining('npm run doctor -- cognito'),
    })
  expect(await runCommand('doctor.ts', {}, ['cognito'])).toEqual({
    code: 1,
    output: expect.stringContaining('COGNITO_USER_POOL_ID is missing'),
  })
})
