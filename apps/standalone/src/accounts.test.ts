import { randomInt } from 'node:crypto'
import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { newPassword as acceptable } from '@better-and-bliss/api/testing'
import { expect, test } from 'vitest'
import { loadAccounts, newPassword } from './accounts.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

test('each tier and an admin get an account whose password stays the same', async () => {
  await using folder = await temporaryFolder()
  const accounts = await loadAccounts(folder.path, randomInt)
  expect(accounts.map(({ email, tier, role }) => [email.split('@')[0], tier, role])).toEqual([
    ['free', 'free', 'free_user'],
    ['basic', 'basic', 'premium_user'],
    ['premium', 'premium', 'premium_user'],
    ['admin', 'premium', 'admin'],
  ])
  expect(new Set(accounts.map(({ password }) => password)).size).toBe(4)
  expect(await loadAccounts(folder.path, randomInt)).toEqual(accounts)
  expect((await stat(join(folder.path, 'accounts.json'))).mode & 0o777).toBe(0o600)
})

test('passwords can be read out, and registration would accept them', () => {
  expect(newPassword(() => 0)).toBe('Bababa-Bababa-Bababa-10')
  for (let count = 0; count < 1000; count += 1) expect(acceptable.safeParse(newPassword(randomInt)).success).toBe(true)
})

test('a damaged file is reported, with the way out', async () => {
  await using folder = await temporaryFolder()
  await writeFile(join(folder.path, 'accounts.json'), '[]')
  await expect(loadAccounts(folder.path, randomInt)).rejects.toThrow(/is damaged\. Delete it/)
})
