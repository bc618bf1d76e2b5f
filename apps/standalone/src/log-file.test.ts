import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import { appendFile, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { expect, test, vi } from 'vitest'
import { limitLogs, logFile, rotateLog } from './log-file.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

test('a full log is put aside, at most so many are kept, and all are their owner’s alone', async () => {
  await using folder = await temporaryFolder()
  const path = await logFile(folder.path, 'api')
  for (const text of ['one', 'two', 'three', 'four']) {
    await writeFile(path, text, { mode: 0o600 })
    rotateLog(path, 2)
  }
  expect((await readdir(dirname(path))).sort()).toEqual(['api.log', 'api.log.1', 'api.log.2'])
  const texts = ['', '.1', '.2'].map((ending) => readFile(path + ending, 'utf8'))
  expect(await Promise.all(texts)).toEqual(['', 'four', 'three'])
  for (const ending of ['', '.1', '.2']) expect((await stat(path + ending)).mode & 0o777).toBe(0o600)
  rotateLog(path, 0)
  expect(await readFile(`${path}.1`, 'utf8')).toBe('four')
})

test('a process that has the log open writes on, and its lines stay whole and in order', async () => {
  await using folder = await temporaryFolder()
  const path = await logFile(folder.path, 'api')
  const program = `for (let n = 1; n <= 4000; n += 1) require('node:fs').writeSync(1, 'line ' + n + '\\n')`
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', openSync(path, 'a', 0o600), 'inherit'] })
  const ended = once(child, 'exit')
  let rotations = 0
  while (child.exitCode === null && rotations < 50) {
    await new Promise(setImmediate)
    if ((await stat(path)).size === 0) continue
    rotateLog(path, 100)
    rotations += 1
  }
  await ended
  const names = (await readdir(dirname(path))).sort(
    (a, b) => Number(b.split('.')[2] ?? 0) - Number(a.split('.')[2] ?? 0),
  )
  const texts = await Promise.all(names.map((name) => readFile(`${dirname(path)}/${name}`, 'utf8')))
  const lines = texts.join('').trim().split('\n')
  expect(lines.every((line) => /^line \d+$/.test(line))).toBe(true)
  // Those of the moment of an emptying may be missing, and how many that are is the scheduler's.
  const numbers = lines.map((line) => Number(line.slice('line '.length)))
  expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b))
})

test('logs are looked at now and every few seconds; one that is not there yet is no problem', async () => {
  await using folder = await temporaryFolder()
  const [path, missing] = [await logFile(folder.path, 'api'), await logFile(folder.path, 'demo')]
  await writeFile(path, 'x'.repeat(101))
  const lines: string[] = []
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  try {
    using _limit = limitLogs([missing, path], { maxBytes: 100, keepFiles: 1 }, (line) => lines.push(line))
    await vi.waitUntil(async () => (await stat(path)).size === 0, 10_000)
    await appendFile(path, 'y'.repeat(200))
    vi.advanceTimersByTime(5_000)
    await vi.waitUntil(async () => (await stat(path)).size === 0, 10_000)
    expect(await readFile(`${path}.1`, 'utf8')).toBe('y'.repeat(200))
    expect(lines).toEqual([])
  } finally {
    vi.useRealTimers()
  }
})
