import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { temporaryFolder } from './testing/temporary-folder.ts'

test('where nothing runs it says how to start, and makes no data folder of its own', async () => {
  await using folder = await temporaryFolder()
  const { output, code } = await run(
    folder.path,
    'film.mp4',
    '--title',
    'Rain',
    '--category',
    'Sleep',
    '--tier',
    'free',
  )
  expect(output).toBe(
    'Better & Bliss does not run here. Start it with `npm start`, then add content from a second terminal.\n',
  )
  expect(code).toBe(1)
  expect(await readdir(folder.path)).toEqual([])
})

test('what is missing or wrong among its arguments is named, and how it is used', async () => {
  await using folder = await temporaryFolder()
  const [none, unknown, wrong] = await Promise.all([
    run(folder.path),
    run(folder.path, 'film.mp4', '--colour', 'blue'),
    run(folder.path, 'film.mp4', '--title', '', '--category', 'Sleep', '--tier', 'gold'),
  ])
  for (const { output, code } of [none, unknown, wrong]) {
    expect(output).toContain('npm run content:add -- FILE --title')
    expect(code).toBe(1)
  }
  expect(unknown.output).toContain('--colour')
  expect(wrong.output).toMatch(/^--title: .*^--tier: /ms)
})

async function run(folder: string, ...args: string[]): Promise<{ output: string; code: number }> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('content-add.ts', import.meta.url)), ...args], {
    cwd: folder,
    env: { DATA_DIR: `${folder}/data` },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
  return { output, code }
}
