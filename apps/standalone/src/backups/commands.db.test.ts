import { randomBytes } from 'node:crypto'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openPool } from '@better-and-bliss/api/database'
import { emptyDatabase, freshDatabase } from '@better-and-bliss/api/testing'
import { expect, test } from 'vitest'
import { startPostgres } from '../postgres/start.ts'
import { keptSecrets, loadSecrets } from '../secrets.ts'
import { runCommand } from '../testing/run-command.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'

const slugs = async (url: string) => {
  await using db = openPool(url, { log: console, size: 1 })
  return (await db.query<{ slug: string }>('', 'select slug from categories')).map(({ slug }) => slug)
}

const lastingKeys = async (url: string) => {
  await using db = openPool(url, { log: console, size: 1 })
  return (await db.query('', 'select from lasting_key')).length
}

test('a backup comes back into an empty database, and on a machine that has nothing', async () => {
  await using folder = await temporaryFolder()
  await using source = await freshDatabase()
  await using db = openPool(source.url, { log: console, size: 1 })
  await db.query('', `insert into categories (name, slug) values ('Sleep', 'sleep')`)
  await db.query('', `insert into lasting_key (sealed) values ('by a key that the plain backup lacks')`)
  const at = (name: string) => join(folder.path, name)
  await mkdir(at('data'))
  const made = await loadSecrets(at('data'), {}, randomBytes)
  await writeFile(at('passphrase'), 'seven quiet otters\n')
  const encrypted = ['--passphrase-file', at('passphrase')]
  const backup = (env: object, ...args: string[]) => runCommand('backup.ts', { DATA_DIR: at('data'), ...env }, args)
  const restore = (env: object, ...args: string[]) => runCommand('restore.ts', { DATA_DIR: at('other'), ...env }, args)

  const of = { DATABASE_URL: source.url }
  const plain = await backup(of, at('plain'))
  expect(plain).toMatchObject({
    code: 0,
    output: expect.stringMatching(/has \d+ rows of \d+ tables.*\n.*not encrypted/),
  })
  expect(await backup(of, at('sealed'), '--media', ...encrypted)).toMatchObject({ code: 0 })
  expect(await backup(of, at('plain'))).toMatchObject({ code: 1, output: expect.stringContaining('is not empty') })

  await using empty = await emptyDatabase()
  const into = { DATABASE_URL: empty.url }
  expect(await restore(into, at('plain'))).toMatchObject({ code: 1, output: expect.stringContaining('--new-keys') })
  expect(await restore(into, at('plain'), '--new-keys')).toMatchObject({ code: 0 })
  expect(await slugs(empty.url)).toEqual(['sleep'])
  expect(await lastingKeys(empty.url)).toBe(0)
  expect(await restore(into, at('plain'))).toMatchObject({ code: 1, output: expect.stringContaining('tables already') })

  const there = { DATA_DIR: at('new-machine') }
  expect(await restore(there, at('sealed'))).toMatchObject({ code: 1, output: expect.stringContaining('is encrypted') })
  expect(await restore(there, at('sealed'), ...encrypted)).toMatchObject({
    code: 0,
    output: expect.stringContaining('npm start'),
  })
  const secrets = await keptSecrets(at('new-machine'))
  expect(secrets).toEqual(made)
  const dataDir = at('new-machine')
  await using postgres = await startPostgres({ dataDir, password: `${secrets?.databasePassword}`, log: () => {} })
  expect(await slugs(postgres.url)).toEqual(['sleep'])
  expect(await lastingKeys(postgres.url)).toBe(1)
})

test('the commands say how they are used', async () => {
  for (const command of ['backup', 'restore'])
    expect(await runCommand(`${command}.ts`, {}, [])).toMatchObject({
      code: 1,
      output: expect.stringContaining(`npm run ${command} -- FOLDER`),
    })
  await using folder = await temporaryFolder()
  await writeFile(join(folder.path, 'short'), 'short\n')
  const args = [join(folder.path, 'backup'), '--passphrase-file', join(folder.path, 'short')]
  expect(await runCommand('backup.ts', {}, args)).toMatchObject({
    code: 1,
    output: expect.stringContaining('12 characters'),
  })
  expect(await readdir(folder.path)).toEqual(['short'])
})
