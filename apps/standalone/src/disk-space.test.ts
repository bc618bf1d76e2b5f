import { tmpdir } from 'node:os'
import { expect, test, vi } from 'vitest'
import { diskProblem, watchDisk } from './disk-space.ts'

const MEGABYTE = 1024 * 1024
const roomy = { bavail: 1024, bsize: MEGABYTE, files: 1_000_000, ffree: 500_000 }

test('a disk with room is no problem', async () => {
  expect(await diskProblem([tmpdir()], async () => roomy)).toBeUndefined()
})

test('a full disk is told with what is left and where', async () => {
  const look = async (folder: string) => (folder === '/var/data' ? { ...roomy, bavail: 12 } : roomy)
  expect(await diskProblem(['/home', '/var/data'], look)).toMatch(/^The disk is full: 12 MB left at \/var\/data\./)
})

test('so is one that holds no more files, unless it does not count them', async () => {
  expect(await diskProblem(['/data'], async () => ({ ...roomy, ffree: 3 }))).toContain('no more files')
  expect(await diskProblem(['/data'], async () => ({ ...roomy, files: 0, ffree: 0 }))).toBeUndefined()
})

test('it is told once when it becomes full, and once when there is room again', async () => {
  vi.useFakeTimers()
  try {
    const lines: string[] = []
    let problem: string | undefined
    using _watch = watchDisk(
      async () => problem,
      (line) => lines.push(line),
    )
    for (const next of [undefined, 'full', 'full', undefined, undefined]) {
      problem = next
      await vi.advanceTimersByTimeAsync(10_000)
    }
    expect(lines).toEqual(['full', 'There is room on the disk again'])
  } finally {
    vi.useRealTimers()
  }
})
