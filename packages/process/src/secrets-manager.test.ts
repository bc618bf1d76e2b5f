import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ConfigError, readApiSettings, readWebSettings } from '@better-and-bliss/settings'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { machineOf } from './machine.ts'
import { secretsManagerCounterpart } from './testing/secrets-manager-counterpart.ts'

const REGION = 'eu-central-1'
const KEYS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'the key of the counterpart' }
const ID = 'better-and-bliss/all'
const KEY = 'a-key-of-forty-characters-and-some-more-1'
const SECRETS = {
  DATABASE_URL: 'postgresql://bliss:word@db.internal/bliss',
  JWT_SECRET_KEY: KEY,
  STREAMING_SECRET_KEY: `${KEY}-of-streams`,
}

const manager = await secretsManagerCounterpart({ region: REGION, keys: KEYS })
afterAll(() => manager[Symbol.asyncDispose]())
const folder = mkdtempSync(join(tmpdir(), 'better-and-bliss-secrets-'))
afterAll(() => rmSync(folder, { recursive: true }))

const ASKING = {
  SECRETS_ID: ID,
  AWS_DEFAULT_REGION: REGION,
  AWS_ACCESS_KEY_ID: KEYS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: manager.endpoint,
}

beforeEach(() => {
  manager.secrets.clear()
  manager.secrets.set(ID, JSON.stringify(SECRETS))
  manager.answer = undefined
})

const machineWith = (env: Record<string, string>) =>
  machineOf({ env: { ...ASKING, ...env }, connected: false, loadEnvFile: () => {} })

async function problemsOf(env: Record<string, string> = {}): Promise<string[]> {
  try {
    readApiSettings(await machineWith(env))
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.toSorted()
    throw error
  }
  return []
}

describe('a secret of AWS Secrets Manager', () => {
  test('gives each variable that is secret, beside those that stand in the environment and in files', async () => {
    const { JWT_SECRET_KEY: _elsewhere, ...others } = SECRETS
    manager.secrets.set(ID, JSON.stringify({ ...others, STREAMING_SECRET_KEY_PREVIOUS: '' }))
    const path = join(folder, 'jwt')
    writeFileSync(path, KEY)
    const machine = await machineWith({ JWT_SECRET_KEY_FILE: path, API_PORT: '9000' })
    const settings = readApiSettings(machine)
    expect(settings.port).toBe(9000)
    expect(settings.databaseUrl.reveal()).toBe(SECRETS.DATABASE_URL)
    expect(settings.streamKeys.reveal()).toEqual({ current: SECRETS.STREAMING_SECRET_KEY })
    expect(machine.variables).toMatchObject({ SECRETS_ID: '', JWT_SECRET_KEY: KEY })
  })

  test('is found by its ARN without a region of its own', async () => {
    const arn = `arn:aws:secretsmanager:${REGION}:123456789012:secret:better-and-bliss-AbCdEf`
    manager.secrets.set(arn, JSON.stringify(SECRETS))
    expect(await problemsOf({ SECRETS_ID: arn, AWS_DEFAULT_REGION: '' })).toEqual([])
  })

  test('is opened by a key that stands in a file', async () => {
    const path = join(folder, 'key')
    writeFileSync(path, KEYS.secretAccessKey)
    expect(await problemsOf({ AWS_SECRET_ACCESS_KEY: '', AWS_SECRET_ACCESS_KEY_FILE: path })).toEqual([])
  })

  test('is asked again for what may have changed, as files are, and the environment is not', async () => {
    const path = join(folder, 'previous')
    writeFileSync(path, KEY)
    const machine = await machineWith({ STREAMING_SECRET_KEY_PREVIOUS_FILE: path })
    manager.secrets.set(ID, JSON.stringify({ ...SECRETS, DATABASE_URL: 'postgresql://bliss:new@db.internal/bliss' }))
    writeFileSync(path, `${KEY}-new\n`)
    expect(await machine.readAgain?.('DATABASE_URL')).toBe('postgresql://bliss:new@db.internal/bliss')
    expect(await machine.readAgain?.('STREAMING_SECRET_KEY_PREVIOUS')).toBe(`${KEY}-new`)
    expect(await machine.readAgain?.('API_PORT')).toBeUndefined()
  })

  test('is asked for by nobody without SECRETS_ID, nor by a process that was given what was in it', async () => {
    const before = manager.requests
    const { variables } = await machineWith({})
    const env: Record<string, string | undefined> = { ...variables }
    const loadEnvFile = () => {
      env.SECRETS_ID ??= ID
    }
    expect((await machineOf({ env, connected: false, loadEnvFile })).variables).toEqual(variables)
    await machineWith({ SECRETS_ID: '' })
    expect(manager.requests).toBe(before + 1)
  })
})

describe('what is wrong is said at once, without a word of what is secret:', () => {
  test('secrets that stand in two places, beside what is wrong elsewhere', async () => {
    const path = join(folder, 'streaming')
    writeFileSync(path, SECRETS.STREAMING_SECRET_KEY)
    expect(await problemsOf({ JWT_SECRET_KEY: KEY, STREAMING_SECRET_KEY_FILE: path, API_PORT: 'x' })).toEqual([
      'API_PORT: must be a port',
      'JWT_SECRET_KEY is set, and stands in the secret of SECRETS_ID, too: set it in one place',
      'STREAMING_SECRET_KEY is set, and stands in the secret of SECRETS_ID, too: set it in one place',
    ])
  })

  test.each([
    ['{"JWT_SECRET_KEY": "hunter2', 'is no JSON object of variables, such as {"JWT_SECRET_KEY": "…"}'],
    ['["hunter2"]', 'is no JSON object of variables, such as {"JWT_SECRET_KEY": "…"}'],
    ['{"username": "hunter2"}', 'has username, which is no secret of this release'],
    ['{"API_PORT": "9000"}', 'has API_PORT, which is no secret of this release'],
    ['{"JWT_SECRET_KEY": {"hunter2": 1}}', 'has JWT_SECRET_KEY, which is no text'],
  ])('%s', async (text, expected) => {
    manager.secrets.set(ID, text)
    expect(await problemsOf({ API_PORT: 'x' })).toEqual([
      'API_PORT: must be a port',
      `SECRETS_ID: the secret ${expected}`,
    ])
  })

  test('every one of several', async () => {
    manager.secrets.set(ID, JSON.stringify({ ...SECRETS, password: 'hunter2', host: 'hunter3' }))
    expect(await problemsOf()).toEqual([
      'SECRETS_ID: the secret has host, which is no secret of this release',
      'SECRETS_ID: the secret has password, which is no secret of this release',
    ])
  })

  test('a value that does not fit, as if it stood in the environment', async () => {
    manager.secrets.set(ID, JSON.stringify({ ...SECRETS, JWT_SECRET_KEY: 'hunter2' }))
    expect(await problemsOf()).toEqual(['JWT_SECRET_KEY: must have at least 32 characters'])
  })

  test('a secret that is not there, or holds bytes', async () => {
    expect(await problemsOf({ SECRETS_ID: 'other' })).toEqual([`SECRETS_ID: there is no secret other in ${REGION}`])
    manager.secrets.set(ID, undefined)
    expect(await problemsOf()).toEqual(['SECRETS_ID: the secret has bytes instead of text'])
  })

  test('a key that AWS does not take, or that opens something else', async () => {
    expect(await problemsOf({ AWS_SECRET_ACCESS_KEY: 'another' })).toEqual([
      expect.stringMatching(/^SECRETS_ID: AWS Secrets Manager gives no answer for .* \(InvalidSignatureException: /),
    ])
    manager.answer = { status: 400, type: 'AccessDeniedException', message: 'User: a is not authorized' }
    expect(await problemsOf()).toEqual([
      `SECRETS_ID: AWS lets this machine not read the secret ${ID}: its role or key needs secretsmanager:GetSecretValue (User: a is not authorized)`,
    ])
  })

  test('half a key, and no region', async () => {
    expect(await problemsOf({ AWS_DEFAULT_REGION: '', AWS_SECRET_ACCESS_KEY: '' })).toEqual([
      'AWS_DEFAULT_REGION is missing: SECRETS_ID needs it',
    ])
    expect(await problemsOf({ AWS_SECRET_ACCESS_KEY: '' })).toEqual([
      'AWS_SECRET_ACCESS_KEY is missing: access to AWS by key needs it',
    ])
  })

  test('nobody who answers', async () => {
    expect(await problemsOf({ AWS_ENDPOINT_URL_SECRETS_MANAGER: 'http://127.0.0.1:1', API_PORT: 'x' })).toEqual([
      'API_PORT: must be a port',
      expect.stringMatching(/^SECRETS_ID: AWS Secrets Manager gives no answer for .*ECONNREFUSED/),
    ])
  })

  test('an address without TLS, in production', async () => {
    const before = manager.requests
    expect(await problemsOf({ ENVIRONMENT: 'production' })).toContain(
      'AWS_ENDPOINT_URL_SECRETS_MANAGER must begin with https://',
    )
    expect(manager.requests).toBe(before)
  })
})

test('a role that reads no secret starts whatever the secret is', async () => {
  expect(readWebSettings(await machineWith({ SECRETS_ID: 'other' })).port).toBe(5173)
})
