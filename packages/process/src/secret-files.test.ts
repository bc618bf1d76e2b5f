import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ConfigError, readApiSettings, readWebSettings, SECRET_NAMES } from '@better-and-bliss/settings'
import { afterAll, expect, test } from 'vitest'
import { machineBeforeSecrets } from './machine.ts'

const folder = mkdtempSync(join(tmpdir(), 'better-and-bliss-secrets-'))
afterAll(() => rmSync(folder, { recursive: true }))

const fileWith = (name: string, content: string) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const machineWith = (env: Record<string, string>) =>
  machineBeforeSecrets({ env, connected: false, loadEnvFile: () => {} })

const KEY = 'a-key-of-forty-characters-and-some-more-1'
const URL_FILE = fileWith('url', 'postgresql://bliss:word@db.internal/bliss\n')
const REQUIRED = { JWT_SECRET_KEY: KEY, STREAMING_SECRET_KEY: KEY, DATABASE_URL_FILE: URL_FILE }

function problemsOf(env: Record<string, string>): string[] {
  try {
    readApiSettings(machineWith(env))
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

test('every secret may stand in a file, whose last line break is no part of it', () => {
  for (const ending of ['', '\n', '\r\n']) {
    const path = fileWith('secret', `two\nlines ${ending}`)
    const { variables, unread } = machineWith(Object.fromEntries(SECRET_NAMES.map((name) => [`${name}_FILE`, path])))
    expect(variables).toMatchObject(Object.fromEntries(SECRET_NAMES.map((name) => [name, 'two\nlines '])))
    expect(unread?.size).toBe(0)
  }
  expect(SECRET_NAMES).toContain('DATABASE_URL')
  expect(readApiSettings(machineWith(REQUIRED)).databaseUrl.reveal()).toBe('postgresql://bliss:word@db.internal/bliss')
})

test('a process that is started with what came of files takes no file again, although .env names it', () => {
  const { variables } = machineWith(REQUIRED)
  const env: Record<string, string | undefined> = { ...variables }
  const loadEnvFile = () => {
    env.DATABASE_URL_FILE ??= URL_FILE
  }
  expect(machineBeforeSecrets({ env, connected: false, loadEnvFile })).toMatchObject({ variables })
})

test('what is no secret is taken from no file', () => {
  expect(machineWith({ HOST_FILE: URL_FILE }).variables).toEqual({ HOST_FILE: URL_FILE })
})

test('a variable of its own that ends so stays what it is', () => {
  const variables = { ...REQUIRED, BACKUP_PASSPHRASE_FILE: URL_FILE }
  expect(machineWith(variables).variables).toMatchObject({ BACKUP_PASSPHRASE_FILE: URL_FILE })
})

test('everything that is wrong is said at once, without a word of what is in the files', () => {
  const problems = problemsOf({
    ...REQUIRED,
    API_PORT: 'x',
    DATABASE_URL: 'postgresql://a:b@c/d',
    JWT_SECRET_KEY: '',
    JWT_SECRET_KEY_FILE: join(folder, 'nowhere'),
    STREAMING_SECRET_KEY: '',
    STREAMING_SECRET_KEY_FILE: fileWith('short', 'hunter2'),
    GOOGLE_CLIENT_SECRET_FILE: fileWith('empty', '\n'),
  })
  expect(problems.toSorted()).toEqual([
    'API_PORT: must be a port',
    'DATABASE_URL and DATABASE_URL_FILE are both set: set one of them',
    expect.stringMatching(/^GOOGLE_CLIENT_SECRET_FILE: \S+empty is empty$/),
    expect.stringMatching(/^JWT_SECRET_KEY_FILE: ENOENT: no such file/),
    'STREAMING_SECRET_KEY: must have at least 32 characters',
  ])
})

test('a role is not kept from starting by a file of another role', () => {
  const machine = machineWith({ JWT_SECRET_KEY_FILE: join(folder, 'nowhere') })
  expect(readWebSettings(machine).port).toBe(5173)
})
