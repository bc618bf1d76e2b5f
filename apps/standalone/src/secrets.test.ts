import { randomBytes } from 'node:crypto'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CannotStart } from '@better-and-bliss/process'
import { Secret } from '@better-and-bliss/settings'
import { expect, test } from 'vitest'
import { loadSecrets } from './secrets.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

test('secrets are generated once, differ from each other, and only their owner can read them', async () => {
  await using folder = await temporaryFolder()
  const secrets = await loadSecrets(folder.path, {}, randomBytes)
  expect(new Set(Object.values(secrets)).size).toBe(4)
  expect(await loadSecrets(folder.path, {}, randomBytes)).toEqual(secrets)
  expect((await stat(join(folder.path, 'secrets.json'))).mode & 0o777).toBe(0o600)
  expect(await readdir(folder.path)).toEqual(['secrets.json'])
})

test('a file of an earlier release gets the key that it lacks, and keeps the others', async () => {
  await using folder = await temporaryFolder()
  const path = join(folder.path, 'secrets.json')
  const { vapidPrivateKey: _made, ...earlier } = await loadSecrets(folder.path, {}, randomBytes)
  await writeFile(path, JSON.stringify(earlier))
  const secrets = await loadSecrets(folder.path, {}, randomBytes)
  expect(secrets).toEqual({ ...earlier, vapidPrivateKey: expect.stringMatching(/^[\w-]{43}$/) })
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(secrets)
})

test('what was configured wins, and is not written down', async () => {
  await using folder = await temporaryFolder()
  const configured = { streamingSecretKey: 'chosen-'.repeat(6), jwtSecretKey: 'other-'.repeat(6) }
  const chosen = {
    streamingSecretKey: new Secret(configured.streamingSecretKey),
    jwtSecretKey: new Secret(configured.jwtSecretKey),
  }
  expect(await loadSecrets(folder.path, chosen, randomBytes)).toMatchObject(configured)
  expect(await readFile(join(folder.path, 'secrets.json'), 'utf8')).not.toContain('chosen-')
})

test.each(['', '{', '{"databasePassword":"short"}'])('a damaged file (%j) is never replaced', async (damaged) => {
  await using folder = await temporaryFolder()
  const path = join(folder.path, 'secrets.json')
  await writeFile(path, damaged)
  const loading = loadSecrets(folder.path, {}, randomBytes)
  await expect(loading).rejects.toThrow(CannotStart)
  await expect(loading).rejects.toThrow(`${path} is damaged`)
  expect(await readFile(path, 'utf8')).toBe(damaged)
})
