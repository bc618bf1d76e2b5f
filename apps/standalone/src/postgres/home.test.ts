import { chmod, mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { databaseHome, rememberHome } from './home.ts'

const root = process.getuid?.() === 0

test('the database lives in the data folder, wherever that is moved', async () => {
  await using folder = await temporaryFolder()
  const home = await databaseHome(folder.path)
  await rememberHome(folder.path, home, 5432)
  expect(home).toMatchObject({ folder: join(folder.path, 'postgres'), port: undefined })
  expect(await databaseHome(folder.path)).toMatchObject({ folder: join(folder.path, 'postgres'), port: 5432 })
})

test.runIf(root)(
  'root in a private folder: the database goes where its user can reach it, and is found again',
  async () => {
    await using secluded = await temporaryFolder(0o700)
    await using elsewhere = await temporaryFolder()
    const home = await databaseHome(secluded.path, ['/no/such/folder', elsewhere.path])
    expect(home.folder.startsWith(elsewhere.path)).toBe(true)
    expect((await stat(home.folder)).uid).toBe(0)
    await mkdir(home.cluster)
    await rememberHome(secluded.path, home, 5432)
    await chmod(secluded.path, 0o711)
    expect((await databaseHome(secluded.path, [])).folder).toBe(home.folder)
  },
)

test.runIf(root)('a database that became unreachable is not replaced by an empty one', async () => {
  await using folder = await temporaryFolder()
  await mkdir((await databaseHome(folder.path)).cluster)
  await chmod(folder.path, 0o700)
  await expect(databaseHome(folder.path)).rejects.toThrow('chmod o+x')
})

test.runIf(root)('a database that is gone from where it was is not replaced by an empty one', async () => {
  await using secluded = await temporaryFolder(0o700)
  await using elsewhere = await temporaryFolder()
  const home = await databaseHome(secluded.path, [elsewhere.path])
  await rememberHome(secluded.path, home, 5432)
  await rm(home.folder, { recursive: true })
  await expect(databaseHome(secluded.path, [elsewhere.path])).rejects.toThrow('is gone')
})

test.runIf(root)('with nowhere to go, root is told what to do', async () => {
  await using secluded = await temporaryFolder(0o700)
  await expect(databaseHome(secluded.path, [])).rejects.toThrow('choose a DATA_DIR')
})
