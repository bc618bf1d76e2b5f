import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lockFolder } from './lock.ts'
import { announceRunning, readRunning } from './running.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

const RUNNING = {
  pid: 4242,
  databaseUrl: 'postgresql://127.0.0.1:5432/betterandbliss',
  mediaDir: '/media',
  apiUrl: 'http://localhost:8000',
  webUrl: 'http://localhost:5173',
  edgeUrl: 'http://localhost:8080',
}

test('a data folder has one holder at a time', async () => {
  await using folder = await temporaryFolder()
  {
    await using lock = await lockFolder(folder.path)
    expect(lock).toBeDefined()
    expect(await lockFolder(folder.path)).toBeUndefined()
  }
  await using again = await lockFolder(folder.path)
  expect(again).toBeDefined()
})

test('what runs is found, by its owner only, until it ends', async () => {
  await using folder = await temporaryFolder()
  await using _lock = await lockFolder(folder.path)
  {
    await using _announced = await announceRunning(folder.path, RUNNING)
    expect(await readRunning(folder.path)).toEqual(RUNNING)
    expect((await stat(join(folder.path, 'runtime.json'))).mode & 0o777).toBe(0o600)
  }
  expect(await readRunning(folder.path)).toBeUndefined()
})

test('what a killed start left behind does not count as running', async () => {
  await using folder = await temporaryFolder()
  await announceRunning(folder.path, RUNNING)
  expect(await readRunning(folder.path)).toBeUndefined()
})

test('nothing runs with a folder that does not exist', async () => {
  expect(await readRunning('/no/such/folder')).toBeUndefined()
})
