import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { digestSources, ensureBuilt } from './build.ts'

let root: string
let web: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'web-sources-'))
  web = join(root, 'apps/web')
  for (const folder of ['apps/web/src/app', 'apps/web/public', 'packages/sdk', 'packages/breath/src/features']) {
    await mkdir(join(root, folder), { recursive: true })
  }
  await writeFile(join(web, 'index.html'), '<html></html>')
  await writeFile(join(web, 'src/app/app.tsx'), 'export const app = 1')
  await writeFile(join(root, 'packages/sdk/openapi.json'), '{}')
  await writeFile(join(root, 'packages/breath/src/features/index.ts'), 'export const features = 1')
  await writeFile(join(root, 'package-lock.json'), '{}')
})

afterEach(() => rm(root, { recursive: true }))

test('the same sources have the same digest', async () => {
  expect(await digestSources(web)).toBe(await digestSources(web))
})

test.each([
  'apps/web/src/app/app.tsx',
  'apps/web/src/app/new.module.css',
  'apps/web/public/ring.svg',
  'apps/web/index.html',
  'packages/sdk/openapi.json',
  'packages/breath/src/features/index.ts',
  'package-lock.json',
])('a change of %s makes a build stale', async (name) => {
  const before = await digestSources(web)
  await writeFile(join(root, name), 'something else')
  expect(await digestSources(web)).not.toBe(before)
})

test('a changed test does not', async () => {
  const before = await digestSources(web)
  await writeFile(join(web, 'src/app/app.test.ts'), 'test()')
  expect(await digestSources(web)).toBe(before)
})

test('a build that is current is left alone', async () => {
  const dist = join(web, 'dist')
  await mkdir(dist)
  await writeFile(join(dist, '.stamp'), await digestSources(web))
  await writeFile(join(dist, 'index.html'), 'as built before')
  const said: string[] = []
  await ensureBuilt(web, (line) => said.push(line))
  expect(said).toEqual([])
  expect(await readFile(join(dist, 'index.html'), 'utf8')).toBe('as built before')
})
